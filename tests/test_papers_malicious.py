"""What somebody could send instead of a photo: nothing of it is kept, nothing of it is shown, and
the process that looks at it takes no more than its share."""

import io
import json
import re
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from django.test import Client
from PIL import Image

from service_requests.models import Attachment
from service_requests.papers import copying, store
from service_requests.papers.copier import MEMORY
from tests.factories_papers import PHOTOS, check_with, paper_service, stored_files, upload
from tests.factories_requests import (
    make_request,
    plain_static,  # noqa: F401 - a fixture
    user_in,
)
from tests.proofs.counts import count
from tests.proofs.evil_files import KINDS, NAMES
from tests.test_request_encryption import stored_bytes

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_static")]

AT_ONCE = 8
IN_A_PDF = re.compile(rb"/(JavaScript|JS|EmbeddedFile|OpenAction|Launch|AA|URI|Annots|Font)\b")
# Stands between the server and the copier, and notes how much memory each copy took.
MEASURING = """
import resource, subprocess, sys
done = subprocess.run([sys.executable, "-I", {copier!r}, *sys.argv[1:]])
with open({notes!r}, "a") as notes:
    notes.write(f"{{resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss}}\\n")
"""


@pytest.fixture
def peaks(tmp_path, monkeypatch):
    """The memory that each copy took, in KB."""
    notes, launcher = tmp_path / "peaks", tmp_path / "launcher.py"
    copier = str(copying.COPIER)
    launcher.write_text(MEASURING.format(copier=copier, notes=str(notes)))
    monkeypatch.setattr(copying, "COPIER", launcher)
    return lambda: [int(line) for line in notes.read_text().split()]


def evil_files():
    """(kind, what must become of it, marker, content), each kind in turn."""
    names = sorted(KINDS)
    for number in range(max(count("malicious files"), len(names))):
        rng, kind = Random(number), names[number % len(names)]  # noqa: S311
        marker = rng.randbytes(12).hex().encode()
        fate, make = KINDS[kind]
        yield kind, fate, marker, make(rng, marker)


def test_nothing_of_what_was_sent_is_kept_or_shown(client, peaks, settings, record_property):
    settings.PAPERS_KEEP_FREE = 0
    service = paper_service(with_pdf=True, most=10)
    files, kinds, markers = list(evil_files()), Counter(), []
    for start in range(0, len(files), AT_ONCE):
        batch = files[start : start + AT_ONCE]
        send(client, service, batch)
        markers += [marker for _kind, _fate, marker, _content in batch]
        kinds.update(kind for kind, *_rest in batch)
    assert_markers_are_nowhere(markers, settings)
    kept = assert_only_downloads_of_ours()
    assert max(peaks()) * 1024 < MEMORY
    told = f"{len(files)} files of {len(kinds)} kinds, {kept} made anew"
    record_property("tried", f"{told}, at most {max(peaks()) // 1024} MB for one")


def send(client, service, batch):
    """In one form; what must be taken or refused is."""
    before = Attachment.objects.count()
    uploads = [
        upload(content, NAMES[number % len(NAMES)])
        for number, (_kind, _fate, _marker, content) in enumerate(batch)
    ]
    response = check_with(client, service, uploads, field=PHOTOS)
    assert response.status_code in {200, 422}
    fates = Counter(fate for _kind, fate, *_rest in batch)
    kept = Attachment.objects.count() - before
    kinds = [kind for kind, *_rest in batch]
    assert fates["taken"] <= kept <= fates["taken"] + fates["either"], (kinds, problems(response))


def problems(response) -> str:
    return "".join(re.findall(r'class="field-error"[^>]*>([^<]*)', response.content.decode()))


