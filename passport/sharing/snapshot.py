"""An entry as its reader sees it: worded once when the share opens, shown for as long as the share is open.

Two pure steps. `freeze` words an entry, its occasions and its confirmations as plain texts, stored as JSON with the
share. `show` turns them into what the reader sees on a given day: occasions removed since then and old dates are left
out. The title of a training never enters a share: only the kind of its source does.
"""

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, Self

from lib.french_dates import Known, write_day
from passport.models.entry import Face, Practice, SourceKind, denies_itself

if TYPE_CHECKING:
    from passport.models import Confirmation, Entry, Occasion

OLD_AFTER_MONTHS = 12
SEEN = "vue en formation"
SHARED = "a montré à d’autres"
LEARNT = "a appris"
LEARNT_BY_DOING = "a appris en faisant"
OTHER_SKILLS = "Autres compétences"
PRACTICE_WORDS = {
    Practice.NOT_TRIED: "pas encore essayé",
    Practice.TRIED: "a essayé",
    Practice.WITH_HELP: "avec de l’aide",
    Practice.WITHOUT_HELP: "sans aide",
    Practice.SHOWS_OTHERS: "montre à d’autres",
}
# What shares opened in other words say, in today’s.
REWORDED = {
    "transmise à d’autres": SHARED,
    "apprise": LEARNT,
    "apprise en faisant": LEARNT_BY_DOING,
    "pas encore essayée": PRACTICE_WORDS[Practice.NOT_TRIED],
    "essayée": PRACTICE_WORDS[Practice.TRIED],
    "la montre à d’autres": PRACTICE_WORDS[Practice.SHOWS_OTHERS],
}
# What they say of an association that no name was known to be.
OF_NO_GROUP = {
    "confirmée par l’association": "confirmée par une association",
    "confirmée par une personne salariée de l’association": "confirmée par une personne salariée d’une association",
}
# What a peer saw is told by their confirmation, as long as it stands.
UNSAID_SOURCES = {SourceKind.DECLARED.label, SourceKind.SEEN.label}
# The keys of a stored entry whose values are plain, in the order they are written.
STORED_PLAIN = (
    "title", "how", "practice", "frequency", "task", "setting", "own_words", "is_collective", "my_part",
    "domain", "unit",
)  # fmt: skip
Grouping = Literal["domain", "unit"]


@dataclass(frozen=True)
class FrozenOccasion:
    """One time it happened: the row's number, the label of its kind of source, its day, how much of it is known."""

    pk: int
    source: str
    day: datetime.date
    known: Known = Known.DAY

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `to_json` stored."""
        day = datetime.date.fromisoformat(stored["on"])
        return cls(stored["id"], stored["source"], day, Known(stored.get("known", Known.DAY)))

    def to_json(self) -> dict[str, Any]:
        """Return the values to store, the day in ISO form."""
        stored = {"id": self.pk, "source": self.source, "on": self.day.isoformat()}
        return stored if self.known == Known.DAY else stored | {"known": str(self.known)}


@dataclass(frozen=True)
class FrozenConfirmation:
    """One accepted confirmation: who speaks is said by their function, by their name only if they agreed.

    `is_of_heading`: « l’association » is the group whose name heads the share. No other is called so.
    """

    pk: int
    by: str
    sentence: str
    name: str
    indicators: tuple[str, ...]
    is_of_heading: bool = False

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `to_json` stored."""
        said, is_of_heading = stored["by"], stored.get("of_heading", False)
        by = said if is_of_heading else OF_NO_GROUP.get(said, said)
        texts = (stored["sentence"], stored["name"], tuple(stored["indicators"]))
        return cls(stored["id"], by, *texts, is_of_heading)

    def to_json(self) -> dict[str, Any]:
        """Return the values to store."""
        stored = {
            "id": self.pk,
            "by": self.by,
            "sentence": self.sentence,
            "name": self.name,
            "indicators": list(self.indicators),
        }
        return stored | {"of_heading": True} if self.is_of_heading else stored


@dataclass(frozen=True)
class _Texts:
    """The texts of an entry that are stored, and shown as they are."""

    title: str
    task: str
    setting: str
    own_words: str
    is_collective: bool
    my_part: str
    domain: str
    unit: str


