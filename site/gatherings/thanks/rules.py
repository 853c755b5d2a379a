"""A sentence of thanks: written once by somebody who was there, kept or erased by whoever led, taken back if signed."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.db import transaction
from django.shortcuts import get_object_or_404

from accounts import names
from accounts.models import Membership, User
from accounts.shared_groups import ELSEWHERE, together_with
from gatherings import said_once
from gatherings.models import Thanks, Workshop, WorkshopDate
from gatherings.permissions import can_thank

SOMEBODY, SOME_WORKSHOP = "quelqu’un du groupe", "un atelier"


class NoLongerOpenError(Exception):
    """The days to write are over, or nobody leads the workshop any more."""


class AlreadyThankedError(Exception):
    """This person has written their sentence about this date."""


@dataclass(frozen=True)
class Thanked:
    """Who receives a sentence, all of them; those whose name stands beside the workshop, who said yes to it today.

    The page that announces it and the sending read them here: nobody receives what the page did not say would go.
    """

    people: list[User]
    named: list[User]

    @property
    def has_others(self) -> bool:
        """Return whether it also goes to somebody whom no page names."""
        return len(self.people) > len(self.named)


@dataclass(frozen=True)
class Read:
    """A sentence as the person thanked reads it: `by` is a name, SOMEBODY or ELSEWHERE."""

    thanks: Thanks
    by: str


def titles_for(user: User) -> Callable[[Workshop], str]:
    """Return what calls a workshop: its present title, for whoever it is still open to.

    One query.
    """
    readable = set(Workshop.objects.open_to(user).values_list("pk", flat=True))

    def title_of(workshop: Workshop) -> str:
        return workshop.title if workshop.pk in readable else SOME_WORKSHOP

    return title_of


def thanked_of(date: WorkshopDate) -> Thanked:
    """Return whom one thanks for a date: those who led it already that day, and are in the group. One query."""
    present = Membership.objects.current().filter(peer_group=date.workshop.peer_group_id).values("user")
    led = date.workshop.leaders.leading_at(date.starts_at).filter(user__in=present, user__is_active=True)
    rows = list(led.select_related("user").order_by("pk"))
    return Thanked([row.user for row in rows], [row.user for row in rows if not row.is_asked_again])


@transaction.atomic
def send(date: WorkshopDate, writer: User, words: str, *, is_signed: bool) -> None:
    """Hand a sentence to each person who led. Not signed, nothing of it says who wrote it.

    Signed, its rows bear one mark drawn at random, so that it is taken back alone. Raise NoLongerOpenError, or
    AlreadyThankedError for who thanked already.
    """
    rows = WorkshopDate.objects.select_for_update(of=("self",)).select_related("workshop__peer_group")
    held = get_object_or_404(rows, pk=date.pk)  # a change of the rule may erase it at that instant
    readers = thanked_of(held).people if held.takes_words and can_thank(writer, held.workshop) else []
    if not readers:
        raise NoLongerOpenError
    if not said_once.note(held, writer, "thanks"):
        raise AlreadyThankedError
    signed = {"writer": writer, "sending": uuid.uuid4()} if is_signed else {}
    Thanks.objects.bulk_create(Thanks(workshop=held.workshop, reader=each, words=words, **signed) for each in readers)


def read(found: list[Thanks], reader: User) -> list[Read]:
    """Return sentences with the name of who signed: the present one, none once in no group. Two queries.

    It is told apart from the others that the reader may meet: whoever bears the name of another is not taken for them.
    """
    is_named = any(each.writer_id for each in found)
    called = names.told_apart(User.objects.filter(pk__in=together_with(reader))) if is_named else {}
    return [Read(each, called.get(each.writer_id, ELSEWHERE) if each.writer_id else SOMEBODY) for each in found]


def keep(thanks: Thanks, *, is_kept: bool) -> None:
    """Keep a sentence for as long as its reader likes, or let it go in time."""
    Thanks.objects.filter(pk=thanks.pk).update(is_kept=is_kept)


def signed_once(user: User) -> list[Thanks]:
    """Return the sentences that a person signed, each once. One query."""
    return each_once(list(Thanks.objects.signed_by(user).select_related("workshop").order_by("-month", "words", "pk")))


def each_once(signed: list[Thanks]) -> list[Thanks]:
    """Return the sentences of one person, each once whatever the number of those it went to."""
    return list({each.sending: each for each in signed}.values())


def take_back(thanks: Thanks) -> None:
    """Erase a signed sentence for all those it went to, kept or not; the same words of another day stay."""
    Thanks.objects.filter(writer=thanks.writer_id, writer__isnull=False, sending=thanks.sending).delete()
