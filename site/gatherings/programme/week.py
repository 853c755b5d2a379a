"""A week of a group, entered on one screen: its rows, those of the week before, and what they become."""

import datetime
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from directory.models import PeerGroup
from gatherings.models import Workshop, WorkshopDate, WorkshopDateQuerySet
from gatherings.programme import rules
from gatherings.programme.forms import PASSED, length_refused, minutes_between
from gatherings.repeats import WEEK, Repeats
from lib.days import earliest_today
from lib.french_dates import write_day
from lib.hours import Hour
from lib.idempotency import RefField, names_of_rows, typed_in
from lib.text import fold

ROWS, MOST_ROWS = 8, 24
FARTHEST = 366  # days between the present week and one that is asked for
A_DAY = datetime.timedelta(days=1)


def monday_of(day: datetime.date) -> datetime.date:
    """Return the Monday of the week of a day."""
    return day - A_DAY * day.weekday()


def dates_of_week(group: PeerGroup, monday: datetime.date) -> list[WorkshopDate]:
    """Return the dates that a group itself holds in a week, on its own clock, in order: what is written here."""
    return in_week(WorkshopDate.objects.held_by(group), monday)


def in_week(dates: WorkshopDateQuerySet, monday: datetime.date) -> list[WorkshopDate]:
    """Return those of these dates that are in a week, each on its own clock, in order; one query."""
    found = dates.filter(starts_at__date__gte=monday - A_DAY, starts_at__date__lte=monday + A_DAY * WEEK)
    nearby = list(found.select_related("workshop__peer_group").order_by("starts_at", "pk"))
    return [date for date in nearby if monday <= date.begins.date() < monday + A_DAY * WEEK]


