"""The exported folder served by `manage.py start` and by nginx, asked in turn by wrk."""

import getpass
import json
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from statistics import median

from tests.benchmarks.figures import Figure
from tests.benchmarks.processes import Failed
from tests.benchmarks.progress import Runs, rounds, tell
from tests.benchmarks.sites import MANAGE, PORT, Site
from tests.benchmarks.targets import SERVING

SCRIPT = Path(__file__).parent / "requests.lua"
START_SECONDS = 300
NGINX = """
{user}worker_processes 1;
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
  include /etc/nginx/mime.types;
  access_log off;
  sendfile on;
  tcp_nopush on;
  gzip_static on;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    root {root};
    index index.html;
  }}
}}
"""


def measure(site: Site, runs: Runs, seconds: int) -> tuple[list[Figure], list[str]]:
    figure = Figure("served by the embedded default, against bare nginx", SERVING, "req/s")
    addresses = site.folder / "addresses.txt"
    addresses.write_text("\n".join(some_addresses(site, 5000)) + "\n")
    slowest: list[tuple[float, float]] = []
    tell("starting the servers")
    with embedded(site) as ours, nginx(site) as theirs:
        for url in (ours, theirs):
            ask(url, addresses, 2)
        for _number in rounds(runs, "serving"):
            answers = [ask(url, addresses, seconds) for url in (ours, theirs)]
            figure.add(*(each["rate"] for each in answers))
            slowest.append(tuple(each["p99"] for each in answers))
    ours_p99, theirs_p99 = (median(each) for each in zip(*slowest, strict=True))
    return [figure], [f"Serving, p99: {ours_p99:.1f} ms ours, {theirs_p99:.1f} ms nginx."]


def some_addresses(site: Site, limit: int) -> list[str]:
    """Pages of the site in an order that is always the same and follows no folder."""
    pages = sorted(site.public.rglob("index.html"))
    Random(1).shuffle(pages)  # noqa: S311
    folders = (path.parent.relative_to(site.public).as_posix() for path in pages[:limit])
    return ["/" if folder == "." else f"/{folder}/" for folder in folders]


def ask(url: str, addresses: Path, seconds: int) -> dict:
    command = ["wrk", "-t2", "-c32", f"-d{seconds}s", "-s", str(SCRIPT), url, "--", str(addresses)]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    answer = json.loads(told.rpartition("\nfigures ")[2])
    if answer["errors"]:
        raise Failed(f"{answer['errors']} requests to {url} went wrong")
    return answer


@contextmanager
def embedded(site: Site) -> Iterator[str]:
    """`manage.py start`: two workers with two threads each, the build's worker beside them."""
    environment = os.environ | site.environment()
    with serving([*MANAGE, "start"], environment, f"http://127.0.0.1:{PORT}") as url:
        yield url


@contextmanager
def nginx(site: Site) -> Iterator[str]:
    port = int(PORT) + 1
    folder = site.folder / "nginx"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    user = f"user {getpass.getuser()};\n" if os.geteuid() == 0 else ""
    text = NGINX.format(user=user, folder=folder, port=port, root=site.public)
    (folder / "nginx.conf").write_text(text)
    command = [program("nginx") or "nginx", "-c", str(folder / "nginx.conf"), "-p", str(folder)]
    with serving([*command, "-e", "stderr"], dict(os.environ), f"http://127.0.0.1:{port}") as url:
        yield url


@contextmanager
def serving(command: list[str], environment: dict[str, str], url: str) -> Iterator[str]:
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        wait_for(url, process)
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def wait_for(url: str, process: subprocess.Popen):
    ends = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < ends:
        try:
            urllib.request.urlopen(url + "/robots.txt", timeout=5).close()  # noqa: S310
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
        else:
            return
    raise Failed(f"no answer at {url}")


def program(name: str) -> str | None:
    """Debian keeps nginx where only root's PATH looks."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")
