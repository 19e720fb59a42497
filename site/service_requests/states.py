"""What can become of a request, who may do it, and what the person who asked reads about it.

One table, ACTIONS, holds every step; a test walks each state × action × role.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class State(TextChoices):
    SUBMITTED = "submitted", _("已提交")
    ACCEPTED = "accepted", _("已受理")
    REJECTED = "rejected", _("不予受理")
    ASSIGNED = "assigned", _("已分派")
    IN_PROGRESS = "in_progress", _("办理中")
    AWAITING_APPLICANT = "awaiting", _("待补正")
    REFERRED = "referred", _("已转介")
    ANSWERED = "answered", _("已答复")
    CLOSED = "closed", _("已办结")
    REOPENED = "reopened", _("重新办理")
    WITHDRAWN = "withdrawn", _("已撤回")
    DUPLICATE = "duplicate", _("重复并案")
    SPAM = "spam", _("垃圾")


class Outcome(TextChoices):
    """What came of a request that is closed: the ledger counts these."""

    DONE = "done", _("办成")
    PARTLY = "partly", _("部分办成")
    NOT_DONE = "not_done", _("未办成")
    ADVISED = "advised", _("已解答")
    REFERRED = "referred", _("已转介")
    UNREACHABLE = "unreachable", _("联系不上")


class Source(TextChoices):
    ONLINE = "online", _("网上")
    WINDOW = "window", _("窗口代录")


class Role(StrEnum):
    CASE_WORKER = "case_worker"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


# Somebody still has to do something, and the time limit runs (or pauses).
OPEN = frozenset(
    {
        State.SUBMITTED,
        State.ACCEPTED,
        State.ASSIGNED,
        State.IN_PROGRESS,
        State.AWAITING_APPLICANT,
        State.REOPENED,
    }
)
# Over: from here the retention period counts.
FINAL = frozenset({State.REJECTED, State.CLOSED, State.WITHDRAWN, State.DUPLICATE, State.SPAM})
TAKEN = frozenset(
    {State.ASSIGNED, State.IN_PROGRESS, State.AWAITING_APPLICANT, State.REFERRED, State.ANSWERED}
)

WORKERS = frozenset({Role.CASE_WORKER, Role.SUPERVISOR})
SUPERVISORS = frozenset({Role.SUPERVISOR})


@dataclass(frozen=True)
class Action:
    """One step. `target` is None where the state stays; `must_explain` asks for words that
    the person who asked will read."""

    label: str | Promise
    sources: frozenset[State]
    target: State | None
    roles: frozenset[Role] = WORKERS
    must_explain: bool = False


ACTIONS: dict[str, Action] = {
    "take": Action(
        _("接手"), frozenset({State.SUBMITTED, State.ACCEPTED, State.REOPENED}), State.ASSIGNED
    ),
    "take_over": Action(_("换我来办"), TAKEN, None, SUPERVISORS),
    "assign": Action(
        _("分派"), frozenset({State.SUBMITTED, State.ACCEPTED, State.REOPENED}), State.ASSIGNED
    ),
    "reassign": Action(_("改派"), TAKEN, None),
    "hand_over": Action(_("转到别的站"), OPEN, None),
    "accept_handover": Action(_("接收，归我办"), OPEN, None),
    "return_handover": Action(_("退回"), OPEN, None),
    "accept": Action(_("受理"), frozenset({State.SUBMITTED}), State.ACCEPTED),
    "start": Action(_("开始办理"), frozenset({State.ASSIGNED}), State.IN_PROGRESS),
    "resume": Action(_("补齐了，继续办"), frozenset({State.AWAITING_APPLICANT}), State.IN_PROGRESS),
    "answer": Action(_("答复"), frozenset({State.IN_PROGRESS}), State.ANSWERED, must_explain=True),
    "ask": Action(_("一次性告知"), frozenset({State.IN_PROGRESS}), State.AWAITING_APPLICANT),
    "arrive": Action(_("收到材料"), frozenset({State.AWAITING_APPLICANT}), None),
    "refer": Action(_("转介"), frozenset({State.IN_PROGRESS}), State.REFERRED),
    "close": Action(
        _("办结"),
        frozenset({State.IN_PROGRESS, State.AWAITING_APPLICANT, State.REFERRED, State.ANSWERED}),
        State.CLOSED,
    ),
    "reopen": Action(
        _("重新办理"),
        frozenset({State.CLOSED, State.REJECTED, State.ANSWERED, State.REFERRED}),
        State.REOPENED,
    ),
    "reject": Action(
        _("不予受理"),
        frozenset({State.SUBMITTED, State.ACCEPTED, State.ASSIGNED}),
        State.REJECTED,
        must_explain=True,
    ),
    "withdraw": Action(_("申请人撤回"), OPEN, State.WITHDRAWN),
    "duplicate": Action(_("重复并案"), OPEN, State.DUPLICATE),
    "spam": Action(_("标为垃圾"), frozenset({State.SUBMITTED}), State.SPAM),
    "restore": Action(
        _("放回收件箱"),
        frozenset({State.SPAM, State.DUPLICATE, State.WITHDRAWN}),
        State.SUBMITTED,
        SUPERVISORS,
    ),
    "reply": Action(
        _("回复"), frozenset(set(State) - {State.SPAM, State.DUPLICATE, State.WITHDRAWN}), None
    ),
    "note": Action(_("内部备注"), frozenset(State), None),
    "reveal": Action(_("看完整的身份证号"), frozenset(State), None),
    "paper": Action(_("看材料"), frozenset(State), None),
    "scan": Action(_("存扫描件"), frozenset(set(State) - {State.SPAM}), None),
    "hold": Action(_("保留"), frozenset(State), None, SUPERVISORS),
    "release": Action(_("解除保留"), frozenset(State), None, SUPERVISORS),
}
# These change who is responsible, add words or ask for more than words; the others are the
# choices of "change state".
NOT_STATE_CHANGES = frozenset(
    {"take", "take_over", "assign", "reassign", "reply", "note", "reveal", "paper", "scan"}
    | {"hold", "release"}
    | {"hand_over", "accept_handover", "return_handover"}
    | {"ask", "arrive", "refer", "close", "duplicate"}
)

# What the person who asked may do on the status page. One set aside as spam looks received, so
# as much is offered there.
PERSON_STEPS: dict[str, frozenset[State]] = {
    "withdraw": OPEN | {State.SPAM},
    "message": OPEN | {State.SPAM, State.ANSWERED, State.REFERRED},
    "papers": OPEN | {State.SPAM, State.ANSWERED, State.REFERRED},
    "rate": frozenset({State.CLOSED}),
}


def is_allowed(action: str, state: str, roles: frozenset[Role]) -> bool:
    step = ACTIONS[action]
    return state in step.sources and bool(step.roles & roles)


def state_changes(state: str, roles: frozenset[Role]) -> list[str]:
    """The names of the steps that lead elsewhere from here, in the table's order."""
    return [
        name for name in ACTIONS if name not in NOT_STATE_CHANGES and is_allowed(name, state, roles)
    ]


