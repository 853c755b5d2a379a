"""What a file says, between its preview and its confirmation: sealed in the account of who sent it, for an hour.

The file itself is kept nowhere, and one that has a fault is not kept at all. One at a time: another takes its place.
"""

import datetime
import time
from typing import Any, NamedTuple

from django.utils import timezone

from accounts import kept_texts
from accounts.models import Draft, User
from directory.tables.reading import Line
from lib.secrets import Purpose, fingerprint

KEY = "fichier de groupes à relire"
SECONDS_KEPT = 3_600
SHOWN = Purpose("what the preview of a file of groups shows", prefix="accounts.groups-file:")


class Prepared(NamedTuple):
    """The lines of a file, and the headings that meant nothing."""

    lines: list[Line]
    left_aside: list[str]


def keep(user: User, prepared: Prepared) -> None:
    """Keep what a file says; what was kept before is forgotten."""
    lines = [[line.number, line.values] for line in prepared.lines]
    kept_texts.put(user, KEY, {"at": int(time.time()), "lines": lines, "left_aside": prepared.left_aside})


def find(user: User) -> Prepared | None:
    """Return what this person has to read again; None, and nothing kept, once it is older than an hour."""
    kept = kept_texts.get(user, KEY)
    found = opened(kept)
    if kept is not None and found is None:
        kept_texts.forget(user, KEY)
    return found


def waits_for(user: User) -> bool:
    """Return whether a file waits for the « oui » of this person."""
    since = timezone.now() - datetime.timedelta(seconds=SECONDS_KEPT)
    return user.drafts.filter(form_key=KEY, updated_at__gte=since).exists()


def opened(kept: Any) -> Prepared | None:
    """Return what stands in a kept text; None for nothing, or for one that is too old."""
    if not kept or time.time() - kept["at"] > SECONDS_KEPT:
        return None
    return Prepared([Line(number, values) for number, values in kept["lines"]], kept["left_aside"])


def mark(told: str) -> str:
    """Return the mark of a plan, for the form that confirms it."""
    return fingerprint(SHOWN, told)


def purge() -> int:
    """Erase the files that nobody confirmed within an hour; return how many."""
    over = timezone.now() - datetime.timedelta(seconds=SECONDS_KEPT)
    dropped, _ = Draft.objects.filter(form_key=KEY, updated_at__lt=over).delete()
    return dropped
