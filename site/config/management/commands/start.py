"""`make run`: everything from an empty machine to a running site, in the foreground."""

import hashlib
import os
import socket
import subprocess
import sys
from pathlib import Path

import wagtail
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from config import environment as env
from config.admin_words import name_permissions
from config.site_address import align_site_address
from sample_site.accounts import accounts

HOST = "127.0.0.1"


class Command(BaseCommand):
    help = _("准备好数据库和公开网站，然后开始服务")

    def handle(self, *args, **options):
        port = env.text("PORT", "8000")
        refuse_taken_port(port)
        self.migrate()
        name_permissions()
        self.collect_static()
        self.fill_if_empty()
        align_site_address()
        self.step(_("公开网站"), "export")
        self.welcome()
        serve(port)

    def fill_if_empty(self):
        """A laptop gets the sample site; the real one starts with a home page and no account."""
        if settings.PRODUCTION:
            self.step(_("空网站（只在还没有首页的时候建）"), "found_site")
        else:
            self.step(_("示例网站（只在数据库是空的时候装入）"), "load_sample", if_empty=True)

    def step(self, title: str, command: str, **options):
        self.stdout.write(f"· {title} …")
        call_command(command, **options, stdout=self.stdout, stderr=self.stderr)

    def migrate(self):
        """On a terminal each step overwrites the last one's line; elsewhere it is silent."""
        if not self.stdout.isatty():
            return self.step(_("数据库"), "migrate", verbosity=0)
        self.stdout.write(f"· {_('数据库')} …")
        call_command("migrate", stdout=OneLine(self.stdout), no_color=True)
        self.stdout.write("\r\033[K", ending="")
        return None

    def collect_static(self):
        """Copy the admin's files once per version of what they come from."""
        stamp = settings.STATIC_ROOT / ".version"
        version = static_version()
        if not stamp.exists() or stamp.read_text() != version:
            self.step(_("后台的样式和脚本"), "collectstatic", interactive=False, verbosity=0)
            stamp.write_text(version)

    def welcome(self):
        lines = [
            "",
            f"  {_('看网站')}  {settings.PUBLIC_URL}/",
            f"  {_('进后台')}  {settings.PUBLIC_URL}/admin/",
        ]
        for name, password, purpose in [] if settings.PRODUCTION else accounts():
            lines.append(f"      {name:<11} {password:<14} {purpose}")
        if not get_user_model().objects.exists():
            lines.append("      " + _("还没有账号：用 manage.py createsuperuser 建第一个"))
        lines += ["", f"  {_('按 Ctrl-C 停下')}", ""]
        self.stdout.write("\n".join(lines))
        self.stdout.flush()


class OneLine:
    """A stream of which only the last line shows."""

    def __init__(self, stream):
        self.stream = stream

    def write(self, text: str):
        line = text.strip()
        if line and line != "OK":
            self.stream.write(f"\r\033[K  {line[:70]}", ending="")
            self.stream.flush()

    def flush(self):
        self.stream.flush()


def refuse_taken_port(port: str):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(port)))
        except OSError:
            raise CommandError(
                _("端口 %(port)s 已经被占用。换一个端口：make run PORT=8001") % {"port": port}
            ) from None


def static_version() -> str:
    """Changes with Wagtail's version and with any file of our own."""
    digest = hashlib.sha256(wagtail.__version__.encode())
    for folder in [settings.BASE_DIR / "static", *sorted(settings.BASE_DIR.glob("site/*/static"))]:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def serve(port: str):
    """Start the worker, then become the server: the worker ends when the server does."""
    root = Path(settings.BASE_DIR)
    paths = os.pathsep.join([str(root), str(root / "site")])
    environment = os.environ | {"PYTHONPATH": paths}
    worker = [
        sys.executable,
        str(root / "manage.py"),
        "watch_changes",
        "--beside",
        str(os.getpid()),
    ]
    subprocess.Popen(worker, env=environment)  # noqa: S603
    command = server(port)
    os.execve(sys.executable, command, environment)  # noqa: S606


def server(port: str) -> list[str]:
    """The command of the server itself."""
    command = [sys.executable, "-m", "granian", "config.wsgi:application"]
    command += ["--interface", "wsgi", "--host", HOST, "--port", port, "--workers", "2"]
    command += ["--blocking-threads", "2", "--backpressure", "64", "--no-access-log"]
    # A worker that got the same Ctrl-C as its parent may never answer it: don't wait for long.
    return [*command, "--log-level", "warning", "--workers-kill-timeout", "2"]
