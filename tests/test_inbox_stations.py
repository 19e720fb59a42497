"""Stations: staff see the requests of where they work, those assigned to them, and nobody's."""

import pytest
from django.test import Client

from pages.models import StationPage
from service_requests import handling
from service_requests.access import Sight, staff
from service_requests.encryption import lookup_digest
from service_requests.models import ServiceRequest
from tests.factories_requests import (
    administrator,
    make_request,
    plain_static,  # noqa: F401 - a fixture
    post_to,
    station_here,  # noqa: F401 - a fixture
    station_there,  # noqa: F401 - a fixture
    user_in,
    worker_here,  # noqa: F401 - a fixture
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]
PHONE = "13800138000"


def sees(user) -> set[str]:
    found = staff(user).visible(ServiceRequest.objects.all())
    for each in ServiceRequest.objects.all():
        assert (staff(user).sight(each) > Sight.NOTHING) == (each in found)
    return set(found.values_list("reference", flat=True))


def test_a_case_worker_sees_own_station_own_requests_and_nobodys(worker, here, there):
    colleague = user_in("办理员", "同事")
    shown = [
        make_request(station=here),
        make_request(station=here, assignee=colleague, state="in_progress"),
        make_request(station=there, assignee=worker, state="in_progress"),
        make_request(),
    ]
    make_request(station=there)
    make_request(assignee=colleague, state="assigned")
    assert sees(worker) == {request.reference for request in shown}


def test_a_case_worker_without_a_posting_sees_what_has_no_station(here):
    make_request(station=here)
    nobodys = make_request()
    assert sees(user_in("办理员")) == {nobodys.reference}


def test_one_person_may_work_at_two_stations(worker, here, there):
    post_to(worker, here, there)
    both = [make_request(station=here), make_request(station=there)]
    assert sees(worker) == {request.reference for request in both}


def test_a_supervisor_without_a_posting_sees_the_whole_centre(here, there):
    every = [make_request(station=here, confidential=True), make_request(station=there)]
    assert sees(user_in("主管")) == {request.reference for request in every}


def test_a_supervisor_with_a_posting_sees_that_station_confidential_ones_too(here, there):
    supervisor = user_in("主管")
    post_to(supervisor, here)
    ours = make_request(station=here, confidential=True)
    make_request(station=there)
    assert sees(supervisor) == {ours.reference}
    assert staff(supervisor).sight(ours) is Sight.CONTENT


def test_deleting_a_station_does_not_make_its_supervisor_see_the_others(here, there):
    supervisor = user_in("主管")
    post_to(supervisor, here)
    make_request(station=there)
    StationPage.objects.get(pk=here.pk).delete()
    assert sees(supervisor) == set()


def test_search_finds_nothing_of_another_station(worker, there):
    other = make_request(station=there, reference="ACDE3FHJK7", phone=PHONE)
    client = Client()
    client.force_login(worker)
    for query in (f"q={other.reference}", f"person={lookup_digest(PHONE)}", f"station={there.pk}"):
        html = client.get(f"/admin/requests/?{query}").content.decode()
        assert other.reference not in html[html.index('id="listing-results"') :]


def test_the_home_page_counts_what_one_may_see(worker, there, here):
    make_request(station=there)
    make_request(station=here)
    client = Client()
    client.force_login(worker)
    assert "<b>1</b>还没人接手" in client.get("/admin/").content.decode()


def test_another_stations_request_of_the_same_phone_is_not_shown(worker, here, there):
    request, other = make_request(station=here), make_request(station=there)
    client = Client()
    client.force_login(worker)
    html = client.get(f"/admin/requests/{request.pk}/").content.decode()
    assert other.reference not in html


def test_an_administrator_posts_people_to_stations(here, there):
    worker, client = user_in("办理员", "小王"), Client()
    client.force_login(administrator())
    data = {"user": worker.pk, "stations": [here.pk, there.pk]}
    assert client.post("/admin/staff-postings/new/", data).status_code == 302
    html = client.get("/admin/staff-postings/").content.decode()
    assert "小王" in html
    assert "前山服务站、香洲服务站" in html
    assert staff(worker).stations == {here.pk, there.pk}


def test_a_posting_names_a_station(here):
    worker, client = user_in("办理员", "小王"), Client()
    client.force_login(administrator())
    html = client.post("/admin/staff-postings/new/", {"user": worker.pk}).content.decode()
    assert "至少选一个站" in html


def test_someone_who_is_only_an_editor_gains_nothing_from_a_posting(here):
    editor = user_in("编辑")
    post_to(editor, here)
    make_request(station=here)
    assert sees(editor) == set()


def test_taking_what_has_no_station_brings_it_to_ones_own(worker, here, there):
    request, wanderer = make_request(), user_in("办理员", "两头跑")
    post_to(wanderer, here, there)
    handling.take(request.pk, staff(worker), 1)
    request.refresh_from_db()
    assert (request.station_id, request.station_name) == (here.pk, "前山服务站")
    unsettled = make_request()
    handling.take(unsettled.pk, staff(wanderer), 1)
    unsettled.refresh_from_db()
    assert unsettled.station_id is None
