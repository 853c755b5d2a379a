"""Asking for a confirmation and writing one: who may be asked, who may speak as what, what happens together.

A person writes once about an entry, however many times they were asked.
"""

import datetime
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import Mandate, Membership, User
from accounts.two_people import Places
from directory.models import PeerGroup
from lib.alphabetical import Alphabetical
from lib.secrets import Purpose, draw_token, fingerprint, token_fingerprint
from passport.confirmations import closed_house
from passport.models import Confirmation, Entry, Occasion

if TYPE_CHECKING:
    from accounts.models.belonging import MembershipQuerySet

INVITE_MINUTES = 30
RETRY = datetime.timedelta(minutes=INVITE_MINUTES)  # a second press this soon is the same confirmation
SHOWN = Purpose("what the page of who confirms an entry shows", prefix="passport.confirmation:")
Capacity = Confirmation.Capacity


class NoLongerOpenError(Exception):
    """The request was answered, cancelled, or closed by itself."""


class EntryChangedError(Exception):
    """The entry no longer says what this person read: they have not confirmed that."""


class AlreadyWrittenError(Exception):
    """This person has written about this entry already."""


@dataclass(frozen=True)
class Voice:
    """For whom one speaks: by which mandate, for the association alone; for which group, when it can only be one."""

    mandate: Mandate | None = None
    group: PeerGroup | None = None


NO_GROUP = Voice()


@dataclass(frozen=True)
class Words:
    """A person's statement about an entry: in which capacity, by which mandate, for which group.

    `about` is the fingerprint of what their page showed (`shown_to_confirm`); empty, nothing is compared.
    """

    capacity: str
    sentence: str
    was_present: bool
    indicators: list[str] = field(default_factory=list)
    shown_name: str = ""
    voice: Voice = NO_GROUP
    about: str = ""


def shown_to_confirm(asked: Confirmation) -> str:
    """Return the fingerprint of all that the page of who confirms shows: of the entry, its skill and the occasion."""
    entry, skill = asked.entry, asked.entry.skill
    indicators = [indicator.text for indicator in skill.indicators.all()] if skill else []
    when = asked.occasion.when if asked.occasion else ""
    shown = [asked.asker_name, entry.title, *entry.confirmed_words.values(), when, indicators]
    return fingerprint(SHOWN, json.dumps(shown))


def to_look_at(person: User) -> dict[str, bool]:
    """Return whether a confirmation waits to be read, and whether one is asked of the person, in one query."""
    waiting = Confirmation.objects.on_entries_of(person).to_read() | Confirmation.objects.asked_of(person)
    states = set(waiting.order_by().values_list("state", flat=True).distinct())
    return {"to_read": Confirmation.State.WRITTEN in states, "asked_of_me": Confirmation.State.ASKED in states}


def findable_people(member: User) -> "MembershipQuerySet":
    """Return the memberships of those who may be found today in the member's groups, the member excepted."""
    groups = Membership.objects.current().filter(user=member).values("peer_group")
    there = Membership.objects.current().filter(findable=True, peer_group__in=groups, user__is_active=True)
    return there.exclude(user=member)


def people_to_ask(entry: Entry) -> list[User]:
    """Return whom the holder may ask about an entry at a distance, by name: one request per person and entry.

    A person who was asked, wrote or took their words back is not proposed again, whatever they answered.
    """
    asked = entry.confirmations.filter(confirmer__isnull=False, offer__isnull=True).exclude(
        pk__in=entry.confirmations.over()
    )
    found = User.objects.filter(pk__in=findable_people(entry.member).values("user"))
    return list(found.exclude(pk__in=asked.values("confirmer")).order_by(Alphabetical("display_name"), "username"))


def is_peer(person: User) -> bool:
    """Return whether a person speaks as a peer: a member of a group, or a person with no role and no collective.

    A person who left every group is what they were: a former employee is no peer.
    """
    memberships = person.memberships.current() if person.memberships.current().exists() else person.memberships.all()
    roles = set(memberships.values_list("role", flat=True))
    return Membership.Role.MEMBER in roles or not (roles or person.referent_of.exists())


def capacities(person: User, entry: Entry, occasion: Occasion | None) -> dict[str, Voice]:
    """Return the capacities in which a person may confirm an entry today, each with whom they speak for.

    The holder belongs to the group now, or belonged to it when it happened; the person who speaks for the group or
    is employed by it is so today: these rights end with the role that gives them. Nobody speaks so of themselves
    through a second account to which they gave the place (accounts.two_people).
    """
    today = timezone.localdate()
    periods = {(today, today)} | ({(occasion.said.day, occasion.said.last)} if occasion else set())
    groups = _groups_of(entry.member, periods)
    found: dict[str, Voice] = {}
    if is_peer(person):
        found[Capacity.PEER] = NO_GROUP
    employed = person.memberships.current().filter(role=Membership.Role.FACILITATOR, role_accepted_at__isnull=False)
    works_for = [each.peer_group for each in employed.filter(peer_group__in=groups).select_related("peer_group")]
    employers = [group for group in works_for if _are_two(group, person, entry.member)]
    if employers:
        found[Capacity.EMPLOYEE] = Voice(group=_only(employers))
    held = Mandate.objects.in_force().filter(membership__user=person, membership__peer_group__in=groups)
    mandates = {each: each.membership.peer_group for each in held.select_related("membership__peer_group")}
    given = {each: group for each, group in mandates.items() if _are_two(group, person, entry.member)}
    if given:
        found[Capacity.ASSOCIATION] = Voice(next(iter(given)), _only(given.values()))
    if person.referent_of.exists():
        found[Capacity.COLLECTIVE] = NO_GROUP
    return found


