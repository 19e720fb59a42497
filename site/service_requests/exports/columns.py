"""The columns that a table of requests can have, each a request's words for one thing."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from service_requests.inbox.listing import assignee_name, submitted_words
from service_requests.inbox.request_facts import answer
from service_requests.models import ServiceRequest
from service_requests.states import Outcome, Source, State


@dataclass(frozen=True)
class Column:
    label: str | Promise
    width: int  # in characters, a Chinese one counts twice
    words: Callable[[Any], str]


def word(choices: type[TextChoices], value: str) -> str:
    """As get_FOO_display says it, which translates all choices each time it is asked."""
    return str(choices(value).label) if value else ""


def closed_words(request: ServiceRequest) -> str:
    return f"{timezone.localtime(request.closed_at):%Y-%m-%d %H:%M}" if request.closed_at else ""


def answers(request: ServiceRequest) -> str:
    """All in one cell: services ask different things, and forms are rewritten. ID numbers are
    masked."""
    shown = (answer(each, may_reveal=False, revealed="") for each in request.answers)
    return "\n".join(f"{each['label']}：{each['value']}" for each in shown)


PLAIN = {
    "reference": Column(_("编号"), 14, lambda request: request.reference),
    "state": Column(_("状态"), 10, lambda request: word(State, request.state)),
    "service": Column(_("服务"), 24, lambda request: request.service_title),
    "line": Column(_("服务事项"), 16, lambda request: request.line_name),
    "station": Column(_("服务站"), 20, lambda request: request.station_name),
    "source": Column(_("来自"), 10, lambda request: word(Source, request.source)),
    "submitted": Column(_("提交"), 17, submitted_words),
    "due": Column(_("期限"), 12, lambda request: request.due_on.isoformat()),
    "closed": Column(_("办结时间"), 17, closed_words),
    "outcome": Column(_("结果"), 10, lambda request: word(Outcome, request.outcome)),
    "assignee": Column(_("经办人"), 14, assignee_name),
}
# The names are those of the request's encrypted fields.
PERSONAL = {
    "name": Column(_("称呼"), 14, lambda request: request.name),
    "phone": Column(_("手机号"), 16, lambda request: request.phone),
    "answers": Column(_("填写的内容"), 60, answers),
}
COLUMNS = PLAIN | PERSONAL
