"""What a coordinator confirms of the places of a group, once each, and what they leave to another coordinator."""

from django.db import transaction
from django.utils import timezone

from accounts import journal
from accounts.models import GroupAct, User
from accounts.permissions import is_coordinator
from accounts.places.given import ADVOCATE, MANDATE, ROLE, GivenPlace, held, places_of
from accounts.two_people import Places
from directory.models import PeerGroup

SELF = "Vous ne confirmez pas votre propre place. Une autre personne de la coordination peut le faire."
GIVER = "Vous avez nommé cette personne. Une autre personne de la coordination peut confirmer."
PRINTED = "Vous avez imprimé une carte de cette personne. Une autre personne de la coordination peut confirmer."
PROPOSER = (
    "La place de la personne qui l’a proposée vient de vous, ou n’est confirmée par personne. Il faut deux personnes "
    "de la coordination : l’une confirme cette place, l’autre la proposition."
)
UNKNOWN = "On ne sait plus qui l’a proposée. Le groupe la propose de nouveau, puis vous confirmez."
NEVER_ENTERED = "Cette personne n’est encore jamais entrée sur son compte. Confirmez quand elle aura choisi son code."
ALREADY = "Une autre personne de la coordination a confirmé cette place. Il n’y a rien à changer."
TWO_HANDS = (
    "Une autre personne de la coordination a confirmé cette place, et vous avez confirmé une autre place du groupe. "
    "Laissez-la ainsi : pour aider quand un code est perdu, le groupe a besoin de deux personnes différentes."
)


class CannotConfirmError(Exception):
    """A coordinator may not confirm a place; the text is the sentence of `refusal`."""


def refusal(place: GivenPlace, by: User, places: list[GivenPlace], ways: Places) -> str:
    """Return why a coordinator does not confirm a place of a group that has these; "" when they may.

    A place that another one confirmed is confirmed anew only where it helps: that one also confirmed another place, and
    both would stand on one person; or is no coordinator any more. `ways` are the places of the group, as they give each
    other: a pair-advocate, whose power is national, is never confirmed by whoever alone stands above who proposed them.
    """
    if place.membership.user_id == by.pk:
        return SELF
    if place.given_by == by:
        return GIVER
    if place.membership.user.cards.filter(issued_by=by).exists():
        return PRINTED
    if place.kind == ADVOCATE:
        return _refusal_of_advocate(place, by, ways)
    others = [each for each in places if each.kind != ADVOCATE and (each.kind, each.pk) != (place.kind, place.pk)]
    if place.confirmed_by is None:
        return ""
    if any(each.confirmed_by == by for each in others):
        return TWO_HANDS
    stands_alone = all(each.confirmed_by != place.confirmed_by for each in others)
    return ALREADY if stands_alone and is_coordinator(place.confirmed_by) else ""


def refusals(group: PeerGroup, by: User, places: list[GivenPlace]) -> dict[tuple[str, int], str]:
    """Return the `refusal` of each of these places, by kind and key; three queries for their ways."""
    ways = Places.of(group)
    return {(place.kind, place.pk): refusal(place, by, places, ways) for place in places}


def _refusal_of_advocate(place: GivenPlace, by: User, ways: Places) -> str:
    if not place.membership.user.has_entered:
        return NEVER_ENTERED
    if place.given_by is None:  # perhaps erased: nothing tells who named them
        return UNKNOWN
    return "" if ways.way_above(place.given_by.pk, without={by.pk}) is not None else PROPOSER


@transaction.atomic
def confirm(read: GivenPlace, by: User) -> None:
    """Confirm a place for the coordination. A second coordinator may confirm it too: theirs is kept, unless they
    confirmed another place of the group: alone, they could leave it without two independent ways.

    Raise PlaceChangedError for another place than was read, CannotConfirmError where `refusal` says why.
    """
    # The row that whoever changes the place holds comes first: they reach the group's afterwards, with the journal.
    now = held(read)
    group = PeerGroup.objects.select_for_update().get(pk=now.membership.peer_group_id)
    if now.confirmed_by == by:
        return
    if refused := refusal(now, by, places_of(group), Places.of(group)):
        raise CannotConfirmError(refused)
    prefix = {MANDATE: "", ROLE: "role_", ADVOCATE: "advocate_"}[now.kind]
    changed = {f"{prefix}confirmed_by": by, f"{prefix}confirmed_at": timezone.now()}
    type(now.row)._default_manager.filter(pk=now.pk).update(**changed)
    journal.record(group, GroupAct.Kind.PLACE_CONFIRMED, by, now.membership.user, now.label)
