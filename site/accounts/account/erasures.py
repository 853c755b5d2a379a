"""The accounts erased of late, as fingerprints in a file outside the database: a backup put back erases them again.

A line is the day and the HMAC of what tells an account from any other. It says nothing to whoever has not the account:
the key is outside too.
"""

import datetime
import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts import personal_data
from accounts.models import User
from lib.secrets import Purpose, fingerprint
from lib.written_ahead import forget_written

KEPT = datetime.timedelta(days=90)  # longer than the 35 days that backups are kept
ERASED = Purpose("an erased account", prefix="erased:")
logger = structlog.get_logger("entrepairs.accounts")


def on_erased(instance: User, **_signal: Any) -> None:
    """Remember an erasure, and leave nothing of it beside the database, once it is committed (`post_delete`)."""
    kept = _fingerprint(instance)
    transaction.on_commit(lambda: _note(kept), robust=True)
    transaction.on_commit(forget_written, robust=True)


def erase_again() -> int:
    """Erase the accounts that the database holds and the list says were erased; return their number."""
    known = {line.split()[1] for line in _lines()}
    if not known:
        return 0
    back = [user for user in User.objects.only("pk", "username", "date_joined") if _fingerprint(user) in known]
    for user in back:
        personal_data.erase(User.objects.get(pk=user.pk))
    return len(back)


def purge() -> int:
    """Drop the lines that are over; return their number."""
    before = len(_lines())
    if before == len(_current(_lines())):
        return 0
    with _alone():
        _write(_current(_lines()))
    return before - len(_lines())


def _path() -> Path:
    return Path(settings.VAR_DIR) / "erased"


def _fingerprint(user: User) -> str:
    return fingerprint(ERASED, f"{user.pk} {user.username} {user.date_joined.astimezone(datetime.UTC).isoformat()}")


def _lines() -> list[str]:
    try:
        return [line for line in _path().read_text().splitlines() if len(line.split()) == 2]
    except FileNotFoundError:
        return []


def _current(lines: list[str]) -> list[str]:
    limit = (timezone.localdate() - KEPT).isoformat()
    return [line for line in lines if line >= limit]


def _note(kept: str) -> None:
    try:
        with _alone():
            known = _current(_lines())
            if not any(kept in line for line in known):
                _write([*known, f"{timezone.localdate().isoformat()} {kept}"])
    except OSError:
        logger.exception("an erasure is not in the list: a backup would bring it back")


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process changes the list."""
    with _path().with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(lines: list[str]) -> None:
    fresh = _path().with_suffix(".new")
    fresh.write_text("".join(f"{line}\n" for line in lines))
    fresh.chmod(0o600)
    fresh.replace(_path())