def _only(groups: Iterable[PeerGroup]) -> PeerGroup | None:
    """Return the group when there is one: whoever speaks for two has not said which, and neither is believed to."""
    different = set(groups)
    return different.pop() if len(different) == 1 else None


def _are_two(group: PeerGroup, speaker: User, holder: User) -> bool:
    """Return whether the places of a group let us take who speaks for it for another person than the holder."""
    return not Places.of(group).may_be_one(speaker, holder, timezone.localdate())


def _groups_of(member: User, periods: set[tuple[datetime.date, datetime.date]]) -> set[int]:
    """Return the groups a person belongs to on a day at least of one of these periods, last day included."""
    covering = Q()
    for first, last in periods:
        covering |= Q(starts_on__lte=last) & (Q(ends_on__isnull=True) | Q(ends_on__gte=first))
    return set(member.memberships.filter(covering).values_list("peer_group", flat=True))


@transaction.atomic
def ask(entry: Entry, person: User, occasion: Occasion | None) -> Confirmation:
    """Ask one chosen person, once per entry: asked again, it is the same request."""
    Entry.objects.select_for_update().get(pk=entry.pk)
    entry.confirmations.over().delete()
    standing = Confirmation.objects.filter(offer__isnull=True).exclude(state=Confirmation.State.WITHDRAWN)
    later = closed_house.answer_by(entry.member, person, timezone.localdate())
    known = {"occasion": occasion, "answer_by": later, "asked_as": str(entry.member)}
    row, _ = standing.get_or_create(entry=entry, confirmer=person, defaults=known)
    return row


@transaction.atomic
def invite(entry: Entry, occasion: Occasion | None) -> tuple[Confirmation, str]:
    """Prepare a confirmation by whoever is there, and the token that leads to it; the entry's last one is deleted.

    Only the token's fingerprint is kept: it serves once, for INVITE_MINUTES.
    """
    Entry.objects.select_for_update().get(pk=entry.pk)
    entry.confirmations.invitations().delete()
    token = draw_token()
    row = entry.confirmations.create(
        occasion=occasion,
        invite_hash=token_fingerprint(token),
        invite_until=timezone.now() + datetime.timedelta(minutes=INVITE_MINUTES),
    )
    return row, token


@transaction.atomic
def write(asked: Confirmation, person: User, words: Words) -> Confirmation:
    """Write what was asked; pressed twice, it is written once.

    Raises NoLongerOpenError when it was answered by another, cancelled or closed meanwhile, EntryChangedError when its
    holder changed the entry meanwhile, and AlreadyWrittenError when this person wrote about this entry before.
    """
    entry = Entry.objects.select_for_update().get(pk=asked.entry_id)
    row = Confirmation.objects.open().select_for_update(of=("self",)).filter(pk=asked.pk).first()
    said_by_person = Confirmation.objects.filter(entry=asked.entry_id, confirmer=person, offer__isnull=True)
    mine = said_by_person.exclude(state=Confirmation.State.WITHDRAWN).first()
    if row is None:
        if mine is not None and mine.written_at is not None and mine.written_at > timezone.now() - RETRY:
            return mine
        raise NoLongerOpenError
    if mine is not None and mine.written_at is not None:
        raise AlreadyWrittenError
    row.entry = entry
    if words.about and words.about != shown_to_confirm(row):
        raise EntryChangedError
    if mine is not None and mine.pk != row.pk:
        # Asked at a distance first, met since: one person, one confirmation of an entry.
        mine.occasion, mine.invite_hash, mine.invite_until = row.occasion, row.invite_hash, row.invite_until
        row.delete()
        row = mine
    _fill(row, entry, person, words)
    return row


def _fill(row: Confirmation, entry: Entry, person: User, words: Words) -> None:
    for name, said in entry.confirmed_words.items():
        setattr(row, name, said)
    row.confirmer, row.capacity = person, words.capacity
    row.mandate, row.spoken_for = words.voice.mandate, words.voice.group
    row.indicator_texts, row.sentence = words.indicators, words.sentence
    row.was_present, row.shown_name, row.written_as = words.was_present, words.shown_name, str(person)
    row.state, row.written_at = Confirmation.State.WRITTEN, timezone.now()
    row.save()
