"""A body that can't be read is answered in words: nothing was stored, and how to go on."""

import pytest
from django.test import Client

from service_requests.models import Draft
from tests.factories_requests import make_service

FORM = "application/x-www-form-urlencoded"
URLS = ["/apply/papers-help/check/", "/apply/papers-help/confirm/", "/apply/status/"]
BROKEN = {
    "another charset": (f"{FORM}; charset=gbk", "name=周小麦".encode("gbk")),
    "no boundary": ("multipart/form-data", b"--x\r\n"),
    "a wrong boundary": ("multipart/form-data; boundary=\xe9", b"--x\r\n"),
    "a charset that is none": (
        "multipart/form-data; boundary=x; charset=rot13",
        b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\nx\r\n--x--\r\n',
    ),
    "bad base64": (
        "multipart/form-data; boundary=x",
        b'--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n'
        b"Content-Transfer-Encoding: base64\r\n\r\n@@@@a\r\n--x--\r\n",
    ),
}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("kind", BROKEN)
def test_a_body_that_cannot_be_read_gets_a_page_of_its_own(url, kind):
    make_service()
    content_type, body = BROKEN[kind]
    client = Client(raise_request_exception=False)
    response = client.generic("POST", url, body, content_type=content_type)
    html = response.content.decode()
    assert response.status_code == 400
    assert "读不出来" in html
    assert "什么都没有存" in html
    assert "再送一次" in html
    assert "写得太长" not in html
    assert response["Cache-Control"] == "no-store"
    assert not Draft.objects.exists()


@pytest.mark.parametrize("length", ["9" * 5000, "x", "-1"])
def test_a_length_that_is_no_number_is_refused(length):
    make_service()
    client = Client(raise_request_exception=False)
    assert client.post(URLS[0], {}, CONTENT_LENGTH=length).status_code == 413
