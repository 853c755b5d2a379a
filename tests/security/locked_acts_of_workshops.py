"""What one decides under a lock of a workshop: places, the dates of a rule, a year (see `locked_acts`)."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from gatherings.attending import rules as attending
from gatherings.figures import rules as figures
from gatherings.models import GroupYear, Leader, Workshop, WorkshopDate
from gatherings.programme import leaders
from gatherings.programme import rules as programme
from tests.gatherings.factories import make_workshop
from tests.gatherings.figures_kit import board_of, make_year
from tests.people import People

Act = tuple[QuerySet[Any], Callable[[], object]]


def sign_up_for_a_date(people: People) -> Act:
    date = make_workshop(people.here, places=2).dates.get()
    return WorkshopDate.objects.filter(pk=date.pk), lambda: attending.sign_up(date, people.member)


def give_a_place_back(people: People) -> Act:
    date = make_workshop(people.here, places=2).dates.get()
    attending.sign_up(date, people.member)
    return WorkshopDate.objects.filter(pk=date.pk), lambda: attending.leave(date, people.member)


def change_a_workshop(people: People) -> Act:
    workshop = make_workshop(people.here)
    values = {"title": "Autrement", "places": 3, "last_day": None}
    values |= {name: getattr(workshop, name) for name in ("first_day", "begins_at", "minutes", "repeats")}
    return Workshop.objects.filter(pk=workshop.pk), lambda: programme.change(workshop, values, [])


def move_a_date(people: People) -> Act:
    date = make_workshop(people.here).dates.select_related("workshop__peer_group").get()
    rows, hour = WorkshopDate.objects.filter(pk=date.pk), date.begins.time()
    return rows, lambda: programme.move(date, date.begins.date(), hour, 60, "La cour", "")


def cancel_a_date(people: People) -> Act:
    date = make_workshop(people.here).dates.get()
    return WorkshopDate.objects.filter(pk=date.pk), lambda: programme.cancel(date, "")


def write_how_many_came(people: People) -> Act:
    date = make_workshop(people.here).dates.get()
    return WorkshopDate.objects.filter(pk=date.pk), lambda: programme.write_count(date, 5)


def accept_to_lead_a_workshop(people: People) -> Act:
    workshop = make_workshop(people.here)
    Leader.objects.create(workshop=workshop, user=people.member)
    return Workshop.objects.filter(pk=workshop.pk), lambda: leaders.accept(people.member, workshop.pk)


def declare_a_year(people: People) -> Act:
    year = make_year(people.here)
    return GroupYear.objects.filter(pk=year.pk), lambda: figures.declare(year, lambda held: held.pk == year.pk)


def sign_a_year(people: People) -> Act:
    year, chair = make_year(people.here), board_of(people.here)
    return GroupYear.objects.filter(pk=year.pk), lambda: figures.sign(year, chair, figures.mark_of(year))


ACTS: list[Callable[[People], Act]] = [
    sign_up_for_a_date,
    give_a_place_back,
    change_a_workshop,
    move_a_date,
    cancel_a_date,
    write_how_many_came,
    accept_to_lead_a_workshop,
    declare_a_year,
    sign_a_year,
]
