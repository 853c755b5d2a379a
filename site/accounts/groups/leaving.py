"""Leaving a group: by one's own act, at once, or on the day that the group notes. The account and the passport stay.

Whoever leaves by their own act always may, whatever the group then lacks. A departure that the group notes for somebody
never leaves its keys to one person: two people who hold them stay, for good, and are two by `accounts.two_people`.
"""

import datetime

from django.db import models, transaction
from django.utils import timezone

from accounts import journal
from accounts.mandates import continuity
from accounts.mandates import rules as mandates
from accounts.mandates.continuity import Lack
from accounts.models import GroupAct, Mandate, Membership, User
from accounts.secret_code import reset_by_two
from directory.models import PeerGroup
from lib.french_dates import write_day

FARTHEST = 366  # days from today: nobody is told years before that they go
LATELY = datetime.timedelta(days=30)  # after a key was lost: who held it is not sent away behind its end

CHANGES_OF_KEYS = (GroupAct.Kind.MANDATE_ENDED, GroupAct.Kind.MANDATE_RECORDED, GroupAct.Kind.ROLE_CHANGED)


class Refusal(models.TextChoices):
    """Why a departure is not noted, and how to go on."""

    GONE = "gone", "Cette personne n’est plus dans le groupe."
    OWN = (
        "own",
        "Votre départ est déjà noté. Vous pouvez choisir un jour plus tôt. "
        "Pour rester plus longtemps, demandez à une autre personne qui s’occupe du groupe.",
    )
    TOO_FEW = (
        "too_few",
        "Il ne resterait pas deux personnes pour s’occuper des comptes du groupe. Notez d’abord un autre mandat. "
        "La personne l’accepte avec son code. Notez ensuite ce départ.",
    )
    NOT_TWO = (
        "not_two",
        "Rien ne montre encore que les personnes qui restent ont reçu leur place de deux côtés. "
        "Deux personnes de la coordination confirment leurs places. Notez ensuite ce départ.",
    )


class DepartureRefusedError(Exception):
    """A departure is not noted; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


def lack_without(membership: Membership) -> Lack | None:
    """Return what the group would lack without this person; None for nothing, or when they are no keyholder."""
    holders = list(continuity.keyholders(membership.peer_group))
    others = [each for each in holders if each.user_id != membership.user_id]
    return continuity.lack(others) if len(others) < len(holders) else None


def leave(membership: Membership) -> bool:
    """End a membership now, by the member's own act, with its offices and the code that the group was preparing.

    Return False when it had ended meanwhile. A member who comes back gets a new membership, without the former rights.
    """
    today = timezone.localdate()
    with transaction.atomic():
        _hold(membership)
        present = Membership.objects.current().filter(pk=membership.pk)
        if not present.update(ends_on=today, left_at=timezone.now(), findable=False):
            return False
        mandates.end_with_membership(membership, today, membership.user)
        reset_by_two.cancel(membership)
    return True


def refusal_of(membership: Membership, day: datetime.date) -> Refusal | None:
    """Return why the group may not note that this person leaves at the end of `day`; None when it may.

    Somebody who holds no key, held none lately and is named to none changes nothing: otherwise one person would note
    the end of the other's mandate, wait until it comes, then send them away. Those who stay hold a key today and that
    day, and no departure is noted for them: otherwise two people would each leave counting on the other.
    """
    group, after = membership.peer_group, day + datetime.timedelta(days=1)
    named = set(continuity.keyholders(group, after).values_list("user", flat=True))
    if membership.user_id not in named and not _has_to_do_with_keys(membership):
        return None
    holding = continuity.keyholders(group).filter(user__in=named, ends_on__isnull=True)
    staying = list(holding.exclude(user=membership.user_id))
    if len({each.user_id for each in staying}) < continuity.FEWEST:
        return Refusal.TOO_FEW
    return None if continuity.are_two(group, staying) else Refusal.NOT_TWO


def _has_to_do_with_keys(membership: Membership) -> bool:
    """Return whether this person held a key of the group in the last LATELY, or is named to one, accepted or not.

    The days run from the one on which a key was lost, not from the act that noted it long before. An end noted behind
    time, a role or a mandate that is there no more are told by the journal: whatever somebody else did there counts.
    """
    group, person = membership.peer_group, membership.user
    since, today = timezone.localdate() - LATELY, timezone.localdate()
    mandates_held = Mandate.objects.filter(membership__peer_group=group, membership__user=person)
    lately = models.Q(accepted_at__isnull=False) & (models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=since))
    to_come = models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=today)
    if person.is_active and mandates_held.filter(lately | to_come).exists():
        return True
    acts = GroupAct.objects.filter(peer_group=group, subject=person, kind__in=CHANGES_OF_KEYS)
    return acts.filter(done_at__gt=timezone.now() - LATELY).exclude(actor=person).exists()


@transaction.atomic
def note(membership: Membership, day: datetime.date, by: User) -> None:
    """Note the last day of somebody in the group: their role and their offices end that evening, once.

    Raise DepartureRefusedError when the group would keep fewer than two keyholders, when the person left meanwhile, or
    for a later day than the one noted already by the very person who leaves: whoever is sent away does not stay so.
    """
    _hold(membership)
    present = Membership.objects.current().select_related("peer_group", "user").filter(pk=membership.pk).first()
    if present is None:
        raise DepartureRefusedError(Refusal.GONE)
    if present.ends_on == day:
        return
    stays_longer = present.ends_on is not None and day > present.ends_on
    refusal = Refusal.OWN if stays_longer and by.pk == present.user_id else refusal_of(present, day)
    if refusal:
        raise DepartureRefusedError(refusal)
    Membership.objects.filter(pk=present.pk).update(ends_on=day)
    mandates.end_with_membership(present, day, by)
    if day <= timezone.localdate():
        reset_by_two.cancel(present)
    journal.record(present.peer_group, GroupAct.Kind.DEPARTURE_NOTED, by, present.user, f"le {write_day(day, 'j F Y')}")


@transaction.atomic
def call_off(membership: Membership, by: User) -> bool:
    """Take back a departure that was noted and whose day is not over; return False when there was none, or for oneself.

    The offices keep the end that was noted: each is given anew if the group wants it.
    """
    _hold(membership)
    noted = Membership.objects.current().filter(pk=membership.pk, ends_on__isnull=False).exclude(user=by)
    if not noted.update(ends_on=None):
        return False
    journal.record(membership.peer_group, GroupAct.Kind.DEPARTURE_NOTED, by, membership.user, "noté par erreur, retiré")
    return True


def _hold(membership: Membership) -> None:
    """Hold a membership, then its group: no two people leave it at once, each counting on the other."""
    mandates.lock(membership)
    PeerGroup.objects.select_for_update(no_key=True).get(pk=membership.peer_group_id)
