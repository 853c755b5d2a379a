"""One word of each person about a date: noted where the date is held, in the database (gatherings.models.said_once)."""

from typing import Literal

from accounts.models import User
from gatherings.models import SaidOnce, WorkshopDate
from lib.secrets import Purpose, fingerprint

Word = Literal["thanks", "opinions"]
PURPOSES: dict[Word, Purpose] = {
    "thanks": Purpose("a person who thanked for a date", prefix="gatherings.thanks:"),
    "opinions": Purpose("a person who answered about a date", prefix="gatherings.opinion:"),
}


def note(date: WorkshopDate, user: User, word: Word) -> bool:
    """Note that a person says this word about a date; False when they had. The caller holds the date."""
    kept, _ = SaidOnce.objects.get_or_create(date=date)
    keys = set(getattr(kept, word))
    key = fingerprint(PURPOSES[word], f"{date.pk}:{user.pk}")
    if key in keys:
        return False
    SaidOnce.objects.filter(pk=kept.pk).update(**{word: sorted(keys | {key})})
    return True
