"""Whether papers can be taken in at all: they must never fill the disk that requests need."""

from service_requests.models import Attachment
from service_requests.papers import store

# Of forms that were begun and not sent: whoever fills us up with drafts stops at this.
MOST_BYTES_OF_DRAFTS = 2 * 1024 * 1024 * 1024


def can_take_papers() -> bool:
    return store.has_room() and Attachment.objects.unsent().bytes() < MOST_BYTES_OF_DRAFTS