def assert_markers_are_nowhere(markers: list[bytes], settings):
    """Neither in what is kept, opened, nor anywhere in the clear."""
    kept = b"".join(store.get(path.name) for path in stored_files())
    assert kept
    database = stored_bytes()
    written = [path for path in Path(settings.PAPERS_DIR).parent.rglob("*") if path.is_file()]
    clear = b"".join(path.read_bytes() for path in written)
    for marker in markers:
        assert marker not in kept
        assert marker not in clear
        assert marker.decode() not in database


def assert_only_downloads_of_ours() -> int:
    """As staff get them: attachments under names of ours, of two kinds, drawn by us."""
    request, staff = make_request(), Client()
    staff.force_login(user_in("主管"))
    Attachment.objects.update(draft=None, request=request)
    papers = list(request.papers.all())
    for paper in papers:
        response = staff.post(f"/admin/requests/{request.pk}/paper/", {"paper": paper.pk})
        ending = {"image/jpeg": "jpg", "application/pdf": "pdf"}[response["Content-Type"]]
        name = f'attachment; filename="{request.reference}-{paper.pk}.{ending}"'
        assert response["Content-Disposition"] == name
        assert response["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in response["Content-Security-Policy"]
        assert_drawn_by_us(response.content, ending)
    return len(papers)


def assert_drawn_by_us(content: bytes, ending: str):
    if ending == "pdf":
        assert content.startswith(b"%PDF-")
        assert not IN_A_PDF.search(content)
        return
    picture = Image.open(io.BytesIO(content), formats=["JPEG"])
    picture.load()
    assert content.endswith(b"\xff\xd9")
    assert set(picture.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert not picture.getexif()


def test_a_copier_that_never_ends_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(copying, "COPIER", program(tmp_path, "while True: pass"))
    monkeypatch.setattr(copying, "SECONDS", 1)
    with pytest.raises(copying.NotTaken, match="damaged"):
        copying.safe_copy(b"x" * 1_000_000, with_pdf=False)


def test_of_a_copier_that_says_too_much_no_more_than_a_share_is_read(tmp_path, monkeypatch):
    told = json.dumps({"media_type": "image/jpeg", "pages": 1})
    body = f"import sys\nprint('{told}')\nwhile True: sys.stdout.write('x' * 65536)"
    monkeypatch.setattr(copying, "COPIER", program(tmp_path, body))
    monkeypatch.setattr(copying, "LARGEST_ANSWER", 1_000_000)
    with pytest.raises(copying.NotTaken, match="pixels"):
        copying.safe_copy(b"x", with_pdf=False)


def test_the_copier_has_none_of_our_environment(tmp_path, monkeypatch):
    monkeypatch.setenv("XINYU_REQUEST_KEYS", "secret")
    told = "print(json.dumps({'media_type': ' '.join(sorted(os.environ)), 'pages': 1}))"
    monkeypatch.setattr(copying, "COPIER", program(tmp_path, f"import json, os\n{told}"))
    seen = copying.safe_copy(b"x", with_pdf=False).media_type.split()
    assert not [name for name in seen if name.startswith(("XINYU", "DJANGO"))]


def test_a_copier_that_takes_too_much_memory_or_writes_a_file_fails(tmp_path, monkeypatch):
    limits = (
        "import runpy, sys\n"
        f"limit = runpy.run_path({str(copying.COPIER)!r})['limit_this_process']\nlimit()\n"
    )
    tries = {
        "bytearray(600 * 1024 * 1024)": "MemoryError",
        f"open({str(tmp_path / 'file')!r}, 'wb', 0).write(b'x')": "OSError",
    }
    for order, error in tries.items():
        body = f'{limits}try:\n    {order}\nexcept {error}:\n    print(\'{{"problem": "heic"}}\')'
        monkeypatch.setattr(copying, "COPIER", program(tmp_path, body))
        with pytest.raises(copying.NotTaken, match="heic"):
            copying.safe_copy(b"x", with_pdf=False)


def program(folder: Path, body: str) -> Path:
    path = folder / "program.py"
    path.write_text(body)
    return path