class RowForm(forms.Form):
    """A row of the week: all empty, it is nothing."""

    day = forms.TypedChoiceField(label="Jour", coerce=datetime.date.fromisoformat, required=False, empty_value=None)
    begins_at = Hour(label="Début", required=False)
    ends_at = Hour(label="Fin", required=False)
    title = forms.CharField(label="Quoi", max_length=120, required=False)
    place = forms.CharField(label="Où", max_length=200, required=False)

    def __init__(self, monday: datetime.date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        days = [monday + A_DAY * number for number in range(WEEK)]
        choices = [("", "–"), *((day.isoformat(), write_day(day, "l j")) for day in days)]
        cast("forms.ChoiceField", self.fields["day"]).choices = choices

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was written in the row: a day alone is nothing yet."""
        return not any(self[name].value() for name in ("begins_at", "ends_at", "title", "place"))

    def clean(self) -> dict[str, Any]:
        """Say beside its field what the row lacks."""
        super().clean()
        if self.is_empty:
            return self.cleaned_data
        for name, words in (("day", "Choisissez un jour."), ("begins_at", "Écrivez l’heure du début.")):
            if not self.cleaned_data.get(name) and name not in self.errors:
                self.add_error(name, words)
        if not self.cleaned_data.get("title") and "title" not in self.errors:
            self.add_error("title", "Écrivez ce que c’est.")
        if self.cleaned_data.get("day") and self.cleaned_data["day"] < earliest_today():
            self.add_error("day", PASSED)
        self._clean_length()
        return self.cleaned_data

    def _clean_length(self) -> None:
        begins, ends = self.cleaned_data.get("begins_at"), self.cleaned_data.get("ends_at")
        if not begins or "ends_at" in self.errors:
            return
        minutes = minutes_between(begins, ends) if ends else 60
        if refused := length_refused(minutes):
            self.add_error("ends_at", refused)
        self.cleaned_data["minutes"] = minutes

    @property
    def values(self) -> dict[str, Any]:
        """Return the fields of the workshop that the row describes."""
        said = self.cleaned_data
        return {
            "title": said["title"],
            "place": said["place"],
            "first_day": said["day"],
            "begins_at": said["begins_at"],
            "minutes": said["minutes"],
            "repeats": Repeats.ONCE,
        }


class RefForm(forms.Form):
    """The reference of the page: sent twice, a week is written once."""

    ref = RefField()


def rows_of(monday: datetime.date, data: Any = None, initial: Sequence[dict[str, Any]] = ()) -> list[RowForm]:
    """Return the rows of the screen: those sent, or those to begin with and some empty ones."""
    number = min(len(initial) + ROWS, MOST_ROWS)
    if data is not None:
        sent = {name.split("-")[1] for name in data if name.startswith("ligne-") and name.count("-") > 1}
        number = min(max([ROWS, *(int(each) + 1 for each in sent if each.isdecimal() and len(each) < 3)]), MOST_ROWS)
    filled = [*initial, *({} for _ in range(number))]
    return [RowForm(monday, data, prefix=f"ligne-{row}", initial=filled[row]) for row in range(number)]


def like_last_week(group: PeerGroup, monday: datetime.date) -> list[dict[str, Any]]:
    """Return the rows that copy the week before: what comes back by itself is not copied, nor what was cancelled."""
    before = dates_of_week(group, monday - A_DAY * WEEK)
    there = {(date.begins.weekday(), date.begins.time(), date.workshop.title) for date in dates_of_week(group, monday)}
    return [
        {
            "day": (date.begins.date() + A_DAY * WEEK).isoformat(),
            "begins_at": date.begins.time(),
            "ends_at": date.ends.time(),
            "title": date.workshop.title,
            "place": date.where,
        }
        for date in before
        if date.workshop.repeats == Repeats.ONCE
        and not date.is_cancelled
        and (date.begins.weekday(), date.begins.time(), date.workshop.title) not in there
    ][:MOST_ROWS]


@transaction.atomic
def write_week(user: User, group: PeerGroup, rows: Sequence[RowForm], ref: str) -> int:
    """Write each row that says something, all or none; return how many are new. Sent twice, each is written once.

    A row is known by its words: corrected from the same page, it is another one. What stands already at that moment,
    under that title and in that place, is not written again: two people may each have copied the week before.

    Raise TooManyWorkshopsError.
    """
    PeerGroup.objects.select_for_update().get(pk=group.pk)  # they write one after the other
    said = [row for row in rows if not row.is_empty]
    there = _standing(group, monday_of(said[0].values["first_day"])) if said else set()
    said = [row for row in said if _moment(row) not in there]
    named = dict(zip(names_of_rows(user, ref, map(typed_in, said)), said, strict=True))
    known = set(Workshop.objects.filter(typed_from__in=named).values_list("typed_from", flat=True))
    new = {name: row for name, row in named.items() if name not in known}
    for name, row in new.items():
        rules.propose(user, group, row.values, [], leads=False, typed_from=name)
    return len(new)


def _standing(group: PeerGroup, monday: datetime.date) -> set[tuple[Any, ...]]:
    """Return the day, the hour, the title and the place of each date of a group in a week that is not cancelled."""
    dates = [date for date in dates_of_week(group, monday) if not date.is_cancelled]
    return {(date.begins.date(), date.begins.time(), fold(date.workshop.title), fold(date.where)) for date in dates}


def _moment(row: RowForm) -> tuple[Any, ...]:
    values = row.values
    return values["first_day"], values["begins_at"], fold(values["title"]), fold(values["place"])


def this_week() -> datetime.date:
    """Return the Monday of the present week; from Friday on, the next one, which one then prepares."""
    today = timezone.localdate()
    return monday_of(today + A_DAY * (WEEK - 4) if today.weekday() >= 4 else today)


def monday_asked(said: str) -> datetime.date:
    """Return the Monday that an address says; the present week when it says none, or one too far."""
    present = this_week()
    try:
        asked = monday_of(datetime.date.fromisoformat(said))
    except (ValueError, OverflowError):
        return present
    return asked if abs((asked - present).days) <= FARTHEST else present
