"""One correction: its words with the numbers masked, the same in full, and what comes of it."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from pages.models.base import local_date
from service_requests.masks import masked_numbers
from service_requests.models import PageCorrection
from service_requests.page_feedback.log_actions import READ, REVEALED, SETTLED
from service_requests.page_feedback.staff.access import Guarded
from service_requests.page_feedback.staff.listing import TITLE, moment, owner_name

State = PageCorrection.State


class OneCorrection(Guarded):
    def found(self) -> PageCorrection:
        one = PageCorrection.objects.filter(pk=self.kwargs["pk"])
        found = one.select_related("page__owner").first()
        if found is None:
            raise Http404
        return found


class CorrectionView(WagtailAdminTemplateMixin, OneCorrection):
    template_name = "service_requests/page_feedback/correction.html"
    header_icon = "comment"
    masked = True

    def get(self, request, pk):
        return self.show()

    def show(self):
        self.correction = self.found()
        log(self.correction, READ if self.masked else REVEALED, user=self.request.user)
        return self.render_to_response(self.get_context_data(**self.told(self.correction)))

    def told(self, found: PageCorrection) -> dict:
        masked = masked_numbers(found.words)
        return {
            "pk": found.pk,
            "words": masked if self.masked else found.words,
            "has_more": self.masked and masked != found.words,
            "rows": [(name, value) for name, value in facts(found) if value],
            "page": page_ways(found),
            "steps": [(value, label) for value, label in State.choices if value != found.state],
        }

    def get_page_title(self):
        return self.correction.page_title

    def get_breadcrumbs_items(self):
        index = {"url": reverse("page_corrections:index"), "label": str(TITLE)}
        return [*self.breadcrumbs_items, index, {"url": "", "label": self.correction.page_title}]


class RevealView(CorrectionView):
    """By POST only: a link that is prefetched reveals nothing."""

    http_method_names = ["post"]
    masked = False

    def post(self, request, pk):
        return self.show()


def facts(found: PageCorrection) -> list[tuple[str, str]]:
    now = local_date(found.page.last_published_at) if found.page else _("删掉了")
    return [
        (_("状态"), str(found.get_state_display())),
        (_("为什么放在一边"), found.doubt),
        (_("收到"), moment(found.sent_at)),
        (_("读者看的是哪天的"), found.read_version.isoformat() if found.read_version else ""),
        (_("现在这一页是哪天的"), now),
        (_("负责人"), owner_name(found)),
        (_("谁处理的"), " ".join(filter(None, [found.settled_by, moment(found.settled_at)]))),
    ]


def page_ways(found: PageCorrection) -> dict[str, str]:
    """Where to read the page, to edit it, and to see what was changed in it meanwhile."""
    if found.page is None:
        return {}
    return {
        "read": found.page_url,
        "edit": reverse("wagtailadmin_pages:edit", args=[found.page_id]),
        "history": reverse("wagtailadmin_pages:history", args=[found.page_id]),
    }


class SettleView(OneCorrection):
    http_method_names = ["post"]

    def post(self, request, pk):
        found, state = self.found(), request.POST.get("state", "")
        if state not in State.values:
            raise Http404
        found.state = state
        over = state != State.NEW
        found.settled_at = timezone.now() if over else None
        found.settled_by = (request.user.get_full_name() or request.user.username) if over else ""
        found.save(update_fields=["state", "settled_at", "settled_by"])
        log(found, SETTLED, user=request.user, data={"state": state})
        messages.success(request, _("记下了：%s") % found.get_state_display())
        return redirect("page_corrections:index")
