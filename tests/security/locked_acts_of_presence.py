"""What one decides under a lock at a workshop: who counts, who is named, the closing (see `locked_acts`)."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from gatherings.models import Presence, WorkshopDate
from gatherings.opinions import rules as opinions
from gatherings.presence import rules
from gatherings.thanks import rules as thanks
from tests.gatherings.presence_kit import make_date
from tests.people import People

Act = tuple[QuerySet[Any], Callable[[], object]]


def first() -> bool:
    """Say that the person was not counted yet."""
    return True


def _date(people: People) -> tuple[WorkshopDate, QuerySet[Any]]:
    date = make_date(people.here, people.facilitator)
    return date, WorkshopDate.objects.filter(pk=date.pk)


def say_one_s_name(people: People) -> Act:
    date, rows = _date(people)
    return rows, lambda: rules.say_name(date, people.member, first)


def count_without_a_name(people: People) -> Act:
    date, rows = _date(people)
    return rows, lambda: rules.count_unnamed(date, people.member, first)


def ask_whether_somebody_was_there(people: People) -> Act:
    date, rows = _date(people)
    return rows, lambda: rules.ask(date, people.member)


def agree_to_one_s_name(people: People) -> Act:
    date, rows = _date(people)
    Presence.objects.create(date=date, user=people.member)
    return rows, lambda: rules.say_yes(date, people.member, first)


def take_one_s_name_away(people: People) -> Act:
    date, rows = _date(people)
    Presence.objects.create(date=date, user=people.member, is_said=True)
    return rows, lambda: rules.say_unnamed(date, people.member, first)


def say_that_one_was_not_there(people: People) -> Act:
    date, rows = _date(people)
    Presence.objects.create(date=date, user=people.member)
    return rows, lambda: rules.say_no(date, people.member)


def close_a_count(people: People) -> Act:
    date, rows = _date(people)
    return rows, lambda: rules.close(date, 5, 0)


def write_numbers(people: People) -> Act:
    date, rows = _date(people)
    return rows, lambda: rules.write_numbers(date, 5, 0)


def thank_who_leads(people: People) -> Act:
    date, rows = _date(people)
    return rows, lambda: thanks.send(date, people.member, "Merci.", is_signed=False)


def say_what_one_thinks(people: People) -> Act:
    date, rows = _date(people)
    return rows, lambda: opinions.answer(date, people.member, "yes", "")


ACTS = [
    say_one_s_name,
    count_without_a_name,
    ask_whether_somebody_was_there,
    agree_to_one_s_name,
    take_one_s_name_away,
    say_that_one_was_not_there,
    close_a_count,
    write_numbers,
    thank_who_leads,
    say_what_one_thinks,
]
