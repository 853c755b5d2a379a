"""What one decides under a lock in the committee of lessons (see `locked_acts`)."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from courses.models import CommitteeSeat, Subject
from courses.subjects import rules, seats
from tests.courses.committee_kit import Sitting, subject_of
from tests.people import People

Act = tuple[QuerySet[Any], Callable[[], object]]


def propose_a_subject(people: People) -> Act:
    author = people.member
    return User.objects.filter(pk=author.pk), lambda: rules.propose(author, "Un sujet", "Des mots.", "page")


def take_a_subject_back(people: People) -> Act:
    author = people.member
    subject = subject_of(author)
    return Subject.objects.filter(pk=subject.pk), lambda: rules.take_back(author, subject.pk)


def weigh_a_subject(people: People) -> Act:
    sitting, subject = Sitting(people), subject_of(people.member)
    seen = rules.seen_of(subject)
    rows = Subject.objects.filter(pk=subject.pk)
    return rows, lambda: rules.say(sitting.alice, subject.pk, "", seen, keeps=True)


def _seat(people: People) -> tuple[CommitteeSeat, QuerySet[CommitteeSeat]]:
    seat = seats.offer(people.member)
    return seat, CommitteeSeat.objects.filter(pk=seat.pk)


def name_who_would_sit(people: People) -> Act:
    seat, rows = _seat(people)
    by, seen = people.coordinator, seats.seen_of(seat)
    return rows, lambda: seats.name(seat.pk, by, seen)


def confirm_who_would_sit(people: People) -> Act:
    seat, rows = _seat(people)
    seats.name(seat.pk, people.coordinator, seats.seen_of(seat))
    by, seen = people.moderator, seats.seen_of(rows.get())
    return rows, lambda: seats.confirm(seat.pk, by, seen)


ACTS: list[Callable[[People], Act]] = [
    propose_a_subject,
    take_a_subject_back,
    weigh_a_subject,
    name_who_would_sit,
    confirm_who_would_sit,
]
