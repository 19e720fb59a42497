"""Takes a picture of every kind of page as readers may meet it: on phones, on a desk, with text
at twice its size, by night, on paper. They are for looking at, in a folder that git ignores.

    python -m tests.screenshots               all of them, into screenshots/
    python -m tests.screenshots guide event   only pages whose name holds one of these
"""

import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import django

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "screenshots"
PAPER_SCALE = 110 / 72  # dots to a point


@dataclass(frozen=True)
class Look:
    name: str
    width: int
    text: int = 16
    scheme: str = "light"


LOOKS = [
    Look("320", 320),
    Look("360", 360),
    Look("768", 768),
    Look("1280", 1280),
    Look("360-text-200", 360, text=32),
    Look("1280-text-200", 1280, text=32),
    Look("360-dark", 360, scheme="dark"),
    Look("1280-dark", 1280, scheme="dark"),
]


def main(wanted: list[str]) -> int:
    from playwright.sync_api import sync_playwright

    from tests.benchmarks.progress import done, tell
    from tests.browser.conftest import ARGUMENTS, Site
    from tests.public_pages.every import every_page
    from tests.public_pages.sample import fill_site

    with TemporaryDirectory(prefix="xinyu-screenshots-") as folder, sync_playwright() as playwright:
        tell("starting the sample site")
        site = Site(Path(folder))
        site.start()
        try:
            pages = every_page(fill_site(site))
            chosen = {
                name: reach
                for name, reach in pages.items()
                if not wanted or any(word in name for word in wanted)
            }
            browser = playwright.chromium.launch(
                executable_path="/usr/bin/chromium", args=ARGUMENTS
            )
            camera = Camera(browser, site)
            for number, (name, reach) in enumerate(chosen.items(), start=1):
                tell(f"{number}/{len(chosen)} {name}")
                camera.take(name, reach)
        finally:
            site.stop()
    done()
    print(f"{camera.taken} pictures of {len(chosen)} pages in {FOLDER.name}/")
    return 0


class Camera:
    def __init__(self, browser, site):
        self.context = browser.new_context(
            base_url=site.url, locale="zh-CN", timezone_id="Asia/Shanghai", reduced_motion="reduce"
        )
        self.context.set_default_timeout(30_000)
        self.page = self.context.new_page()
        self.devtools = self.context.new_cdp_session(self.page)
        self.taken = 0

    def take(self, name: str, reach):
        """A page that is reached once is looked at in every way."""
        into = FOLDER / name
        shutil.rmtree(into, ignore_errors=True)
        into.mkdir(parents=True)
        self.look(LOOKS[1])
        reach(self.page)
        for look in LOOKS:
            self.look(look)
            self.load_all()
            # In a window as high as the page: one that grows for a picture forgets large text.
            height = self.page.evaluate("document.documentElement.scrollHeight")
            self.page.set_viewport_size({"width": look.width, "height": height})
            self.page.screenshot(path=into / f"{look.name}.png")
            self.taken += 1
        self.look(LOOKS[3])
        self.print_into(into)

    def look(self, look: Look):
        self.devtools.send("Page.setFontSizes", {"fontSizes": {"standard": look.text}})
        self.page.set_viewport_size({"width": look.width, "height": 780})
        self.page.emulate_media(color_scheme=look.scheme, media="screen")

    def load_all(self):
        """Pictures below the fold wait until somebody scrolls to them."""
        self.page.evaluate(
            """() => Promise.all([...document.images].map(image => {
                 image.loading = "eager";
                 return image.decode().catch(() => {});
               }))"""
        )

    def print_into(self, folder: Path):
        from pypdfium2 import PdfDocument

        self.page.emulate_media(color_scheme="light", media="print")
        sheets = PdfDocument(self.page.pdf(prefer_css_page_size=True))
        for number, sheet in enumerate(sheets, start=1):
            sheet.render(scale=PAPER_SCALE).to_pil().save(folder / f"print-{number}.png")
            self.taken += 1


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.exit(main(sys.argv[1:]))
