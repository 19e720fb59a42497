"""What goes other ways than a form and a step: papers, drafts, the window, notices, and what is
done with everything about one person."""

import io
import logging
import re
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

from django.core.management import call_command
from django.test import override_settings
from django.utils import timezone
from PIL import Image

from service_requests.models import Delivery, ServiceRequest
from service_requests.notices import robots
from service_requests.notices.sending import send_due
from tests.factories_papers import check_with, paper_service, upload
from tests.factories_requests import STORY, confirm, make_service, post, send, token_in, typed
from tests.fake_services import service


def photo_that_tells(mark: str) -> bytes:
    """In all that a phone writes beside the picture; another picture for each mark. Made without
    a word in the log, which here is that of the site."""
    logging.getLogger("PIL").setLevel(logging.INFO)
    photo = Image.new("RGB", (80, 40), tuple(mark.encode()[2:5]))
    exif = Image.Exif()
    exif[0x010E] = mark
    stream = io.BytesIO()
    photo.save(stream, "JPEG", exif=exif, comment=mark.encode(), xmp=mark.encode())
    logging.getLogger("PIL").setLevel(logging.NOTSET)
    return stream.getvalue()


def paper(visit, what: str):
    content = photo_that_tells(visit.words(f"{what} picture"))
    return upload(content, name=f"{visit.words(f'{what} file')}.jpg")


def papers_with_a_form(visit):
    asks = paper_service("with-papers")
    given = {"name": visit.words("papers name"), "phone": visit.phone("papers phone")}
    files = [paper(visit, "form"), upload(visit.words("page").encode(), "no-photo.html")]
    refused = check_with(visit.person, asks, files, **given, **{STORY: "照片在这里"})
    again = {"token": token_in(refused), STORY: visit.words("papers story")}
    checked = check_with(visit.person, asks, **given, **again)
    assert confirm(visit.person, asks, token_in(checked)).status_code == 303
    assert ServiceRequest.objects.latest("pk").papers.count() == 1


def papers_afterwards(visit):
    request = visit.sent("later papers")
    data = {"token": visit.status_token(request), "papers": [paper(visit, "status")]}
    visit.person.post("/apply/status/papers/", data)
    visit.desk.post(f"/admin/requests/{request.pk}/paper/", {"paper": request.papers.get().pk})


def scans_at_the_window(visit):
    request = visit.sent("scanned")
    url = f"/admin/requests/{request.pk}/"
    data = {"scans": [paper(visit, "scan")], "label": visit.words("scan label")}
    assert visit.desk.post(f"{url}scan/", data).status_code == 302
    wrong = {"scans": [upload(b"<html>", "x.html")], "label": visit.words("refused label")}
    assert visit.desk.post(f"{url}scan/", wrong).status_code == 422
    read = visit.desk.post(f"{url}paper/", {"paper": request.papers.get().pk})
    assert read["Content-Type"] == "image/jpeg"


def a_form_saved_and_gone_on_with(visit):
    half = {"name": visit.words("saved name"), STORY: visit.words("saved story"), "consent": None}
    phone = visit.phone("saved phone")
    url = f"/apply/{visit.service.slug}/save/"
    saved = post(visit.person, url, typed(**half, phone=phone)).content.decode()
    code = visit.marked("saved code", re.search(r'id="code">([^<]+)<', saved)[1].replace(" ", ""))
    for given in (visit.words("wrong code"), code):
        post(visit.person, "/apply/resume/", {"code": given, "last_four": phone[-4:]})


def filed_at_the_window(visit):
    url = f"/admin/requests/window/{visit.service.pk}/"
    key = re.search(r'name="key" value="([^"]+)"', visit.desk.get(url).content.decode())[1]
    wrong = typed(name=visit.words("window mistake"), phone=visit.words("window number"), key=key)
    assert post(visit.desk, url, wrong).status_code == 422
    given = {
        "name": visit.words("window name"),
        "phone": visit.phone("window phone"),
        STORY: visit.words("window story"),
        "for_whom": "other",
        "agent_relation": "家里人",
        "agent_name": visit.words("window agent"),
        "agent_phone": visit.phone("window agent phone"),
        "agent_consent": "yes",
    }
    assert post(visit.desk, url, typed(**given, key=key, mine="yes")).status_code == 302


