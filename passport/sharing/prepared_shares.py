"""Shares being prepared, kept in the holder's session between two steps: the pages hold only a reference."""

from django.http import HttpRequest

from passport.models.share import new_ref
from passport.sharing.rules import ShareRequest

SESSION_KEY = "share_drafts"
KEPT = 5  # the oldest goes when somebody begins a sixth


def begin(request: HttpRequest, terms: ShareRequest) -> str:
    """Keep new terms; return the reference of what is being prepared."""
    ref = new_ref()
    keep(request, ref, terms)
    return ref


def find(request: HttpRequest, ref: str) -> ShareRequest | None:
    """Return the terms kept under a reference; None when this session does not hold them."""
    kept = request.session.get(SESSION_KEY, {}).get(ref)
    return ShareRequest(**kept) if kept else None


def latest(request: HttpRequest) -> str:
    """Return the reference of what was being prepared last; "" for nothing."""
    return next(reversed(request.session.get(SESSION_KEY, {})), "")


def keep(request: HttpRequest, ref: str, terms: ShareRequest) -> None:
    """Keep terms under a reference, as the latest."""
    prepared = dict(request.session.get(SESSION_KEY, {}))
    prepared.pop(ref, None)
    prepared[ref] = terms.as_dict()
    request.session[SESSION_KEY] = dict(list(prepared.items())[-KEPT:])


def forget(request: HttpRequest, ref: str) -> None:
    """Forget what was prepared: the share is open."""
    prepared = dict(request.session.get(SESSION_KEY, {}))
    if prepared.pop(ref, None) is not None:
        request.session[SESSION_KEY] = prepared
