"""What people send us is sealed before it reaches the database.

The keys come from settings.REQUEST_KEYS (any strings; the first one seals, all of them open)
and are not Django's SECRET_KEY. Look-up of a phone number goes by an HMAC with LOOKUP_KEY, a
key of its own, so that neither a stolen database nor a list of all phone numbers is enough.
"""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class Unreadable(Exception):
    """A stored value was sealed with a key that XINYU_REQUEST_KEYS no longer holds."""


class Sealed(str):
    """Ciphertext made ahead of a write; encrypted fields store it as it is.

    Sealing happens before a transaction opens, because SQLite has one writer at a time.
    """

    __slots__ = ()


def seal(text: str) -> Sealed:
    return Sealed(box(tuple(settings.REQUEST_KEYS)).encrypt(text.encode()).decode())


def unseal(stored: str) -> str:
    try:
        return box(tuple(settings.REQUEST_KEYS)).decrypt(stored.encode()).decode()
    except InvalidToken as error:
        raise Unreadable("no key in XINYU_REQUEST_KEYS opens this value") from error


def is_current(stored: str) -> bool:
    """Whether the first key, the one that seals today, opens it."""
    try:
        box((settings.REQUEST_KEYS[0],)).decrypt(stored.encode())
    except InvalidToken:
        return False
    return True


def reseal(stored: str) -> Sealed:
    """The same text under the first key. Raises Unreadable."""
    try:
        return Sealed(box(tuple(settings.REQUEST_KEYS)).rotate(stored.encode()).decode())
    except InvalidToken as error:
        raise Unreadable("no key in XINYU_REQUEST_KEYS opens this value") from error


def lookup_digest(value: str) -> str:
    """Sixty-four hex digits that find an equal value and give away nothing without the key."""
    return hmac.new(
        derived(settings.LOOKUP_KEY, "lookup"), value.encode(), hashlib.sha256
    ).hexdigest()


@lru_cache(maxsize=8)
def box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(urlsafe_b64encode(derived(key, "requests"))) for key in keys])


@lru_cache(maxsize=16)
def derived(secret: str, purpose: str) -> bytes:
    """Thirty-two bytes from a secret of any length, apart for each purpose."""
    info = f"xinyu {purpose}".encode()
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=info).derive(secret.encode())


def seal_bytes(content: bytes) -> bytes:
    return box(tuple(settings.REQUEST_KEYS)).encrypt(content)


def unseal_bytes(stored: bytes) -> bytes:
    try:
        return box(tuple(settings.REQUEST_KEYS)).decrypt(stored)
    except InvalidToken as error:
        raise Unreadable("no key in XINYU_REQUEST_KEYS opens this file") from error
