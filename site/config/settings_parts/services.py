"""The addresses of what the site leans on, read from the environment: database, cache, mail, files, errors."""

import re
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

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


def media(name: str) -> dict[str, Any]:
    """Return Django's description of where files of the editors are kept: a bucket, or the disk when there is none."""
    address = env.str(name, "").strip()
    if not address:
        return {"BACKEND": "config.media_storage.WholeFileStorage"}
    parts = _split(address)
    bucket = parts.path.strip("/") if parts else ""
    if parts is None or not (parts.username and parts.password) or not _is_name(bucket) or not _is_safe(parts):
        note(f"{name} is https://key:secret@host/bucket?region=… (http:// on this machine alone); {ENCODED}")
    elif find_spec("storages") is None or find_spec("boto3") is None:
        note(f"{name} needs other packages: install requirements/s3.txt")
    else:
        return {"BACKEND": "config.bucket_storage.BucketStorage", "OPTIONS": _bucket(parts, bucket)}
    return {"BACKEND": "config.media_storage.WholeFileStorage"}


def _is_name(bucket: str) -> bool:
    return bool(re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", bucket))


def _is_safe(parts: SplitResult) -> bool:
    """Return whether an address is encrypted, or is of this machine."""
    return bool(parts.hostname) and (
        parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost", "::1"})
    )


def _bucket(parts: SplitResult, bucket: str) -> dict[str, Any]:
    return {
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "endpoint_url": f"{parts.scheme}://{parts.netloc.rsplit('@', 1)[1]}",
        "region_name": parse_qs(parts.query).get("region", ["us-east-1"])[0],
        "bucket_name": bucket,
    }


def errors(name: str) -> str:
    """Return the address that takes reports of errors, which holds a key; empty when there is none."""
    address = env.str(name, "").strip()
    parts = _split(address)
    is_one = parts is not None and bool(parts.username and parts.path.strip("/"))
    if address and (parts is None or not (is_one and _is_safe(parts))):
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
