"""The pages that the application answers: how a person gets to each."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.public_pages.sample import PHONES, Sample

FORM = "service_requests/form.html"
STATUS = "service_requests/status.html"
FEEDBACK = "service_requests/page_feedback.html"
SIGN_UP = "service_requests/sign_up_"


@dataclass(frozen=True)
class Answered:
    """`reach` brings a browser's page there; `template` is what fills the answer."""

    name: str
    template: str
    reach: Callable[[Page, Sample], None]


def press(page: Page, name: str):
    """A button that sends a form, up to the page that answers."""
    with page.expect_navigation():
        page.get_by_role("main").get_by_role("button", name=name).first.click()


def found(query: str):
    return lambda page, sample: page.goto(f"/search/?q={query}")


def points_mistakes(page: Page, sample: Sample):
    page.goto(sample.points)
    press(page, "算一算")


def points_result(page: Page, sample: Sample):
    page.goto(sample.points)
    choose_first(page)
    press(page, "算一算")


def form(page: Page, sample: Sample):
    """With every sort of question that a service asks."""
    page.goto(sample.exported["pages/service.html"][0])


def form_mistakes(page: Page, sample: Sample):
    form(page, sample)
    press(page, "下一步")


def check(page: Page, sample: Sample):
    page.goto("/services/papers-help/")
    fill_in(page)
    press(page, "下一步")


def changed(page: Page, sample: Sample):
    check(page, sample)
    press(page, "回去改")


def receipt(page: Page, sample: Sample):
    check(page, sample)
    press(page, "送出")


def saved(page: Page, sample: Sample):
    page.goto("/services/papers-help/")
    fill_in(page)
    press(page, "存下来")


def resume(page: Page, sample: Sample):
    page.goto("/apply/resume/")


def resume_mistake(page: Page, sample: Sample):
    resume(page, sample)
    page.locator("#code").fill("AAAA3AAAAA")
    page.locator("#last_four").fill("0000")
    press(page, "接着填")


def ask(page: Page, reference: str, last_four: str):
    page.goto("/apply/status/")
    page.locator("#reference").fill(reference)
    page.locator("#last_four").fill(last_four)
    press(page, "查一下")


def status(page: Page, sample: Sample):
    ask(page, sample.reference, sample.last_four)


def status_mistake(page: Page, sample: Sample):
    ask(page, sample.reference, "9999")


def withdrawing(page: Page, sample: Sample):
    status(page, sample)
    press(page, "撤回这件事")


def sign_up_mistakes(page: Page, sample: Sample):
    page.goto(sample.event)
    press(page, "下一步")


def sign_up_check(page: Page, sample: Sample, phone: str = PHONES[0]):
    page.goto(sample.event)
    fill_in(page, phone)
    press(page, "下一步")


def sign_up_receipt(page: Page, sample: Sample, phone: str = PHONES[0]):
    sign_up_check(page, sample, phone)
    press(page, "送出")


def sign_up_status(page: Page, sample: Sample):
    """Of somebody else: nobody signs up twice."""
    sign_up_receipt(page, sample, PHONES[1])
    ask(page, page.locator("#reference").inner_text(), PHONES[1][-4:])


def feedback(page: Page, sample: Sample):
    page.goto(sample.exported["pages/guide.html"][0])
    press(page, "没用")


def feedback_mistakes(page: Page, sample: Sample):
    feedback(page, sample)
    press(page, "送出")


def poster(page: Page, sample: Sample):
    page.goto(sample.exported["pages/guide.html"][0])
    with page.expect_navigation():
        page.get_by_role("link", name="打印成海报").click()


def fill_in(page: Page, phone: str = PHONES[0]):
    """A form with only what has to be there."""
    page.locator("#name").fill("小周")
    page.locator("#phone").fill(phone)
    for words in page.locator("form textarea:visible").all():
        words.fill("想请你们看看材料")
    choose_first(page)
    page.locator("input[name=consent]").check()


def choose_first(page: Page):
    for group in page.locator("fieldset:visible:has(input[type=radio])").all():
        group.locator("input[type=radio]").first.check()


ANSWERED = [
    Answered("search", "search/results.html", lambda page, sample: page.goto("/search/")),
    Answered("search-found", "search/results.html", found("居住证")),
    Answered("search-not-found", "search/results.html", found("火星")),
    Answered("points-mistakes", "pages/points.html", points_mistakes),
    Answered("points-result", "pages/points.html", points_result),
    Answered("form-mistakes", FORM, form_mistakes),
    Answered("check", "service_requests/check.html", check),
    Answered("form-changed", FORM, changed),
    Answered("receipt", "service_requests/receipt.html", receipt),
    Answered("saved", "service_requests/saved.html", saved),
    Answered("resume", "service_requests/resume.html", resume),
    Answered("resume-mistake", "service_requests/resume.html", resume_mistake),
    Answered("status-question", STATUS, lambda page, sample: page.goto("/apply/status/")),
    Answered("status-mistake", STATUS, status_mistake),
    Answered("status", STATUS, status),
    Answered("message", "service_requests/message.html", withdrawing),
    Answered("sign-up-mistakes", f"{SIGN_UP}form.html", sign_up_mistakes),
    Answered("sign-up-check", f"{SIGN_UP}check.html", sign_up_check),
    Answered("sign-up-receipt", f"{SIGN_UP}receipt.html", sign_up_receipt),
    Answered("sign-up-status", f"{SIGN_UP}status.html", sign_up_status),
    Answered("feedback", FEEDBACK, feedback),
    Answered("feedback-mistakes", FEEDBACK, feedback_mistakes),
    Answered("page-poster", "pages/page_poster.html", poster),
    Answered("not-found", "pages/not_found.html", lambda page, sample: page.goto("/no/such/")),
    Answered("gone", "pages/short_address_gone.html", lambda page, sample: page.goto(sample.gone)),
    Answered("sign-in", "pages/sign_in.html", lambda page, sample: page.goto("/_util/login/")),
]
