"""The addresses of what the site leans on, read from the environment: database, cache, mail, errors."""

from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from config.settings_parts.database_options import with_options
from config.settings_parts.environment import env, note

POSTGRESQL = {"postgres", "postgresql", "psql", "pgsql"}
MAIL = {"smtp", "smtps", "smtp+tls", "smtp+ssl", "consolemail", "filemail", "memorymail", "dummymail"}
ENCODED = (
    "in a password, write @ as %40, : as %3A, / as %2F, # as %23, ? as %3F and % as %25"  # what urllib takes for marks
)


def database(name: str, embedded: Path) -> dict[str, Any]:
    """Return Django's description of the database; SQLite, in the file `embedded`, when the variable is empty."""
    address = env.str(name, "").strip() or f"sqlite:///{embedded}"
    fault = _fault_of_database(address)
    if fault:
        note(f"{name} {fault}")
        address = f"sqlite:///{embedded}"
    described = with_options(env.db_url_config(address))
    return {
        **described,
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "ATOMIC_REQUESTS": False,
    }  # SQLite: every GET would lock


def _fault_of_database(address: str) -> str:
    """Return what is wrong with the address of a database, without quoting it: it holds a password."""
    parts = _split(address)
    scheme = address.split(":", 1)[0]
    if scheme not in POSTGRESQL | {"sqlite"}:
        return "begins with postgres:// (or sqlite:///): the site runs on PostgreSQL and SQLite alone"
    if scheme == "sqlite":
        return "" if parts and parts.path.strip("/") and not parts.netloc else "is sqlite:////the/path/of/a/file"
    if parts is None or parts.fragment or "@" in parts.path + parts.query:
        return f"cannot be read: {ENCODED}"
    if not parts.path.strip("/"):
        return "names no database: postgres://user:password@host:5432/name"
    return ""


def cache(name: str) -> str:
    """Return the address of Redis; empty when there is none."""
    address = env.str(name, "").strip()
    parts = _split(address)
    if address and (parts is None or parts.scheme not in {"redis", "rediss", "unix"} or "@" in parts.path):
        note(f"{name} is redis://host:6379/0, or rediss:// or unix://; {ENCODED}")
        return ""
    return address


def mail(name: str) -> str:
    """Return the address of the mail server; empty when there is none."""
    address = env.str(name, "").strip()
    parts = _split(address)
    if address and (parts is None or parts.scheme not in MAIL or "@" in parts.path + parts.fragment):
        note(f"{name} is smtp+tls://user:password@host:587; {ENCODED}")
        return ""
    return address


def errors(name: str) -> str:
    """Return the address that takes reports of errors, which holds a key; empty when there is none."""
    address = env.str(name, "").strip()
    parts = _split(address)
    is_near = parts is not None and parts.hostname in {"127.0.0.1", "localhost", "::1"}
    is_one = parts is not None and bool(parts.hostname and parts.username and parts.path.strip("/"))
    if address and not (is_one and parts and (parts.scheme == "https" or (parts.scheme == "http" and is_near))):
        note(f"{name} is https://key@host/number, as who takes the reports gave it (http:// for this machine alone)")
        return ""
    return address


def _split(address: str) -> SplitResult | None:
    """Return the parts of an address; None when it cannot be cut, its port being no number among others."""
    try:
        parts = urlsplit(address)
        _ = parts.port, parts.hostname
    except ValueError:
        return None
    return parts
