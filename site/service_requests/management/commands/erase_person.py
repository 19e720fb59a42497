import sys

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from service_requests.at_the_prompt import ask_for_phone, operator
from service_requests.person_erasure import Erased, erase
from service_requests.person_records import find


class Command(BaseCommand):
    help = "Anonymise all closed requests of a person. Asks for the phone number."

    def add_arguments(self, parser):
        parser.add_argument(
            "--even-open", action="store_true", help="withdraw and erase open requests as well"
        )

    def handle(self, even_open: bool, **options):
        found = find(ask_for_phone())
        if found.is_empty:
            self.stdout.write(_("这个手机号没有诉求。"))
            return
        done = erase(found, operator(), even_open)
        for line in report(done):
            self.stdout.write(line)
        if done.held or done.still_open:
            sys.exit(1)


def report(done: Erased) -> list[str]:
    """What went, what stays, and why; references say nothing about the person."""
    lines = [
        (done.erased, _("抹去了 %(count)d 件：%(which)s")),
        (done.part, _("抹去了替别人办的 %(count)d 件里的代办人：%(which)s")),
        (done.sign_ups, _("删掉了 %(count)d 份活动报名：%(which)s")),
        (done.corrections, _("删掉了 %(count)d 条写到这个号码的纠错：%(which)s")),
        (done.still_open, _("没抹 %(count)d 件，还没办结：%(which)s。加 --even-open 连它们一起")),
        (done.held, _("没抹 %(count)d 件，主管保留着：%(which)s。解除保留以后再来")),
    ]
    said = [
        words % {"count": len(which), "which": "、".join(which)} for which, words in lines if which
    ]
    if done.erased:
        said.append(_("留下的：编号、服务事项、服务站、日期和结果（统计要用，认不出是谁），"))
        said.append(
            _("以及谁在什么时候办过、看过（证明我们做了什么）。没送出的草稿最多一天后自己删。")
        )
    if done.erased or done.sign_ups or done.corrections:
        said.append(_("以前的备份里还有，到备份过期为止。"))
    return said
