"""The draft of a sheet: kept for its writer alone, unreadable without the keys, until they send or erase it."""

import datetime
from dataclasses import asdict, dataclass, fields
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from content.models import PracticeDraft, PracticePage
from content.models.headings import TOLD, WRITTEN, Headings
from content.practices.sheets import signatures
from lib.secrets import seal, unseal

KEPT = datetime.timedelta(days=366)


@dataclass
class Writing:
    """The text of a draft. `base` is the primary key of the revision it began from, 0 for a new sheet."""

    title: str = ""
    situation: str = ""
    audience: str = ""
    what_we_did: str = ""
    what_helped: str = ""
    limits: str = ""
    about_rights: bool = False
    skill: str = ""
    credit: str = ""
    base: int = 0

    @property
    def headings(self) -> Headings:
        """Return the headings of its parts: the author tells what they did."""
        return TOLD

    @property
    def text(self) -> str:
        """Return all that is written, one field under another."""
        return "\n".join(getattr(self, name) for name in WRITTEN)


def draft_of(user: User, sheet: PracticePage | None) -> PracticeDraft | None:
    """Return the draft that `user` keeps of a sheet, or of a new one (None)."""
    return PracticeDraft.objects.filter(author=user, practice=sheet).first()


def read(draft: PracticeDraft) -> Writing:
    """Return the text of a draft; an empty one when the keys have changed."""
    known = {field.name for field in fields(Writing)}
    kept = unseal(draft.sealed) or {}
    return Writing(**{name: value for name, value in kept.items() if name in known})


def writing_of(user: User, sheet: PracticePage | None) -> Writing:
    """Return the text to go on with: the draft, else the latest version of the sheet, else an empty text."""
    draft = draft_of(user, sheet)
    if draft is not None:
        return read(draft)
    return Writing() if sheet is None else from_sheet(sheet, user)


def from_sheet(sheet: PracticePage, user: User) -> Writing:
    """Return the latest version of a sheet as a text to change."""
    latest = sheet.get_latest_revision_as_object()
    skill = latest.skills.first()
    return Writing(
        title=latest.title,
        situation=latest.situation,
        audience=latest.audience,
        what_we_did=latest.what_we_did,
        what_helped=latest.what_helped,
        limits=latest.limits,
        about_rights=latest.about_rights,
        skill=skill.slug if skill else "",
        credit=signatures.value_of(latest, user),
        base=sheet.latest_revision_id or 0,
    )


@transaction.atomic
def keep(user: User, sheet: PracticePage | None, *, only_begun: bool = False, **said: Any) -> Writing | None:
    """Save fields of the draft, made at the first ones; return its whole text.

    `only_begun`: make none; return None when it is gone, sent or erased from another page.
    """
    User.objects.select_for_update().get(pk=user.pk)  # of two pages at once, the second reads what the first did
    if only_begun and draft_of(user, sheet) is None:
        return None
    writing = writing_of(user, sheet)
    for name, value in said.items():
        setattr(writing, name, value)
    sealed = seal(asdict(writing))
    PracticeDraft.objects.update_or_create(author=user, practice=sheet, defaults={"sealed": sealed})
    return writing


def forget(user: User, sheet: PracticePage | None) -> bool:
    """Erase the draft; return False when there was none."""
    return bool(PracticeDraft.objects.filter(author=user, practice=sheet).delete()[0])


def purge() -> int:
    """Erase the drafts that nobody touched for twelve months; return how many."""
    return PracticeDraft.objects.filter(updated_at__lt=timezone.now() - KEPT).delete()[0]
