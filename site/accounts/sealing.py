"""Seal what must be read again but never straight from the database (keys: PASSPORT_KEYS, newest first)."""

import json
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.PASSPORT_KEYS])


def seal(value: Any) -> str:
    """`value` (anything JSON can hold) as text unreadable without the keys."""
    return _box().encrypt(json.dumps(value).encode()).decode()


def unseal(text: str) -> Any:
    """The sealed value, or None when it was sealed with other keys or changed since."""
    try:
        return json.loads(_box().decrypt(text.encode()))
    except InvalidToken:
        return None
