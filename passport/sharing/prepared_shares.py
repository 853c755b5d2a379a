"""Shares being prepared, sealed in the holder's account between two steps: the pages hold only a reference.

Whatever session the holder returns in, what they typed at the first steps is still there (`accounts.kept_texts`).
"""

import re

from accounts import kept_texts
from accounts.models import User
from passport.models.share import new_ref
from passport.sharing.rules import ShareRequest

PREFIX = "partage en préparation "
_REF = re.compile(r"[A-Za-z0-9_-]{16,32}")
KEPT = 5  # the oldest goes when somebody begins a sixth


def begin(member: User, terms: ShareRequest) -> str:
    """Keep new terms; return the reference of what is being prepared."""
    ref = new_ref()
    keep(member, ref, terms)
    return ref


def find(member: User, ref: str) -> ShareRequest | None:
    """Return the terms kept under a reference; None when this person's account does not hold them."""
    kept = kept_texts.get(member, f"{PREFIX}{ref}") if _REF.fullmatch(ref) else None
    return ShareRequest(**kept) if kept else None


def latest(member: User) -> str:
    """Return the reference of what was being prepared last; "" for nothing."""
    return next((key.removeprefix(PREFIX) for key in kept_texts.keys(member, PREFIX)), "")


def keep(member: User, ref: str, terms: ShareRequest) -> None:
    """Keep terms under a reference, as the latest."""
    kept_texts.put(member, f"{PREFIX}{ref}", terms.as_dict())
    for key in kept_texts.keys(member, PREFIX)[KEPT:]:
        kept_texts.forget(member, key)


def forget(member: User, ref: str) -> None:
    """Forget what was prepared: the share is open."""
    kept_texts.forget(member, f"{PREFIX}{ref}")