# What the status page says. A request set aside as spam looks received: a machine learns
# nothing, and a person who was misjudged isn't insulted.
FOR_APPLICANT: dict[str, tuple[str | Promise, str | Promise]] = {
    State.SUBMITTED: (_("已送到"), _("我们收到了，上班时间会打给你。")),
    State.ACCEPTED: (_("已受理"), _("这件事我们能办，正在安排人。")),
    State.REJECTED: (_("不予受理"), _("这件事我们办不了，原因写在下面。")),
    State.ASSIGNED: (_("已有人接手"), _("经办人会打电话找你。")),
    State.IN_PROGRESS: (_("办理中"), _("经办人正在办。")),
    State.AWAITING_APPLICANT: (_("等你补材料"), _("缺什么写在下面，补齐了我们接着办。")),
    State.REFERRED: (_("已转介"), _("这件事转给了别的单位，去哪里找谁写在下面。")),
    State.ANSWERED: (_("已答复"), _("答复写在下面。还有疑问就打电话来。")),
    State.CLOSED: (_("办好了"), _("这件事办完了。")),
    State.REOPENED: (_("重新办理"), _("这件事又打开了，我们会再联系你。")),
    State.WITHDRAWN: (_("已撤回"), _("这件事按你说的撤回了。")),
    State.DUPLICATE: (_("已并到另一件"), _("同一件事已经在办，我们会一起回你。")),
    State.SPAM: (_("已送到"), _("我们收到了，上班时间会打给你。")),
}
# The same for what is closed, by its outcome: "done" is not what became of all of them.
CLOSED_FOR_APPLICANT: dict[str, tuple[str | Promise, str | Promise]] = {
    Outcome.PARTLY: (_("办成了一部分"), _("能办的办完了，其余的写在下面。")),
    Outcome.NOT_DONE: (_("没办成"), _("这件事没能办成，原因写在下面。")),
    Outcome.ADVISED: (_("已解答"), _("你问的事答复过了，写在下面。")),
    Outcome.REFERRED: (_("转给了别的单位"), _("后面由那边接着办，去哪里找谁写在下面。")),
    Outcome.UNREACHABLE: (_("没联系上你"), _("电话打了没打通，先放下了。还要办就打电话来。")),
}


def words_for_applicant(state: str, outcome: str) -> tuple[str, str]:
    """(heading, explanation) for the status page."""
    found = CLOSED_FOR_APPLICANT.get(outcome) if state == State.CLOSED else None
    heading, explanation = found or FOR_APPLICANT[state]
    return str(heading), str(explanation)
