"""What editors keep for the search, and what they are told of it."""

import re

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

SEPARATORS = re.compile(r"[\s,，、;；=＝/|]+")
MOST_WORDS = 12


class SynonymGroup(models.Model):
    """同义词: words by which people call one thing. Who searches for one finds all."""

    words = models.CharField(
        gettext_lazy("同一个意思的词"),
        max_length=120,
        unique=True,
        help_text=gettext_lazy("用顿号隔开，比如：落户、入户、迁户口。搜其中一个，另外几个也找"),
    )

    class Meta:
        verbose_name = gettext_lazy("同义词")
        verbose_name_plural = gettext_lazy("同义词")
        ordering = ["words"]

    def __str__(self):
        return self.words

    def clean(self):
        found = words_in(self.words)
        if not 2 <= len(found) <= MOST_WORDS:
            raise ValidationError({"words": _("写两个到十二个不同的词，用顿号隔开")})
        self.words = "、".join(found)


class UnansweredQuery(models.Model):
    """没搜到的词: what was searched for and found nowhere.

    The words stand here in clear only once enough searches asked for them; what one person
    typed, a name perhaps, is counted by a keyed digest and forgotten. See `search.unanswered`.
    """

    digest = models.CharField(max_length=64, unique=True)
    text = models.CharField(gettext_lazy("搜的词"), max_length=20, blank=True)
    count = models.PositiveIntegerField(gettext_lazy("次数"), default=0)
    last_on = models.DateField(gettext_lazy("最近一次"), db_index=True)

    class Meta:
        verbose_name = gettext_lazy("没搜到的词")
        verbose_name_plural = gettext_lazy("没搜到的词")
        ordering = ["-count", "-last_on", "pk"]
        default_permissions = ("view",)

    def __str__(self):
        return self.text


def words_in(text: str) -> list[str]:
    return list(dict.fromkeys(word for word in SEPARATORS.split(text) if word))
