"""Lighthouse on every kind of page, as a phone: the sample site in a folder of its own, Debian's
chromium, one page after another.

    python -m tests.lighthouse               every kind, and the table into docs/lighthouse.md
    python -m tests.lighthouse guide event   only pages whose name holds one of these; prints only
"""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import django

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
TOOLS = ROOT / ".lighthouse"  # what npm installs; git ignores it
PROGRAM = TOOLS / "node_modules/lighthouse/cli/index.js"
CATEGORIES = ["performance", "accessibility", "best-practices", "seo"]
HEADINGS = ["page", *CATEGORIES, "what is less than whole"]
# A page that is only met with noindex on it is not for search engines.
SKIPPED = ["is-crawlable"]


@dataclass(frozen=True)
class Scores:
    name: str
    scores: list[int]  # of 100, in the order of CATEGORIES
    lacking: list[str]  # audits that cost something

    def row(self) -> list[str]:
        return [self.name, *map(str, self.scores), ", ".join(self.lacking)]


def main(wanted: list[str]) -> int:
    from tests.benchmarks.progress import done, tell
    from tests.browser.conftest import Site
    from tests.public_pages.sample import clear_site, fill_site

    if not provide():
        return 1
    with TemporaryDirectory(prefix="xinyu-lighthouse-") as folder:
        tell("starting the sample site")
        site = Site(Path(folder))
        site.start()
        try:
            pages = addresses(fill_site(site).exported, wanted)
            clear_site(site)
            found = []
            for number, (name, address) in enumerate(pages.items(), start=1):
                tell(f"{number}/{len(pages)} {name}")
                found.append(measure(name, site.url + address))
        finally:
            site.stop()
    done()
    table = markdown(found)
    print(table)
    if not wanted:
        write(table)
    return 0


def addresses(exported: dict[str, list[str]], wanted: list[str]) -> dict[str, str]:
    """The longest page of each kind."""
    named = {
        template.rpartition("/")[2].removesuffix(".html"): pages[0]
        for template, pages in exported.items()
    }
    return {
        name: address
        for name, address in named.items()
        if not wanted or any(word in name for word in wanted)
    }


def provide() -> bool:
    from tests.needs import install

    if not (shutil.which("node") and shutil.which("npm")):
        install(["nodejs", "npm"], "跑 Lighthouse")
    if not shutil.which("npm"):
        print("跑 Lighthouse 还缺：nodejs npm。请先安装：sudo apt-get install nodejs npm")
        return False
    if not PROGRAM.exists():
        TOOLS.mkdir(exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, TOOLS)
        print("安装 Lighthouse …", flush=True)
        order = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(order, cwd=TOOLS, check=True)
    return True


def measure(name: str, url: str) -> Scores:
    from tests.browser.conftest import ARGUMENTS

    order = [
        *("node", str(PROGRAM), url, "--output=json", "--quiet"),
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}",
        *(f"--skip-audits={each}" for each in SKIPPED),
    ]
    environment = os.environ | {"CHROME_PATH": shutil.which("chromium") or "chromium"}
    told = subprocess.run(order, capture_output=True, text=True, check=True, env=environment)
    return scores(name, json.loads(told.stdout))


def scores(name: str, report: dict) -> Scores:
    found = [report["categories"][each] for each in CATEGORIES]
    weighed = {part["id"] for each in found for part in each["auditRefs"] if part["weight"]}
    audits = report["audits"]
    lacking = [key for key in sorted(weighed) if (audits[key]["score"] or 0) < 0.9]
    scored = [key for key in lacking if audits[key]["scoreDisplayMode"] in ("binary", "numeric")]
    return Scores(name, [round((each["score"] or 0) * 100) for each in found], scored)


def markdown(found: list[Scores]) -> str:
    rows = [HEADINGS, ["---"] * len(HEADINGS), *(each.row() for each in found)]
    version = json.loads((HERE / "package.json").read_text())["dependencies"]["lighthouse"]
    about = f"{date.today().isoformat()}, Lighthouse {version}, its phone, one run a page."
    return about + "\n\n" + "\n".join(f"| {' | '.join(row)} |" for row in rows) + "\n"


def write(table: str):
    from tests.benchmarks import report

    report.write(table, ROOT / "docs/lighthouse.md")


if __name__ == "__main__":
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    sys.exit(main(sys.argv[1:]))
