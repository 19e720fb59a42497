"""Signing up for an event: what parents type, and what staff do with it."""

from datetime import timedelta

from django.utils import timezone

from service_requests.models import Registration
from service_requests.notices.sending import send_due
from service_requests.sign_up.following import follow_events
from tests.factories import CalendarFactory, EventFactory
from tests.factories_requests import post, token_in


def signing_up_for_an_event(visit):
    """A child with a guardian; looked at, held, taken out, printed and moved by staff and editors,
    and cancelled; another one is cancelled by staff."""
    event = event_for_children()
    given = what_parents_type(visit, event)
    address = f"/apply/event/{event.pk}/"
    assert post(visit.person, f"{address}check/", given | {"consent": ""}).status_code == 422
    made = signed_up(visit, address, given)
    look_at_the_list(visit, made, given)
    steps_with_one_sign_up(visit, made)
    event.venue = "换了地方"
    event.save_revision().publish()
    follow_events()
    send_due()
    asked = {"reference": made.reference, "last_four": given["phone"][-4:]}
    token = token_in(post(visit.person, "/apply/status/", asked))
    assert post(visit.person, "/apply/status/cancelled/", {"token": token}).status_code == 200
    other = {"name": visit.words("other child"), "phone": visit.phone("other parent")}
    cancel_for_somebody(visit, signed_up(visit, address, given | other))


def event_for_children():
    starts = timezone.now() + timedelta(days=10)
    return EventFactory(
        parent=CalendarFactory(slug="sign-up-events"),
        starts_at=starts,
        ends_at=starts + timedelta(hours=2),
        sign_up="form",
        guardian_required=True,
    )


def what_parents_type(visit, event) -> dict:
    return {
        "gathering": timezone.localdate(event.starts_at).isoformat(),
        "people": "1",
        "name": visit.words("sign-up name"),
        "phone": visit.phone("sign-up phone"),
        "guardian_name": visit.words("sign-up guardian"),
        "guardian_relation": "妈妈",
        "guardian_consent": "yes",
        "emergency_name": visit.words("emergency name"),
        "emergency_phone": visit.phone("emergency phone"),
        "consent": "yes",
    }


def signed_up(visit, address: str, given: dict) -> Registration:
    token = token_in(post(visit.person, f"{address}check/", given))
    assert post(visit.person, f"{address}confirm/", {"token": token}).status_code == 303
    return Registration.objects.latest("pk")


def look_at_the_list(visit, made, given):
    """Opened, printed, taken out as a table; and something mistyped at the door."""
    desk = f"/admin/sign-ups/{made.gathering_id}/"
    assert given["name"] in visit.desk.get(desk).content.decode()
    assert given["emergency_phone"] in visit.desk.get(f"{desk}sheet/").content.decode()
    taken = {"plain": "reference", "personal": ["name", "phone", "answers"], "format": "csv"}
    reason = visit.words("sign-up export reason")
    file = visit.desk.post(f"{desk}export/", taken | {"reason": reason}).content.decode()
    assert given["emergency_phone"] in file.replace(" ", "")
    doors = {"of one": f"{desk}arrive/", "of all": "/admin/sign-ups/check-in/"}
    for door, address in doors.items():
        visit.desk.post(address, {"reference": visit.words(f"wrong at the door {door}")})


def cancel_for_somebody(visit, made):
    cancel = f"/admin/sign-ups/people/{made.pk}/cancel/"
    too_long = {"words": visit.words("long reason to cancel") + "长" * 5000}
    assert visit.desk.post(cancel, too_long).status_code == 422
    words = {"words": visit.words("reason to cancel")}
    assert visit.desk.post(cancel, words).status_code == 302


def steps_with_one_sign_up(visit, made):
    person = f"/admin/sign-ups/people/{made.pk}/"
    assert made.name in visit.desk.get(person).content.decode()
    for step in ("hold", "release"):
        words = {"words": visit.words(f"reason to {step} a sign-up")}
        assert visit.desk.post(f"{person}{step}/", words).status_code == 302