@dataclass(frozen=True)
class FrozenEntry(_Texts):
    """The plain texts of an entry, as `ShareItem.frozen` stores them.

    `confirmations` is None in a row stored before shares showed confirmations.
    """

    how: str
    practice: str
    frequency: str
    occasions: tuple[FrozenOccasion, ...]
    confirmations: tuple[FrozenConfirmation, ...] | None = None

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Read what `to_json` stored, with or without confirmations."""
        confirmations = stored.get("confirmations")
        return cls(
            **({name: stored[name] for name in STORED_PLAIN} | _in_todays_words(stored)),
            occasions=tuple(map(FrozenOccasion.from_json, stored["occasions"])),
            confirmations=None if confirmations is None else tuple(map(FrozenConfirmation.from_json, confirmations)),
        )

    def under_no_name(self) -> Self:
        """Return it as it reads when no name heads the share any more: « l’association » is one among others."""
        said = tuple(replace(each, by=OF_NO_GROUP.get(each.by, each.by)) for each in self.confirmations or ())
        return replace(self, confirmations=said)

    def to_json(self) -> dict[str, Any]:
        """Return the values to store."""
        stored = {name: getattr(self, name) for name in STORED_PLAIN}
        stored["occasions"] = [occasion.to_json() for occasion in self.occasions]
        if self.confirmations is not None:
            stored["confirmations"] = [confirmation.to_json() for confirmation in self.confirmations]
        return stored


@dataclass(frozen=True)
class ShownEntry(_Texts):
    """An entry as the reader sees it: its texts, one sentence of facts, the month of the last time."""

    facts: str
    last_time: str
    confirmations: tuple[FrozenConfirmation, ...]


def how_known(face: str, practice: str, source_kinds: Collection[str]) -> str:
    """Return how the holder came to it: shown to others, seen in a training, or learnt by doing.

    After a training alone, « Essayé » may mean its questions: it is not doing.

    >>> how_known(Face.GAINED, Practice.TRIED, [SourceKind.TRAINING])
    'vue en formation'
    """
    if face == Face.SHARED:
        return SHARED
    only_trained = set(source_kinds) == {SourceKind.TRAINING}
    if practice == Practice.NOT_TRIED or (practice == Practice.TRIED and only_trained):
        return SEEN if SourceKind.TRAINING in source_kinds else LEARNT
    return LEARNT_BY_DOING


def _in_todays_words(stored: Mapping[str, Any]) -> dict[str, str]:
    return {name: REWORDED.get(stored[name], stored[name]) for name in ("how", "practice")}


def freeze(
    entry: "Entry",
    occasions: Iterable["Occasion"],
    confirmations: Iterable["Confirmation"] = (),
    heading: Collection[int] = (),
) -> FrozenEntry:
    """Word an entry as it reads now. `entry.skill.domain` is read when there is a skill.

    `confirmations` are those the holder accepted; `heading`, the groups that the name above may mean. None is named.
    """
    times = list(occasions)
    skill = entry.skill
    return FrozenEntry(
        title=entry.title,
        how=how_known(entry.face, entry.practice, {time.source_kind for time in times}),
        practice=PRACTICE_WORDS[Practice(entry.practice)],
        frequency=entry.get_frequency_display().lower() if entry.frequency else "",
        task=entry.task,
        setting=entry.setting,
        own_words=entry.own_words,
        is_collective=entry.is_collective,
        my_part=entry.my_part,
        domain=skill.domain.label if skill else OTHER_SKILLS,
        unit=(skill.collective_unit if skill else "") or OTHER_SKILLS,
        occasions=tuple(
            FrozenOccasion(time.pk, SourceKind(time.source_kind).label, time.happened_on, Known(time.known))
            for time in times
        ),
        confirmations=tuple(_frozen(each, heading) for each in confirmations),
    )


def _frozen(said: "Confirmation", heading: Collection[int]) -> FrozenConfirmation:
    texts = (said.said_under(heading), said.sentence, said.name_shown, tuple(said.indicator_texts))
    return FrozenConfirmation(said.pk, *texts, is_of_heading=said.is_of(heading))


def is_old(day: datetime.date, today: datetime.date) -> bool:
    """Return whether a day is more than twelve months ago, and hidden unless the holder ticked otherwise."""
    months = (today.year - day.year) * 12 + today.month - day.month
    return months > OLD_AFTER_MONTHS or (months == OLD_AFTER_MONTHS and today.day > day.day)


def show(
    frozen: FrozenEntry,
    standing_occasions: Collection[int],
    today: datetime.date,
    *,
    show_old_dates: bool,
    names: Mapping[int, str] = MappingProxyType({}),
) -> ShownEntry:
    """Return what the reader sees of a frozen entry on `today`.

    `standing_occasions` are the numbers of those that were not removed since; `names` holds the confirmations that
    are still accepted, each with the name its author still agrees to show.
    """
    times = [time for time in frozen.occasions if time.pk in standing_occasions]
    dated = [time for time in times if show_old_dates or not is_old(time.day, today)]
    return ShownEntry(
        title=frozen.title,
        task=frozen.task,
        setting=frozen.setting,
        own_words=frozen.own_words,
        is_collective=frozen.is_collective,
        my_part=frozen.my_part,
        domain=frozen.domain,
        unit=frozen.unit,
        facts=_facts(frozen, {time.source for time in times}),
        last_time=_last_time(dated),
        confirmations=tuple(
            replace(each, name=names[each.pk] if each.name else "")
            for each in frozen.confirmations or ()
            if each.pk in names
        ),
    )


def _last_time(times: Collection[FrozenOccasion]) -> str:
    """Return the month of the last of these times, or its year when that is all one knows; "" without any."""
    if not times:
        return ""
    last = max(times, key=lambda time: time.day)
    return write_day(last.day, "Y" if last.known == Known.YEAR else "F Y")


def _facts(frozen: FrozenEntry, sources: set[str]) -> str:
    """Return how, from where, how often and how well, in one sentence without its full stop."""
    told = [] if frozen.how == SEEN else sorted(sources - UNSAID_SOURCES)
    facts = [frozen.how, *told, frozen.frequency, _practice_beside(frozen)]
    sentence = ", ".join(fact for fact in facts if fact)
    return sentence[:1].upper() + sentence[1:]


def _practice_beside(frozen: FrozenEntry) -> str:
    """Return the practice, unless the words before it say the same, or deny it."""
    said = next((kind for kind, words in PRACTICE_WORDS.items() if words == frozen.practice), "")
    face = Face.SHARED if frozen.how == SHARED else Face.GAINED
    repeats = face == Face.SHARED and said == Practice.SHOWS_OTHERS
    return "" if repeats or denies_itself(face, said, frozen.frequency) else frozen.practice


def grouped(entries: Iterable[ShownEntry], by: Grouping) -> list[tuple[str, list[ShownEntry]]]:
    """Return entries under their domain or unit, in the order the holder gave; what has none comes last."""
    groups: dict[str, list[ShownEntry]] = {}
    for entry in entries:
        groups.setdefault(entry.domain if by == "domain" else entry.unit, []).append(entry)
    last = groups.pop(OTHER_SKILLS, None)
    return [*groups.items(), *([(OTHER_SKILLS, last)] if last else [])]
