"""A guide was checked and nothing in it has changed: three fields, and it is published anew."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import UpdateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets import AdminDateInput

from pages.guide_checks import next_review, why
from pages.models import GuidePage


class CheckedForm(forms.ModelForm):
    class Meta:
        model = GuidePage
        fields = ["verified_by", "review_after", "valid_to"]
        widgets = dict.fromkeys(["review_after", "valid_to"], AdminDateInput)
        help_texts = {"valid_to": gettext_lazy("没有期限的不填")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["review_after"].required = True

    def clean_review_after(self):
        day = self.cleaned_data["review_after"]
        if day <= timezone.localdate():
            raise ValidationError(_("下次核对要写今天以后的日子。"))
        return day

    def clean_valid_to(self):
        day = self.cleaned_data["valid_to"]
        if day and day < timezone.localdate():
            raise ValidationError(_("有效期已经过了。新的有效期写在这里；没有期限，就空着。"))
        return day


class GuideCheckedView(WagtailAdminTemplateMixin, UpdateView):
    model = GuidePage
    form_class = CheckedForm
    header_icon = "check"
    template_name = "pages/admin/guide_checked.html"

    def dispatch(self, request, *args, **kwargs):
        if not self.permissions.can_publish():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def guide(self) -> GuidePage:
        return self.get_object()

    @cached_property
    def permissions(self):
        return self.guide.permissions_for_user(self.request.user)

    def get_queryset(self):
        return GuidePage.objects.live().filter(alias_of=None)

    def get_initial(self):
        return {"review_after": next_review(self.guide)}

    def get_page_title(self):
        return _("核对：%s") % self.guide.title

    def get_breadcrumbs_items(self):
        report = {"url": reverse("guides_to_check"), "label": _("该核对的办事指南")}
        return [*self.breadcrumbs_items, report, {"url": "", "label": self.guide.title}]

    @property
    def obstacle(self) -> str:
        """Why it can't be published as readers see it now; "" where it can."""
        if self.permissions.page_locked():
            return _("这一页锁着，解了锁再来。")
        if self.guide.has_unpublished_changes:
            return _("这一页有改了没发布的内容。先去看一下：发布，或者不要了，再来这里。")
        return ""

    def get_context_data(self, **kwargs):
        laws = [block.value for block in self.guide.legal_basis]
        return super().get_context_data(**kwargs) | {
            "guide": self.guide,
            "why": why(self.guide),
            "laws": laws,
            "obstacle": self.obstacle,
            "edit_url": reverse("wagtailadmin_pages:edit", args=[self.guide.pk]),
        }

    def form_valid(self, form):
        if self.obstacle:
            return self.form_invalid(form)
        guide, user = form.instance, self.request.user
        guide.last_verified = timezone.localdate()
        guide.save_revision(user=user, log_action=True).publish(user=user)
        messages.success(self.request, _("记下了：“%s”今天核对过。") % guide.title)
        return HttpResponseRedirect(reverse("guides_to_check"))
