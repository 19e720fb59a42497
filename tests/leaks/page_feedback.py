"""What a reader writes at the foot of a page, and what editors do with it."""

from django.contrib.auth.models import Permission

from service_requests.models import PageCorrection
from tests.factories_requests import post, token_in


def a_correction_of_a_page(visit):
    words, phone = visit.words("correction"), visit.phone("number in a correction")
    foot = f"/apply/feedback/{visit.service.pk}/"
    shown = visit.person.get(post(visit.person, foot, {"answer": "wrong"})["Location"])
    given = {"token": token_in(shown), "words": f"{words} {phone}"}
    too_long = given | {"words": visit.words("too long a correction") * 100}
    assert post(visit.person, "/apply/feedback/words/", too_long).status_code == 422
    assert post(visit.person, "/apply/feedback/words/", given).status_code == 303
    right = Permission.objects.filter(codename__in=["change_pagecorrection", "view_pagevotes"])
    visit.supervisor.user_permissions.add(*right)
    one = f"/admin/page-corrections/{PageCorrection.objects.get().pk}/"
    read = visit.desk.get(one).content.decode()
    assert words in read
    assert phone not in read
    assert phone in visit.desk.post(f"{one}reveal/").content.decode()
    visit.desk.post(f"{one}settle/", {"state": "mended"})
