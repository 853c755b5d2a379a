"""The name that a group's own people give it: read at once in the directory, signed with once a second person agrees.

Until then shares and papers bear the confirmed name: nobody alone has a group speak, or sign, under another one.
"""

import datetime

from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.models import GroupAct, Turn, User
from accounts.two_people import Places
from directory.borne_names import TAKEN, is_same, is_taken
from directory.models import Collective, PeerGroup

RENAMED = "nom du groupe"
NAMES_A_DAY, DAY = 6, datetime.timedelta(days=1)
CONFIRMED = "nom du groupe, confirmé"


def refuse_taken(place: PeerGroup | Collective, name: str) -> None:
    """Raise ValidationError when a place takes the name of another; call it in the transaction that writes it.

    It holds every group, so that two who take one name at the same instant come here one after the other.
    """
    if is_same(name, type(place).objects.get(pk=place.pk).name):
        return
    list(PeerGroup.objects.held())
    if is_taken(name, place):
        raise ValidationError({"name": TAKEN})


def may_try(place: PeerGroup | Collective) -> bool:
    """Return whether one more name may be tried for this place today.

    What is refused tells that a place has that name, hidden or gone: nobody learns so what the directory does not show.
    """
    return Turn.objects.take(f"new-name:{place._meta.model_name}-{place.pk}", NAMES_A_DAY, DAY)


def may_confirm(group: PeerGroup, user: User) -> bool:
    """Return whether this person, who runs the group, confirms its name: another one than who gave it, for sure."""
    if not group.confirmed_name:
        return False
    last = GroupAct.objects.filter(peer_group=group, kind=GroupAct.Kind.PAGE_CHANGED, detail=RENAMED).first()
    return bool(last and last.actor and Places.of(group).are_two(last.actor, user, today=timezone.localdate()))


def confirmed_after(group: PeerGroup, name: str, *, confirms: bool) -> str:
    """Return the name that stays confirmed beside `name`; "" when they are one, or the second person agrees."""
    agreed = confirms and name == group.name
    return "" if agreed or is_same(name, group.signing_name) else group.signing_name
