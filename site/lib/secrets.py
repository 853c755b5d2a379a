"""Seals for what must be read again, fingerprints for what must only be recognised.

The settings hold two kinds of keys, outside the database: those of the seal (newest first), and CODE_KEY for
fingerprints. A stolen database alone opens nothing.

    >>> len(draw_token())
    22
"""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

# Letters and digits that do not look alike: a chat takes the « _ » of an address for italics.
PLAIN_SIGNS = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789"
TOKEN_LENGTH = 22


@dataclass(frozen=True)
class Purpose:
    """The use of a fingerprint: `prefix` stands before the text, so that two uses of one key never look alike.

    The prefix is stored in every fingerprint: another prefix makes what is kept in the database unreadable.
    """

    name: str
    prefix: str


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.PASSPORT_KEYS])


def seal(value: Any) -> str:
    """Return `value` (anything JSON can hold) as text that cannot be read without the keys of the seal."""
    return _box().encrypt(json.dumps(value).encode()).decode()


def unseal(text: str) -> Any:
    """Return the sealed value, or None when it was sealed with other keys or changed since."""
    try:
        return json.loads(_box().decrypt(text.encode()))
    except InvalidToken:
        return None


def digest(purpose: Purpose, text: str) -> bytes:
    """Return the HMAC-SHA256 of a text with CODE_KEY: 32 bytes."""
    return hmac.new(settings.CODE_KEY.encode(), f"{purpose.prefix}{text}".encode(), hashlib.sha256).digest()


def fingerprint(purpose: Purpose, text: str) -> str:
    """Return the HMAC-SHA256 of a text with CODE_KEY: 64 hexadecimal characters."""
    return digest(purpose, text).hex()


def draw_token() -> str:
    """Return a fresh token of 128 random bits: 22 characters that an address can hold and a message keeps."""
    return "".join(secrets.choice(PLAIN_SIGNS) for _ in range(TOKEN_LENGTH))


def token_fingerprint(token: str) -> str:
    """Return the SHA-256 of a token, hexadecimal: a token is long enough to need no key."""
    return hashlib.sha256(token.encode()).hexdigest()


def same(one: str, other: str) -> bool:
    """Return whether two fingerprints are equal, in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())
