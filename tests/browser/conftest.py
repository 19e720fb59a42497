"""The real thing: the site as `make run` starts it, read by a real chromium."""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

from tests.databases import empty_for, environment_for
from tests.public_pages.sample import clear_site, fill_site
from tests.servers import free_port

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 30_000  # milliseconds; a slow machine is not a failure


class Site:
    """The running site: its address, its accounts, its exported folder."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.public = folder / "build"
        self.log: list[str] = []

    @property
    def environment(self) -> dict[str, str]:
        """Of every program that belongs to it."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("XINYU_")}
        return (
            inherited
            | environment_for(self.folder)
            | {
                "XINYU_VAR_DIR": str(self.folder / "var"),
                "XINYU_PUBLIC_DIR": str(self.public),
                "XINYU_PORT": str(self.port),
                "XINYU_FASTEST_SEND": "0",  # Playwright reads faster than people
            }
        )

    def start(self):
        empty_for(self.folder)
        self.process = subprocess.Popen(
            [sys.executable, str(settings.BASE_DIR / "manage.py"), "start"],
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        threading.Thread(target=self.read_log, daemon=True).start()
        try:
            self.wait_until_listening()
        except RuntimeError:
            self.stop()
            raise

    def read_log(self):
        for line in self.process.stdout:
            self.log.append(line)

    def wait_until_listening(self):
        pause = threading.Event()
        for _attempt in range(3600):  # of a tenth of a second; a slow machine is not a failure
            if self.process.poll() is not None:
                break
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            pause.wait(0.1)
        raise RuntimeError("the site did not start:\n" + "".join(self.log))

    def password(self, name: str) -> str:
        """As `make run` printed it."""
        lines = [line.split() for line in self.log]
        return next(words[1] for words in lines if words and words[0] == name)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=20)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    running = Site(tmp_path_factory.mktemp("running"))
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def sample(site):
    """What there is to look at on it, requests of every state among it."""
    yield fill_site(site)
    clear_site(site)


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(chromium, site):
    """Opens a page in a context of its own: open_page(width, javascript, timezone)."""
    contexts = []

    def open_one(width: int = 360, javascript: bool = True, timezone: str | None = None):
        context = chromium.new_context(
            timezone_id=timezone,
            viewport={"width": width, "height": 780},
            java_script_enabled=javascript,
            base_url=site.url,
            locale="zh-CN",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def log_in(site):
    def log_in_as(page, name: str):
        page.goto("/admin/login/")
        page.fill("input[name=username]", name)
        page.fill("input[name=password]", site.password(name))
        page.click("button[type=submit]")
        page.wait_for_url("**/admin/")

    return log_in_as
