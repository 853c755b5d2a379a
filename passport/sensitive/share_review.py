"""The texts of a share that may let somebody guess the holder's health: left out, unless the holder keeps each.

Every text that a reader would read is looked at on the server: the titles and words of the chosen lines, the
sentences that confirm them, the shown name, « Ce que je cherche », « Ce qui m’aide à bien travailler ». A text with
a sensitive word is left out by default; the holder keeps it by an explicit tick (3-passport.md §1). A tick is worth
for one text as it is written: its key holds the text's fingerprint, so that a changed text is asked again.
"""

import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from passport.sensitive.finder import Finder

NBSP = "\N{NO-BREAK SPACE}"
Frozen = dict[str, Any]
NO_NAME = "Une personne"  # what stands at the top when the holder keeps no name there
TITLE = "title"
LINE_TEXTS = {
    TITLE: "le titre",
    "task": "ce que vous avez fait",
    "setting": "où, avec qui",
    "own_words": "avec vos mots",
    "my_part": "votre part",
}
CONFIRMATION_TEXTS = {"sentence": "la phrase d’une confirmation", "name": "le nom de qui confirme"}
SHARE_TEXTS = {
    "shown_name": "Le nom que l’on verra",
    "looking_for": "Ce que je cherche",
    "how_helped": "Ce qui m’aide à bien travailler",
}


@dataclass(frozen=True)
class Remark:
    """One text with sensitive words. `entry_id` is None for what is not a line's; `place` names the text there."""

    place: str
    text: str
    words: tuple[str, ...]
    label: str
    entry_id: int | None = None

    @property
    def key(self) -> str:
        """The place and the fingerprint of the text: what a tick is kept as."""
        return f"{self.entry_id or 0}.{self.place}.{hashlib.sha256(self.text.encode()).hexdigest()[:16]}"

    @property
    def is_title(self) -> bool:
        """Whether leaving it out leaves the whole line out."""
        return self.place == TITLE

    @property
    def is_name(self) -> bool:
        """Whether it is the name at the top."""
        return self.place == "shown_name"

    @property
    def can_be_changed(self) -> bool:
        """Whether the holder wrote it: the words of who confirms are theirs."""
        return not self.place.startswith("confirmation")


def of_share(texts: dict[str, str], finder: Finder) -> list[Remark]:
    """What to ask about the texts that are not a line's: `texts` is keyed as SHARE_TEXTS."""
    remarks = (_remark(name, texts[name], SHARE_TEXTS[name], finder) for name in SHARE_TEXTS)
    return [remark for remark in remarks if remark]


def of_line(entry_id: int, frozen: Frozen, finder: Finder) -> list[Remark]:
    """What to ask about one line, worded as it would be frozen."""
    line = f"«{NBSP}{frozen[TITLE]}{NBSP}»{NBSP}:"
    remarks = (_remark(place, text, f"{line} {label}", finder, entry_id) for place, text, label in _texts(frozen))
    return [remark for remark in remarks if remark]


def _texts(frozen: Frozen) -> Iterator[tuple[str, str, str]]:
    """Place, text and name of each text of a line."""
    for name, label in LINE_TEXTS.items():
        yield name, frozen[name], label
    for confirmation in frozen.get("confirmations", ()):
        for name, label in CONFIRMATION_TEXTS.items():
            yield f"confirmation{confirmation['id']}-{name}", confirmation.get(name, ""), label


def _remark(place: str, text: str, label: str, finder: Finder, entry_id: int | None = None) -> Remark | None:
    words = finder.found(text) if text else []
    return Remark(place, text, tuple(words), label, entry_id) if words else None


def discreet_share(texts: dict[str, str], finder: Finder, kept: Collection[str]) -> dict[str, str]:
    """The same texts, without those that hold a sensitive word and were not kept."""
    left_out = {remark.place for remark in of_share(texts, finder) if remark.key not in kept}
    blanked = {name: "" if name in left_out else text for name, text in texts.items()}
    return blanked | ({"shown_name": NO_NAME} if "shown_name" in left_out else {})


def discreet_line(entry_id: int, frozen: Frozen, finder: Finder, kept: Collection[str]) -> Frozen | None:
    """The line without the texts that were not kept; None when its title is one of them."""
    left_out = {remark.place for remark in of_line(entry_id, frozen, finder) if remark.key not in kept}
    if TITLE in left_out:
        return None
    discreet = {name: "" if name in left_out else value for name, value in frozen.items()}
    if "confirmations" in frozen:
        discreet["confirmations"] = [_discreet_confirmation(each, left_out) for each in frozen["confirmations"]]
    return discreet


def _discreet_confirmation(confirmation: dict[str, Any], left_out: Collection[str]) -> dict[str, Any]:
    prefix = f"confirmation{confirmation['id']}-"
    return {name: "" if f"{prefix}{name}" in left_out else value for name, value in confirmation.items()}