def a_child_with_a_guardian(visit):
    send(
        visit.person,
        make_service("for-children", needs_guardian=True),
        name=visit.words("child name"),
        phone=visit.phone("child phone"),
        **{STORY: visit.words("child story")},
        guardian_name=visit.words("guardian name"),
        guardian_relation="妈妈",
        guardian_phone=visit.phone("guardian phone"),
        guardian_consent="yes",
    )


def notices_that_meet_faults(visit):
    """Everybody who should pass them on answers with what they were never told to repeat."""
    request = visit.sent("notified")
    visit.step(request, "take")
    visit.step(request, "reply", words=visit.words("notified reply"))
    quoted = f"{request.name} {request.phone} {visit.words('quoted by a gateway')}"
    refusal = (400, {"Code": "isv.MOBILE_NUMBER_ILLEGAL", "Message": quoted})
    with ExitStack() as stack:
        cloud = stack.enter_context(service(lambda call: refusal))
        group = stack.enter_context(service(lambda call: (500, quoted.encode())))
        stack.enter_context(through(cloud.url, f"{group.url}/robot/send?key=secret"))
        stack.enter_context(patch.dict(robots.KINDS, {"127.0.0.1": robots.WECOM}))
        fault = patch("django.core.mail.EmailMessage.send", side_effect=OSError(quoted))
        stack.enter_context(fault)
        send_due()
    assert Delivery.objects.dead().exists()
    assert {"sms", "mail", "webhook"} <= set(Delivery.objects.values_list("route", flat=True))
    visit.told += [call.body for call in group.calls]
    visit.told += [str({**call.query, "PhoneNumbers": ""}).encode() for call in cloud.calls]
    visit.error_pages.append(visit.desk.get("/admin/reports/notices/").content)
    Delivery.objects.all().try_again()
    send_due()  # into the files that stand for lines which are not set up


def through(cloud: str, group: str):
    sms = {"KEY_ID": "AKID", "KEY_SECRET": "geheim", "SIGN": "新豫", "TEMPLATE": "SMS_1"}
    told = {f"ALIYUN_SMS_{name}": value for name, value in sms.items()}
    told |= {"ALIYUN_SMS_ENDPOINT": cloud, "STAFF_WEBHOOKS": [group]}
    return override_settings(SMS_GATEWAY="aliyun", **told)


def a_copy_for_the_person_and_their_erasure(visit):
    request = visit.sent("erased")
    visit.step(request, "note", words=visit.words("note about the erased"))
    closed = ServiceRequest.objects.filter(pk=request.pk)
    closed.update(state="closed", closed_at=timezone.now())
    with TemporaryDirectory() as folder:  # in the clear on purpose, and handed over
        at_the_prompt(request.phone, "export_person", str(Path(folder) / "copy"))
        assert request.name in (Path(folder) / "copy/person.html").read_text()
    at_the_prompt(request.phone, "erase_person")
    assert ServiceRequest.objects.get(pk=request.pk).anonymised_at


def at_the_prompt(phone: str, command: str, *arguments: str):
    with patch("sys.stdin", io.StringIO(f"{phone}\n")):
        call_command(command, *arguments)


def keys_exchanged(visit):
    """With all that was written before; what is written from here on is under the new key."""
    from django.conf import settings

    keys = ["the new key of the visit", *settings.REQUEST_KEYS]
    with override_settings(REQUEST_KEYS=keys):
        call_command("rotate_keys")
    with override_settings(REQUEST_KEYS=keys[:1]):
        kept = ServiceRequest.objects.filter(anonymised_at=None).first()
        assert kept.name in visit.marks.values()
        visit.sent("after the exchange")
