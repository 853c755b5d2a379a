"""Reading the environment. What is missing or impossible is noted; `settle` then stops the start with one sentence.

Each function returns something of the right type whatever it reads, so that the next is read too.
"""

import os
from pathlib import Path
from urllib.parse import urlsplit

import environ
from cryptography.fernet import Fernet, MultiFernet
from django.core.exceptions import ImproperlyConfigured

env = environ.Env()
ANYWHERE = "http://localhost"  # stands in for an address that is none
ON = {"true", "on", "ok", "y", "yes", "1"}
OFF = {"false", "off", "n", "no", "0", ""}
_problems: list[str] = []


class ImpossibleSettingsError(ImproperlyConfigured):
    """The site cannot start with these settings: one sentence names them all."""


def note(problem: str) -> None:
    """Remember what is wrong with one setting: « NAME is … », without a secret and without the final point."""
    _problems.append(problem)


def settle() -> None:
    """Raise ImpossibleSettingsError if anything was noted."""
    if _problems:
        told = "; ".join(_problems)
        _problems.clear()
        raise ImpossibleSettingsError(f"The site cannot start: {told}.")


def read_private_file(path: Path) -> None:
    """Read the settings that the environment does not give from a file, if it is there."""
    try:
        if path.is_file():
            environ.Env.read_env(path)
    except OSError as error:
        note(f"{path} cannot be read ({error.strerror})")


def required(name: str) -> str:
    """Return the value of an environment variable that has no safe default."""
    value = env.str(name, "").strip()
    if not value:
        note(f"{name} is not set: see .env.example for what it is and how to make one")
    return value


def origin(name: str, value: str) -> str:
    """Return the address of a site without its last slash; nothing is noted of an empty one."""
    try:
        parts = urlsplit(value.rstrip("/"))
        is_origin = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.path and parts.port != 0
    except ValueError:
        is_origin = False
    if is_origin:
        return value.rstrip("/")
    if value:
        note(f"{name} is scheme://host[:port] without a path, such as https://exemple.org")
    return ANYWHERE


def sealing_keys(name: str) -> list[str]:
    """Return Fernet keys written with commas between them."""
    keys = [key.strip() for key in required(name).split(",")]
    try:
        MultiFernet([Fernet(key) for key in keys])
    except ValueError:
        if keys != [""]:
            note(f"{name} holds something that is no key: see .env.example to make one")
    return keys


def whole_number(name: str, default: int, largest: int = 2**31) -> int:
    """Return a number from 0 to `largest`; an empty variable is the default."""
    value = (os.environ.get(name) or "").strip() or str(default)
    if value.isascii() and value.isdigit() and int(value) <= largest:
        return int(value)
    limit = f" up to {largest}" if largest < 2**31 else ""
    note(f"{name} is a whole number{limit}, not « {value} »")
    return default


def switch(name: str, *, default: bool) -> bool:
    """Return whether something is on; an empty variable is off."""
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() not in ON | OFF:
        note(f"{name} is 1 or 0, not « {value} »")
    return value.strip().lower() in ON


def one_of(name: str, default: str, choices: set[str]) -> str:
    """Return one of several words, in capitals."""
    value = (os.environ.get(name) or default).upper()
    if value not in choices:
        note(f"{name} is one of {', '.join(sorted(choices))}, not « {value} »")
        return default
    return value


def host_names(name: str) -> list[str]:
    """Return host names written with commas between them."""
    hosts = env.list(name, default=[])
    wrong = [host for host in hosts if "/" in host or (":" in host and not host.startswith("["))]
    if wrong:
        note(f"{name} is made of host names, without scheme nor port, not « {wrong[0]} »")
    return hosts
