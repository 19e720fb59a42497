"""Takes in files that are posted, in memory only: a paper never lies in a temporary folder.

What is over a limit is read and thrown away, so that the rest of the form still arrives and the
person is told which file it was.
"""

from dataclasses import dataclass

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopFutureHandlers
from django.urls import reverse

LARGEST_TOGETHER = 45 * 1024 * 1024  # bytes of all files of one request that are held
MOST_AT_ONCE = 20  # files
LARGEST_BODY = 64 * 1024 * 1024  # more isn't read at all


@dataclass(frozen=True, repr=False)
class SentFile:
    """One file as it was sent. `problem` is "", or why its content was not kept: "size",
    "total" or "empty". Tells neither name nor content in an error report."""

    name: str
    content: bytes
    size: int
    problem: str

    def close(self):
        """Django closes what it took in; there is nothing to close."""


class PapersInMemory(FileUploadHandler):
    def __init__(self, request=None):
        super().__init__(request)
        self.files = self.held = self.length = 0
        self.chunks: list[bytes] = []
        self.problem = ""

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.files += 1
        self.chunks, self.length = [], 0
        self.problem = "total" if self.files > MOST_AT_ONCE else ""
        raise StopFutureHandlers

    def receive_data_chunk(self, raw_data, start):
        self.length += len(raw_data)
        if not self.problem:
            self.chunks.append(raw_data)
            self.held += len(raw_data)
            self.problem = self.problem_so_far()
        if self.problem and self.chunks:
            self.held -= sum(map(len, self.chunks))
            self.chunks = []

    def problem_so_far(self) -> str:
        if self.length > settings.LARGEST_PAPER:
            return "size"
        return "total" if self.held > LARGEST_TOGETHER else ""

    def file_complete(self, file_size):
        if not file_size:
            self.problem = "empty"
        return SentFile(self.file_name or "", b"".join(self.chunks), file_size, self.problem)


class StaffPapersInMemory(PapersInMemory):
    """For the inbox only, first in settings.FILE_UPLOAD_HANDLERS: Django reads a post there
    before a view could say how. Elsewhere in the admin the next handlers take the files."""

    def __init__(self, request=None):
        super().__init__(request)
        inbox = reverse("service_requests:index")
        self.is_inbox = request is not None and request.path.startswith(inbox)

    def new_file(self, *args, **kwargs):
        if self.is_inbox:
            super().new_file(*args, **kwargs)

    def receive_data_chunk(self, raw_data, start):
        return super().receive_data_chunk(raw_data, start) if self.is_inbox else raw_data

    def file_complete(self, file_size):
        return super().file_complete(file_size) if self.is_inbox else None
