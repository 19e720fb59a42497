"""The editor's form of a news page: a reprint names its source, an issue has its number alone."""

from django.utils.translation import gettext as _

from pages.address_form import AddressForm


class NewsForm(AddressForm):
    """What a draft lacks is asked for when it is to be published."""

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("issue_number") and not cleaned.get("issue_year"):
            day = cleaned.get("published_on")
            cleaned["issue_year"] = day.year if day else None
        if not self.is_deferred_validation:
            self.check_source()
            self.check_issue()
        return cleaned

    # a reprint

    def check_source(self):
        given = self.cleaned_data
        if not given.get("is_reprint"):
            return
        if not given.get("source"):
            self.add_error("source", _("转载要写来源：哪家媒体、哪个单位的"))
        if not given.get("original_date"):
            self.add_error("original_date", _("转载要写原文是哪天发表的"))
        wrong = "original_url" in self.errors  # said already
        if not wrong and not given.get("original_url") and not given.get("original_title"):
            words = _("转载要写原文网址；只印在纸上、没有网址的，写原题")
            self.add_error("original_url", words)

    # an issue

    def check_issue(self):
        given = self.cleaned_data
        if given.get("news_kind") != self._meta.model.Kind.BULLETIN:
            return
        year, number, total = (
            given.get(name) for name in ("issue_year", "issue_number", "issue_total")
        )
        if (year or total) and not number and "issue_number" not in self.errors:
            self.add_error("issue_number", _("写明是这一年的第几期"))
        if number and year:
            self.check_year(year)
            self.check_alone("issue_number", issue_year=year, issue_number=number)
        if total:
            self.check_alone("issue_total", issue_total=total)

    def check_year(self, year: int):
        """Last year's last issue may come out in January; more than that is a slip."""
        day = self.cleaned_data.get("published_on")
        if day and abs(day.year - year) > 1:
            self.add_error("issue_year", _("期号的年份和日期对不上，看看哪个写错了"))

    def check_alone(self, name: str, **numbers: int):
        model = self._meta.model
        others = model.objects.filter(news_kind=model.Kind.BULLETIN, **numbers)
        other = others.exclude(pk=self.instance.pk).first()
        if other:
            words = _("这个期号已经给了“%(title)s”，换一个")
            self.add_error(name, words % {"title": other.title})
