"""A sign-up reaches the static pages that show its event, and makes no others anew."""

import pytest
import time_machine

from export.deliver import export_site
from export.models import Change
from export.worker import build_pending
from tests.factories import ArticleFactory, NewsFactory, NewsIndexFactory
from tests.factories_requests import at
from tests.factories_sign_up import BEFORE, make_event, sign_up
from tests.same_site import snapshot


@pytest.mark.django_db
def test_a_sign_up_changes_the_pages_that_show_its_event_and_no_others(out, record_property):
    with time_machine.travel(BEFORE, tick=False):
        event = make_event()
        hours = {"starts_at": at(2027, 1, 9, 9), "ends_at": at(2027, 1, 9, 12)}
        make_event(slug="other", title="别的活动", category="talk", **hours)
        ArticleFactory()
        NewsFactory(parent=NewsIndexFactory(slug="news"))
        export_site(out)
        Change.objects.all().delete()
        before = snapshot(out)
        sign_up(event)
        build_pending()
        after = snapshot(out)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    shown = {path.removesuffix(".gz") for path in changed}
    record_property("tried", f"{len(shown)} of {len(before)} files")
    assert "还剩 1 个名额" in (out / "events/dumplings/index.html").read_text()
    assert shown == {
        "index.html",
        "events/index.html",
        "events/2026-12/index.html",
        "events/class/index.html",
        "events/dumplings/index.html",
    }
