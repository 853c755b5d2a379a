"""« Ma feuille de passeport »: what two people wrote on paper enters the passport, all of it or nothing.

An entry that is already there is not refused: it receives one more occasion, and the words of the row after its own.
Each row of a page enters once, however often the button is pressed: `typed_from` and the occasion's reference name it,
by its words.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from accounts.models import User
from lib.idempotency import names_of_rows
from lib.text import fold_words
from passport.models import Entry, Occasion, Skill, SourceKind

SOURCE_LABEL = "Ma feuille de passeport"
LONGEST_WORDS = 1000  # characters, of an entry's own words


class TooLongError(Exception):
    """The words of a row do not fit after those of its entry: `number` is the row's, `room` the characters left."""

    def __init__(self, number: int, room: int) -> None:
        super().__init__(number)
        self.number, self.room = number, room


@dataclass(frozen=True)
class Row:
    """One row as it was typed: a skill of the catalogue, or else the holder's own title."""

    number: int
    skill: Skill | None
    own_title: str
    face: str
    practice: str
    own_words: str

    def typed_on(self, day: datetime.date) -> str:
        """Return what was typed, with the day of its sheet."""
        title = self.skill.slug if self.skill else self.own_title
        return repr([title, self.skill is None, self.face, self.practice, self.own_words, day.isoformat()])


@dataclass
class Taken:
    """The entries that were added, and those that received one more occasion."""

    added: list[Entry]
    again: list[Entry]


def take(member: User, ref: str, day: datetime.date, rows: Iterable[Row]) -> Taken:
    """Put every row in the passport, together. Raises TooLongError, and then nothing has entered.

    `ref` is the random reference of the page: the same page sent again changes nothing more; other words, or another
    day, enter beside the first ones.
    """
    rows = list(rows)
    try:
        return _take(member, ref, day, rows)
    except IntegrityError:  # the same entry was made elsewhere a moment ago: it is there now
        return _take(member, ref, day, rows)


@transaction.atomic
def _take(member: User, ref: str, day: datetime.date, rows: list[Row]) -> Taken:
    User.objects.select_for_update().get(pk=member.pk)  # two presses at once wait for each other
    taken = Taken([], [])
    names = names_of_rows(member, ref, (row.typed_on(day) for row in rows))
    for row, name in zip(rows, names, strict=True):
        if _has_entered(member, name):
            continue
        entry = _same_entry(member, row)
        if entry is None:
            taken.added.append(_add(member, row, name))
        else:
            _say_again(entry, row)
            entry.occasions.create(
                source_kind=SourceKind.DECLARED, source_ref=name, source_label=SOURCE_LABEL, happened_on=day
            )
            taken.again.append(entry)
    return taken


def _has_entered(member: User, name: str) -> bool:
    return (
        Entry.objects.filter(typed_from=name).exists()
        or Occasion.objects.filter(entry__member=member, source_ref=name).exists()
    )


def _same_entry(member: User, row: Row) -> Entry | None:
    if row.skill:
        return Entry.objects.same_entry(member.pk, row.skill.pk, row.face).first()
    mine = Entry.objects.of(member).standing().filter(face=row.face, is_collective=False, skill__isnull=True)
    # SQLite knows no capital with an accent: the comparison is ours.
    return next((entry for entry in mine if fold_words(entry.own_title) == fold_words(row.own_title)), None)


def _add(member: User, row: Row, name: str) -> Entry:
    return Entry.objects.create(
        member=member,
        skill=row.skill,
        own_title=row.own_title,
        face=row.face,
        practice=row.practice,
        own_words=row.own_words,
        typed_from=name,
    )


def _say_again(entry: Entry, row: Row) -> None:
    """Keep the practice said last, and the words of the row after those of the entry."""
    words = entry.own_words
    if row.own_words and row.own_words not in words:
        words = f"{words}\n{row.own_words}" if words else row.own_words
    if len(words) > LONGEST_WORDS:
        raise TooLongError(row.number, max(LONGEST_WORDS - len(entry.own_words) - 1, 0))
    entry.own_words, entry.practice = words, row.practice
    entry.save(update_fields=["own_words", "practice", "updated_at"])
