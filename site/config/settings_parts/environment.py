"""Reading the environment: what is missing or impossible stops the start with a sentence."""

from urllib.parse import urlsplit

import environ
from cryptography.fernet import Fernet, MultiFernet
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()


def required(name: str) -> str:
    """Return the value of an environment variable that has no safe default.

    Raises ImproperlyConfigured with what to do when it is missing or empty.
    """
    value = env.str(name, "").strip()
    if not value:
        raise ImproperlyConfigured(f"{name} is not set: see .env.example for what it is and how to make one")
    return value


def origin(name: str, value: str) -> str:
    """Return `value` without its last slash. Raises ImproperlyConfigured when it is not the address of a site."""
    parts = urlsplit(value.rstrip("/"))
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
        raise ImproperlyConfigured(f"{name} is scheme://host[:port] without a path, such as https://exemple.org")
    return value.rstrip("/")


def sealing_keys(name: str) -> list[str]:
    """Return Fernet keys written with commas between them. Raises ImproperlyConfigured for one that is no key."""
    keys = [key.strip() for key in required(name).split(",")]
    try:
        MultiFernet([Fernet(key) for key in keys])
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} holds something that is no key: see .env.example to make one") from error
    return keys
