"""Debian's nginx with the very file from docs/nginx.conf, over an exported site.

Only its paths, ports and certificate are put in; behind it stands a small server that says
what it was asked, in the place of the application.
"""

import getpass
import grp
import http.client
import json
import os
import shutil
import ssl
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect

from export.deliver import export_site
from tests.needs import nginx
from tests.servers import free_port, running
from tests.site_of_all_kinds import build_site

CONFIGURATION = Path(settings.BASE_DIR) / "docs/nginx.conf"
TABLE = bytes(32 * 1024 * 1024)  # what the application gives away at /admin/requests/export/
TEMPORARY = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]


@dataclass
class Answer:
    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def told(self) -> dict:
        """What the server in the application's place was asked."""
        return json.loads(self.body)


@dataclass
class Reader:
    """Reads one nginx by its public name. No redirect is followed."""

    port: int
    plain_port: int
    certificate: Path
    log: Path  # what nginx says of itself, warnings and worse

    def __call__(self, path: str, method: str = "GET", body: bytes | None = None, **headers):
        trusted = ssl.create_default_context(cafile=self.certificate)
        line = http.client.HTTPSConnection("127.0.0.1", self.port, context=trusted, timeout=30)
        return ask(line, path, method, body, headers)

    def without_tls(self, path: str):
        line = http.client.HTTPConnection("127.0.0.1", self.plain_port, timeout=30)
        return ask(line, path, "GET", None, {})


def ask(line, path, method, body, headers) -> Answer:
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    line.request(method, path, body, {"Host": "xinyu.example"} | sent)
    answer = line.getresponse()
    received = Answer(answer.status, answer.headers, answer.read())
    line.close()
    return received


class Application(BaseHTTPRequestHandler):
    def answer(self):
        length = len(self.rfile.read(int(self.headers["Content-Length"] or 0)))
        told = {"path": self.path, "length": length, "method": self.command, **self.headers}
        body = TABLE if "export" in self.path else json.dumps(told).encode()
        self.send_response(404 if "unknown" in self.path else 200)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(b"" if self.command == "HEAD" else body)

    do_GET = do_POST = do_HEAD = answer

    def log_message(self, *words):
        pass


@pytest.fixture(scope="session")
def certificate(tmp_path_factory) -> tuple[Path, Path]:
    """A certificate of our own, and its key."""
    folder = tmp_path_factory.mktemp("certificate")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "xinyu.example")])
    names = [x509.DNSName("xinyu.example"), x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    paths = folder / "fullchain.pem", folder / "privkey.pem"
    paths[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    paths[1].write_bytes(private)
    return paths


@pytest.fixture(scope="session")
def public(django_db_setup, django_db_blocker, tmp_path_factory) -> Path:
    """A site with a page of each kind and an old address, exported once."""
    folder = tmp_path_factory.mktemp("public")
    before = settings.MEDIA_ROOT
    settings.MEDIA_ROOT = folder / "media"
    with django_db_blocker.unblock(), transaction.atomic():
        build_site()
        Redirect.objects.create(old_path="/old-guides", redirect_link="/guides/")
        export_site(folder / "build")
        transaction.set_rollback(True)
    settings.MEDIA_ROOT = before
    (folder / "secret.txt").write_text("secret")
    return folder / "build"


@pytest.fixture(scope="session")
def application():
    """The port of the server in the application's place."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Application)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@contextmanager
def nginx_over(public: Path, application: int, certificate: tuple[Path, Path], folder: Path):
    reader = Reader(free_port(), free_port(), certificate[0], folder / "log")
    (folder / "xinyu.conf").write_text(filled_in(public, application, certificate, reader))
    (folder / "nginx.conf").write_text(around_it(folder))
    shutil.copy("/etc/nginx/mime.types", folder)
    command = [nginx(), "-p", str(folder), "-c", str(folder / "nginx.conf")]
    with running(command, reader.port, reader.log):
        yield reader


def filled_in(public, application, certificate, reader) -> str:
    text = CONFIGURATION.read_text()
    for documented, ours in {
        "127.0.0.1:8000": f"127.0.0.1:{application}",
        "listen 80;": f"listen 127.0.0.1:{reader.plain_port};",
        "listen 443 ": f"listen 127.0.0.1:{reader.port} ",
        "/etc/ssl/xinyu/fullchain.pem": str(certificate[0]),
        "/etc/ssl/xinyu/privkey.pem": str(certificate[1]),
        "/srv/xinyu/build": str(public),
    }.items():
        assert text.count(documented) == 1, documented
        text = text.replace(documented, ours)
    return text


def around_it(folder: Path) -> str:
    """The main file, as short as it can be: in the foreground, all its own files in `folder`."""
    user = f"user {getpass.getuser()} {grp.getgrgid(os.getgid()).gr_name};" * (os.getuid() == 0)
    temporary = "\n".join(f"{each}_temp_path {folder}/{each};" for each in TEMPORARY)
    return f"""{user}
daemon off; worker_processes 1; error_log stderr warn; pid {folder}/pid;
events {{ }}
http {{
    access_log off;
    {temporary}
    include {folder}/xinyu.conf;
}}
"""


@pytest.fixture(scope="session")
def read(public, application, certificate, tmp_path_factory):
    with nginx_over(public, application, certificate, tmp_path_factory.mktemp("nginx")) as reader:
        yield reader


@pytest.fixture(scope="session")
def read_while_down(public, certificate, tmp_path_factory):
    """The same while nobody answers in the application's place."""
    folder = tmp_path_factory.mktemp("nginx")
    with nginx_over(public, free_port(), certificate, folder) as reader:
        yield reader
