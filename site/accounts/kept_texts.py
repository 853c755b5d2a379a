"""Texts that a person began and has not sent: sealed in their account, for them alone, whatever the session.

What a form of several pages holds between two of them is kept here under a key of its own. Forms sent after the session
had ended are kept by `accounts.sign_in.interrupted_forms`, under the address they were sent to.
"""

from typing import Any

from accounts.models import Draft, User
from lib.secrets import seal, unseal

DAYS_KEPT = 30


def put(user: User, key: str, value: Any) -> None:
    """Keep `value` (anything JSON can hold) under a key, as the latest; what was there is forgotten."""
    Draft.objects.update_or_create(user=user, form_key=key, fingerprint="", defaults={"sealed": seal(value)})


def get(user: User, key: str) -> Any:
    """Return what is kept under a key; None for nothing, and once the keys of the seal have changed."""
    draft = user.drafts.filter(form_key=key, fingerprint="").first()
    return unseal(draft.sealed) if draft else None


def take(user: User, key: str) -> Any:
    """Return what is kept under a key and forget it, in the caller's transaction: asked twice, it is there once."""
    draft = user.drafts.select_for_update().filter(form_key=key, fingerprint="").first()
    if draft is None:
        return None
    kept = unseal(draft.sealed)
    draft.delete()
    return kept


def forget(user: User, key: str) -> None:
    """Forget what is kept under a key; doing it twice changes nothing."""
    user.drafts.filter(form_key=key).delete()


def keys(user: User, prefix: str) -> list[str]:
    """Return the keys that begin so, latest first."""
    found = user.drafts.filter(form_key__startswith=prefix).order_by("-updated_at", "-pk")
    return list(found.values_list("form_key", flat=True))
