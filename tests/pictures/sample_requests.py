"""Sample requests in every state, for the pictures of the docs. A program, in the environment of a
running sample site:

    python -m tests.pictures.sample_requests

Prints what the pictures need to know: {"shown": number of a request, …}. Everybody in here is made
up; the numbers are like those that nobody is given.
"""

import json
import os
import sys
from datetime import timedelta
from pathlib import Path

import django

ROOT = Path(__file__).resolve().parents[2]
# reference, service, station, name, what about, how many days ago, and what became of it
REQUESTS = [
    (
        "ACDE3FHJK7",
        "papers-help",
        0,
        "小麦",
        "宿舍里住了八个月，房东不开证明。",
        2,
        "missing",
    ),
    ("ADEC4HFKJ7", "legal-help", 1, "阿强", "厂里欠了三个月工资，说下个月发。", 9, "in_progress"),
    ("AFHJ7KMNP3", "job-referral", 0, "秀英", "电子厂月底停工，想找包住的活。", 0, "new"),
    ("AHJK9NPQR4", "papers-help", 2, "大军", "孩子九月要上学，材料怎么准备。", 1, "new"),
    ("AJKM3PQRT7", "points-advice", 0, "小燕", "社保断过两个月，积分还算不算。", 7, "answered"),
    ("AKMN4QRTW9", "job-referral", 3, "建国", "叉车证到期了，在哪里复审。", 5, "taken"),
    ("AMNP7RTWX3", "papers-help", 0, "桂花", "居住证丢了，想补办一张。", 12, "closed"),
    ("ANPQ9TWXY4", "legal-help", 1, "老李", "受了工伤，厂里让签一份协议。", 6, "referred"),
    (
        "APQR3WXY7A",
        "papers-help",
        0,
        "小周",
        "和上一件是同一件事，再问问。",
        3,
        "duplicate",
    ),
    ("AQRT4XY7AC", "papers-help", 4, "阿芳", "老家的证明寄错了地址。", 4, "handed_over"),
    ("ARTW7Y3ACD", "papers-help", 0, "小郑", "想问问流动人口登记。", 15, "withdrawn"),
    ("ATWX9A4CDE", "job-referral", 0, "推广", "高价收证件，加群。", 1, "spam"),
]
NAMES = {"caseworker": "示例办理员", "supervisor": "示例主管", "editor": "示例编辑"}
SHOWN = "ACDE3FHJK7"
LABELS = ["是什么事", "什么时候方便"]


def main() -> dict:
    from django.contrib.auth import get_user_model

    from service_requests.access import staff

    for username, name in NAMES.items():
        get_user_model().objects.filter(username=username).update(first_name=name)
    worker = get_user_model().objects.get(username="caseworker")
    made = {row[0]: make(number, *row) for number, row in enumerate(REQUESTS)}
    for reference, *_more, fate in REQUESTS:
        FATES[fate](made[reference], staff(worker))
    papers(made[SHOWN])
    return {"shown": made[SHOWN].pk, "reference": SHOWN, "last_four": made[SHOWN].phone[-4:]}


def make(number, reference, slug, place, name, story, days, fate):
    from django.utils import timezone

    from pages.models import ServicePage, StationPage
    from service_requests.working_days import add_working_days
    from tests.factories_requests import make_request

    service = ServicePage.objects.get(slug=slug)
    station = StationPage.objects.order_by("pk")[place]
    sent = timezone.now() - timedelta(days=days, hours=2)
    values = zip(LABELS, [story, "下班后"], strict=True)
    return make_request(
        service,
        reference=reference,
        name=f"{name}（示例）",
        phone=f"138000000{number:02}",
        station=station,
        station_name=station.title,
        line=service.line,
        line_name=service.line.name if service.line else "",
        confidential=service.confidential and fate == "new",
        answers=[
            {"key": f"f-{label}", "label": label, "type": "long_text", "value": value}
            for label, value in values
        ],
        submitted_at=sent,
        consented_at=sent,
        due_on=add_working_days(timezone.localdate(sent), service.days_to_answer),
        consent_text="我同意中心为了办这件事使用上面填的内容。",
    )


def step(request, call, *arguments):
    request.refresh_from_db()
    call(request.pk, *arguments[:1], request.version, *arguments[1:])


def new(request, by):
    pass


def taken(request, by):
    from service_requests import handling

    step(request, handling.take, by)


def in_progress(request, by):
    from service_requests import handling

    taken(request, by)
    step(request, handling.change_state, by, ("start", ""))
    step(request, handling.add_note, by, "打过电话，下班后才方便接。")


def missing(request, by):
    from service_requests import handling, missing_items

    in_progress(request, by)
    step(request, handling.reply, by, "房东不开也有办法，先把手上的材料拍给我们看看。")
    asked = "租房合同，或者房东的电话\n身份证正反面\n近三个月的工资条"
    step(request, missing_items.tell_what_is_missing, by, asked)


def answered(request, by):
    from service_requests import handling

    in_progress(request, by)
    step(request, handling.change_state, by, ("answer", "断过的两个月不算，以前的照样累计。"))


def closed(request, by):
    from service_requests import closing

    answered(request, by)
    step(request, closing.close, by, ("done", "证补好了。"))


def referred(request, by):
    from service_requests import closing

    in_progress(request, by)
    body = {
        "name": "区法律援助处（示例）",
        "contact": "工作日白天，先打电话",
        "bring": "病历",
        "words": "",
    }
    step(request, closing.refer, by, body)


def duplicate(request, by):
    from service_requests import closing

    step(request, closing.mark_duplicate, by, SHOWN)


def handed_over(request, by):
    from service_requests import assigning

    there = assigning.other_stations(request).first().pk
    step(request, assigning.hand_over, by, (there, "他住在你们那边，就近办。"))


def withdrawn(request, by):
    from service_requests import handling

    step(request, handling.change_state, by, ("withdraw", ""))


def spam(request, by):
    from service_requests import handling

    step(request, handling.change_state, by, ("spam", ""))


FATES = {
    each.__name__: each
    for each in (
        *(new, taken, in_progress, missing, answered, closed),
        *(referred, duplicate, handed_over, withdrawn, spam),
    )
}


def papers(request):
    """Two that came with the form, and one that staff scanned."""
    from django.utils import timezone

    from tests.factories_papers import make_paper, picture

    told = [("租房合同", "合同第一页.jpg", "form"), ("租房合同", "合同第二页.jpg", "form")]
    told.append(("扫描件", "房东的证明：扫描.jpg", "staff"))
    for label, name, source in told:
        who = {"source": source, "created_at": request.submitted_at}
        if source == "staff":
            who |= {"added_by_name": NAMES["caseworker"], "created_at": timezone.now()}
        make_paper(request, picture(), label=label, name=name, size=412_000, **who)


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    print(json.dumps(main()))
