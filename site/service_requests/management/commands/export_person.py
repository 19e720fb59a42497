from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from service_requests.at_the_prompt import ask_for_phone, operator
from service_requests.person_export import papers_of, record_export, write_export
from service_requests.person_records import collect, find


class Command(BaseCommand):
    help = "Write everything kept about a person into a new folder. Asks for the phone number."

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, help="must not be there yet")

    def handle(self, folder: Path, **options):
        if folder.exists():
            raise CommandError(_("%(folder)s 已经在了，换一个。") % {"folder": folder})
        found = find(ask_for_phone())
        if found.is_empty:
            self.stdout.write(_("这个手机号没有诉求。"))
            return
        data = collect(found)
        record_export(found, operator())
        write_export(folder, data, papers_of(found))
        words = _(
            "写好了：%(folder)s，共 %(own)d 件，另有替别人办的 %(others)d 件、"
            "报名 %(sign_ups)d 份、纠错 %(corrections)d 条。记进了日志。"
        )
        counts = {"own": len(found.own), "others": len(found.for_others), "folder": folder}
        counts |= {"sign_ups": len(found.sign_ups), "corrections": len(found.corrections)}
        self.stdout.write(words % counts)
        self.stdout.write(_("交给本人以前先看一遍，备注里也许提到别人。交了就把文件夹删掉。"))
