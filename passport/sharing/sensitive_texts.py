"""The texts of a share that may let a reader guess the holder's health: left out, unless the holder keeps each.

The server looks at every text that a reader would read: the titles and words of the chosen entries, the family and the
unit they stand under, the sentences and the signs that confirm them, the shown name, « Ce que je cherche », « Ce qui
m’aide à bien travailler ». Who wrote it makes no difference: moderators may change the catalogue. A text with a
sensitive word is left out by default; the holder keeps it by an explicit tick. A tick is worth for one text as it is
written: its key holds the text's fingerprint, so that a changed text is asked again.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any

from lib.text import NBSP
from passport.sensitive.finder import Finder
from passport.sharing.snapshot import OTHER_SKILLS, FrozenConfirmation, FrozenEntry

NO_NAME = "Une personne"  # what stands at the top when the holder keeps no name there
TITLE = "title"
ENTRY_TEXTS = {
    TITLE: "le titre",
    "task": "ce que vous avez fait",
    "setting": "où, avec qui",
    "own_words": "avec vos mots",
    "my_part": "votre part",
}
HEADINGS = {"domain": "sa famille de compétences", "unit": "son pôle de travail"}  # of the catalogue
CONFIRMATION_TEXTS = {"sentence": "la phrase d’une confirmation", "name": "le nom de qui confirme"}
SHARE_TEXTS = {
    "shown_name": "Le nom que l’on verra",
    "looking_for": "Ce que je cherche",
    "how_helped": "Ce qui m’aide à bien travailler",
}


@dataclass(frozen=True)
class Remark:
    """One text with sensitive words. `entry_id` is None for a text of the share itself; `field` names the text."""

    field: str
    text: str
    words: tuple[str, ...]
    label: str
    entry_id: int | None = None

    @property
    def key(self) -> str:
        """The field and the fingerprint of the text: the session keeps a tick under this key."""
        return f"{self.entry_id or 0}.{self.field}.{hashlib.sha256(self.text.encode()).hexdigest()[:16]}"

    @property
    def is_title(self) -> bool:
        """Return whether leaving it out leaves the whole entry out."""
        return self.field == TITLE

    @property
    def is_name(self) -> bool:
        """Return whether it is the name at the top."""
        return self.field == "shown_name"

    @property
    def can_be_changed(self) -> bool:
        """Return whether the holder wrote it: a confirmation is its author's, a heading is the catalogue's."""
        return self.field not in HEADINGS and not self.field.startswith("confirmation")

    @property
    def is_heading(self) -> bool:
        """Return whether leaving it out puts the entry under « Autres compétences »."""
        return self.field in HEADINGS


def remarks_on_share(texts: dict[str, str], finder: Finder) -> list[Remark]:
    """Return what to ask about the texts of the share itself: `texts` has the keys of SHARE_TEXTS."""
    remarks = (_remark(field, texts[field], SHARE_TEXTS[field], finder) for field in SHARE_TEXTS)
    return [remark for remark in remarks if remark]


def remarks_on_entry(entry_id: int, frozen: FrozenEntry, finder: Finder) -> list[Remark]:
    """Return what to ask about one entry, worded as it would be frozen."""
    title = f"«{NBSP}{frozen.title}{NBSP}»{NBSP}:"
    remarks = (_remark(field, text, f"{title} {label}", finder, entry_id) for field, text, label in _texts(frozen))
    return [remark for remark in remarks if remark]


def _texts(frozen: FrozenEntry) -> Iterator[tuple[str, str, str]]:
    """Give the field, the text and the label of each text of an entry."""
    for name, label in ENTRY_TEXTS.items():
        yield name, getattr(frozen, name), label
    for name, label in HEADINGS.items():
        yield name, getattr(frozen, name), label
    for confirmation in frozen.confirmations or ():
        for number, sign in enumerate(confirmation.indicators):
            yield _sign_field(confirmation, number), sign, "ce qui a été vu"
        for name, label in CONFIRMATION_TEXTS.items():
            yield _confirmation_field(confirmation, name), getattr(confirmation, name), label


def _confirmation_field(confirmation: FrozenConfirmation, name: str) -> str:
    return f"confirmation{confirmation.pk}-{name}"


def _sign_field(confirmation: FrozenConfirmation, number: int) -> str:
    return _confirmation_field(confirmation, f"sign{number}")


def _remark(field: str, text: str, label: str, finder: Finder, entry_id: int | None = None) -> Remark | None:
    words = finder.found(text) if text else []
    return Remark(field, text, tuple(words), label, entry_id) if words else None


def discreet_texts(texts: dict[str, str], finder: Finder, kept: Collection[str]) -> dict[str, str]:
    """Return the texts of the share, without those that hold a sensitive word and were not kept."""
    left_out = {remark.field for remark in remarks_on_share(texts, finder) if remark.key not in kept}
    blanked = {name: "" if name in left_out else text for name, text in texts.items()}
    return blanked | ({"shown_name": NO_NAME} if "shown_name" in left_out else {})


def discreet_entry(entry_id: int, frozen: FrozenEntry, finder: Finder, kept: Collection[str]) -> FrozenEntry | None:
    """Return the entry without the texts that were not kept; None when its title is one of them."""
    left_out = {remark.field for remark in remarks_on_entry(entry_id, frozen, finder) if remark.key not in kept}
    if TITLE in left_out:
        return None
    blank: dict[str, Any] = {name: "" for name in ENTRY_TEXTS if name in left_out}
    blank |= {name: OTHER_SKILLS for name in HEADINGS if name in left_out}
    discreet = replace(frozen, **blank)
    if frozen.confirmations is None:
        return discreet
    return replace(discreet, confirmations=tuple(_discreet(each, left_out) for each in frozen.confirmations))


def _discreet(confirmation: FrozenConfirmation, left_out: Collection[str]) -> FrozenConfirmation:
    blank: dict[str, Any] = {
        name: "" for name in CONFIRMATION_TEXTS if _confirmation_field(confirmation, name) in left_out
    }
    signs = enumerate(confirmation.indicators)
    kept = tuple(sign for number, sign in signs if _sign_field(confirmation, number) not in left_out)
    return replace(confirmation, indicators=kept, **blank)
