from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Rows that name no object: two ask for something, the third stands beside that of a page that was
# moved, for those that gave way to it.
REBUILD, RETRY, TREE = "rebuild", "retry", "tree"
OF_NO_OBJECT = [REBUILD, RETRY, TREE]


class ChangeQuerySet(models.QuerySet):
    def of_content(self):
        return self.exclude(model__in=OF_NO_OBJECT)


class Change(models.Model):
    """Something that readers may see has changed: a row naming it, and nothing more.

    Written in the transaction that makes the change, so it is there exactly when the change
    is. The worker takes all rows that are there, builds, and deletes those it has taken.
    """

    model = models.CharField(max_length=100)  # "pages.guidepage"
    object_id = models.CharField(max_length=40)
    recorded_at = models.DateTimeField(auto_now_add=True)

    objects = ChangeQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        default_permissions = ()

    def __str__(self):
        return f"{self.model} {self.object_id}"

    @classmethod
    def ask_for_rebuild(cls) -> "Change":
        """The next build makes the whole site anew."""
        return cls.objects.create(model=REBUILD)

    @classmethod
    def ask_to_retry(cls) -> "Change":
        """Wakes a worker that rests after a failure."""
        return cls.objects.create(model=RETRY)


class RunQuerySet(models.QuerySet):
    def failed(self):
        return self.exclude(error="")

    def full(self):
        return self.filter(full=True)

    def succeeded(self):
        return self.filter(error="")


class Run(models.Model):
    """One build of the public site, as the admin tells it."""

    started_at = models.DateTimeField(_("时间"), auto_now_add=True)
    seconds = models.FloatField(_("用时"))
    full = models.BooleanField(_("全站"), default=False)
    changes = models.PositiveIntegerField(_("改动"), default=0)  # how many Change rows it took
    rendered = models.PositiveIntegerField(_("重做的网页"), default=0)
    files = models.PositiveIntegerField(_("文件总数"), default=0)
    written = models.PositiveIntegerField(_("写了"), default=0)
    removed = models.PositiveIntegerField(_("删了"), default=0)
    trigger = models.CharField(_("起因"), max_length=100, blank=True)  # "pages.newspage 12"
    faults = models.TextField(_("要看一看的"), blank=True)  # a line each: what it went without
    error = models.TextField(_("没成功的原因"), blank=True)  # why there was no build at all

    objects = RunQuerySet.as_manager()

    class Meta:
        verbose_name = _("公开网站的发布")
        verbose_name_plural = _("公开网站的发布")
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [("rebuild_site", _("重新发布整个公开网站"))]

    def __str__(self):
        return f"{timezone.localtime(self.started_at):%Y-%m-%d %H:%M:%S}"

    @property
    def fault_lines(self) -> list[str]:
        return self.faults.splitlines()


class Pulse(models.Model):
    """One row: when the worker was last seen at work."""

    beaten_at = models.DateTimeField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return f"{self.beaten_at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def beat(cls):
        cls.objects.update_or_create(pk=1, defaults={"beaten_at": timezone.now()})

    @classmethod
    def is_alive(cls) -> bool:
        """Whether the worker was seen within the last three minutes."""
        return cls.objects.filter(beaten_at__gt=timezone.now() - timedelta(minutes=3)).exists()


class Writer(models.Model):
    """One row, pk=1: who may write the public site now, and how far a running build is.

    `phase` is blank while nothing is being built; `total` is 0 while its size isn't known.
    `turn` goes up with each build that answered changes: where several machines have a folder
    each, one whose folder says another number has missed some.
    """

    class Phase(models.TextChoices):
        READING = "reading", _("正在读内容")
        RENDERING = "rendering", _("正在做网页")
        WRITING = "writing", _("正在写文件")

    holder = models.CharField(max_length=120)
    until = models.DateTimeField()
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    phase = models.CharField(max_length=20, choices=Phase, blank=True)
    turn = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.holder

    @classmethod
    def present_turn(cls) -> int:
        return cls.objects.values_list("turn", flat=True).first() or 0

    @classmethod
    def at_work(cls) -> "Writer | None":
        """The writer that is building now: its lease runs, and it says in which phase it is."""
        return cls.objects.filter(until__gt=timezone.now()).exclude(phase="").first()
