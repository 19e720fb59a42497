"""Takes the pictures of the docs: starts the sample site in a folder of its own, fills it with
sample requests, and photographs what editors, case workers and the people who ask see.

    python -m tests.pictures            all of them, into docs/pictures
    python -m tests.pictures inbox      these
"""

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import django

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "docs/pictures"
COLOURS = 128
MOST = 120_000  # bytes; docs are read on phones, too
DESK, PHONE = (1280, 800), (390, 780)
TALL = (1280, 3000)  # so that nothing scrolls, and nothing stands over a part of it
ROUND = 24  # dots around a part


@dataclass(frozen=True)
class Picture:
    """`take` brings a page to what is photographed; with a part, only that is."""

    name: str
    who: str  # an account of the sample site, or nobody
    take: Callable
    size: tuple[int, int] = DESK
    part: str = ""


def home(page, told):
    page.goto("/admin/")


def inbox(page, told):
    page.goto("/admin/requests/")


def request(page, told):
    page.goto(f"/admin/requests/{told['shown']}/")


def together(page, told):
    page.goto("/admin/requests/?state=submitted")
    for box in page.locator("input[name=chosen]").all()[:2]:
        box.check()
    page.get_by_role("button", name="勾上的一起办").click()
    page.wait_for_load_state()


def window(page, told):
    page.goto("/admin/requests/window/")
    page.get_by_role("main").get_by_role("link", name="看材料").click()
    page.wait_for_load_state()


def status(page, told):
    page.goto("/apply/status/")
    page.get_by_label("回执号码").fill(told["reference"])
    page.get_by_label("手机号后四位").fill(told["last_four"])
    page.get_by_role("button", name="查一下").click()
    page.wait_for_load_state()


def news(page, told):
    found = page.request.get("/api/v2/pages/?type=news.NewsPage&limit=1").json()["items"]
    page.goto(f"/admin/pages/{found[0]['id']}/edit/")


PICTURE_LIST = [
    Picture("requests-home", "caseworker", home, (1280, 620)),
    Picture("requests-list", "supervisor", inbox),
    Picture("requests-page", "caseworker", request, (1280, 1000)),
    Picture("requests-steps", "caseworker", request, TALL, "#steps-section"),
    Picture("requests-papers", "caseworker", request, TALL, "#papers-section"),
    Picture("requests-together", "supervisor", together),
    Picture("requests-window", "caseworker", window),
    Picture("requests-status", "", status, PHONE),
    Picture("editors-home", "editor", home, (1280, 620)),
    Picture("editors-page", "editor", news),
]


def main(names: list[str]) -> int:
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import ARGUMENTS, Site

    wanted = [each for each in PICTURE_LIST if not names or each.name in names]
    with TemporaryDirectory(prefix="xinyu-pictures-") as folder, sync_playwright() as playwright:
        site = Site(Path(folder))
        site.start()
        try:
            told = fill(site)
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=ARGUMENTS
            )
            sizes = {each.name: take(browser, site, each, told) for each in wanted}
        finally:
            site.stop()
    for name, size in sizes.items():
        print(f"{name}.png {size // 1024} KB")
    return int(any(size > MOST for size in sizes.values()))


def fill(site) -> dict:
    order = [sys.executable, "-m", "tests.pictures.sample_requests"]
    done = subprocess.run(order, cwd=ROOT, env=site.environment, stdout=subprocess.PIPE, check=True)
    return json.loads(done.stdout)


def take(browser, site, picture: Picture, told: dict) -> int:
    """Bytes of the file."""
    width, height = picture.size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        base_url=site.url,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
    )
    page = context.new_page()
    if picture.who:
        log_in(page, picture.who, site.password(picture.who))
    picture.take(page, told)
    path = PICTURES / f"{picture.name}.png"
    shown = page.screenshot(animations="disabled", caret="hide", clip=part(page, picture))
    path.write_bytes(small(shown))
    context.close()
    return path.stat().st_size


def part(page, picture: Picture) -> dict | None:
    if not picture.part:
        return None
    box = page.locator(picture.part).bounding_box()
    left, top = box["x"] - 2 * ROUND, box["y"] - ROUND
    return {
        "x": left,
        "y": top,
        "width": box["width"] + 2.5 * ROUND,
        "height": box["height"] + 2 * ROUND,
    }


def log_in(page, name: str, password: str):
    page.goto("/admin/login/")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", password)
    page.click("button[type=submit]")
    page.wait_for_url("**/admin/")


def small(screenshot: bytes) -> bytes:
    from PIL import Image

    stream = io.BytesIO()
    few = Image.open(io.BytesIO(screenshot)).convert("RGB").quantize(COLOURS, dither=0)
    few.save(stream, "PNG", optimize=True)
    return stream.getvalue()


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.exit(main(sys.argv[1:]))
