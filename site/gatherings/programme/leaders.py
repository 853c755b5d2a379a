"""Who leads a workshop: asked by those who decide of it, said yes or no by the person alone.

A no leaves nothing behind: neither who asked, nor that anybody was asked.
"""

import json
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts import names
from accounts.models import Membership, User
from gatherings.models import Leader, Workshop, WorkshopDate
from gatherings.models.workshop_date import LIST_OPENS
from gatherings.permissions import leadings_of
from gatherings.programme.rules import SAID_YES_TO, WHERE_AND_WHEN
from lib.alphabetical import Alphabetical
from lib.secrets import Purpose, fingerprint

SHOWN = Purpose("what somebody reads who is asked to lead a workshop", prefix="gatherings.leader:")
MOST_LEADERS = 6
YES, NO = "oui", "non"
CHOOSE = "Choisissez une personne de la liste."


class WorkshopChangedError(Exception):
    """The workshop is no longer what this person read: they have said yes to something else."""


class TooManyLeadersError(Exception):
    """The workshop has as many people who lead it, or are asked to, as the site holds for it."""


@dataclass(frozen=True)
class Named:
    """Somebody who leads a workshop, or is asked to: how they are called, and whether they said yes."""

    pk: int
    called: str
    has_said_yes: bool


class LeaderForm(forms.Form):
    """Somebody of the group whom one asks to lead."""

    use_required_attribute = False  # Chromium calls an empty list invalid before anybody answered
    membership = forms.TypedChoiceField(
        label="Qui pourrait l’animer ?",
        coerce=int,
        help_text="Cette personne dit oui ou non, quand elle veut. Personne ne lit pourquoi.",
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )

    def __init__(self, workshop: Workshop, data: Any = None) -> None:
        super().__init__(data)
        self.people = {membership.pk: membership.user for membership in _may_be_asked(workshop)}
        called = names.told_apart(self.people.values(), [workshop.peer_group] if workshop.peer_group else [])
        choices = [(pk, called[user.pk]) for pk, user in self.people.items()]
        self.fields["membership"].choices = [("", "–"), *choices]  # type: ignore[attr-defined]

    @property
    def person(self) -> User:
        """Return the person chosen."""
        return self.people[self.cleaned_data["membership"]]


class AnswerForm(forms.Form):
    """Yes or no."""

    answer = forms.ChoiceField(
        choices=[(YES, "Oui"), (NO, "Non")],
        error_messages={"required": "Choisissez oui ou non.", "invalid_choice": "Choisissez oui ou non."},
    )
    about = forms.CharField(required=False, widget=forms.HiddenInput)  # what the page showed


def _may_be_asked(workshop: Workshop) -> list[Membership]:
    """Return who is in the group today and not asked yet, by name; nobody for the network: it has no list of people."""
    present = Membership.objects.current().filter(peer_group=workshop.peer_group_id, user__is_active=True)
    free = present.exclude(user__in=workshop.leaders.values("user")).select_related("user")
    order = (Alphabetical("user__display_name"), "user__username")
    return [] if workshop.is_of_network else list(free.order_by(*order))


def named(workshop: Workshop) -> list[Named]:
    """Return who leads a workshop of a group, or is asked to, while they are in it, for those who decide of it."""
    present = Membership.objects.current().filter(peer_group=workshop.peer_group_id).values("user")
    found = workshop.leaders.filter(user__in=present).select_related("user")
    leaders = list(found.order_by(Alphabetical("user__display_name"), "pk"))
    called = names.among([leader.user for leader in leaders], workshop.peer_group) if workshop.peer_group else {}
    return [Named(leader.pk, called[leader.user_id], leader.accepted_at is not None) for leader in leaders]


def ask(workshop: Workshop, person: User, by: User) -> None:
    """Ask somebody of the group to lead; whoever chooses themselves has said yes. Asked twice, it is one request.

    Raise TooManyLeadersError above MOST_LEADERS.
    """
    said = timezone.now() if person == by else None
    if workshop.leaders.exclude(user=person).count() >= MOST_LEADERS:
        raise TooManyLeadersError
    Leader.objects.get_or_create(workshop=workshop, user=person, defaults={"accepted_at": said})


def take_back(workshop: Workshop, pk: int) -> bool:
    """Ask no more; False when the person answered meanwhile."""
    erased, _ = workshop.leaders.filter(pk=pk, accepted_at__isnull=True).delete()
    return bool(erased)


def shown_to(workshop: Workshop) -> str:
    """Return the fingerprint of all that the page of who is asked to lead shows. Two queries."""
    said = [str(getattr(workshop, name)) for name in (*SAID_YES_TO, *WHERE_AND_WHEN)]
    dates = workshop.dates.ahead().filter(changed_on__isnull=False)
    moved = dates.values_list("pk", "starts_at", "ends_at", "place", "is_cancelled", "word")
    skills = workshop.skills.order_by("pk").values_list("pk", flat=True)
    return fingerprint(SHOWN, json.dumps([said, list(skills), list(moved)], default=str))


@transaction.atomic
def accept(user: User, workshop_pk: int, about: str = "") -> bool:
    """Write that a person leads; False when nobody asks them any more. Said twice, it is said once.

    `about` is what they read (`shown_to`), compared unless empty. Raise WorkshopChangedError when it changed since.
    """
    held = Workshop.objects.select_for_update(of=("self",)).filter(pk=workshop_pk).first()
    asked = leadings_of(user).filter(workshop=workshop_pk)
    if held is None or not asked.exists():
        return False
    if about and about != shown_to(held):
        raise WorkshopChangedError
    leader = asked.get()
    if leader.accepted_at is None or _began_unnamed(leader):
        leader.accepted_at = timezone.now()
    leader.asked_again_at, leader.has_news = None, False
    leader.save(update_fields=["accepted_at", "asked_again_at", "has_news"])
    return True


def _began_unnamed(leader: Leader) -> bool:
    """Return whether the list of a date opened while nobody named them: a yes that comes later gives them no name."""
    since = leader.asked_again_at
    dates = leader.workshop.dates.filter(is_cancelled=False, starts_at__lte=timezone.now() + LIST_OPENS)
    return since is not None and dates.filter(starts_at__gt=since + LIST_OPENS).exists()


def give_up(user: User, workshop_pk: int) -> bool:
    """Say no, or lead no more: nothing of it stays. False when the person had nothing to give up."""
    erased, _ = Leader.objects.filter(user=user, workshop=workshop_pk).delete()
    return bool(erased)


def forget_strangers() -> int:
    """Forget those who led a workshop of a group that they left: back in it, they are asked again. Return how many."""
    there = Membership.objects.current().filter(user=OuterRef("user"), peer_group=OuterRef("workshop__peer_group"))
    of_groups = Leader.objects.filter(workshop__peer_group__isnull=False)
    erased, _ = of_groups.exclude(Exists(there)).delete()
    return erased


def forget_news() -> int:
    """Tell nothing more of a workshop that has no date ahead. Return how many people it was told to."""
    ahead = WorkshopDate.objects.ahead().filter(workshop=OuterRef("workshop"))
    return Leader.objects.filter(~Exists(ahead), has_news=True).update(has_news=False)


def forget_unanswered() -> int:
    """Erase what was asked and not answered, once the workshop has no date ahead or was set aside. Return how many."""
    ahead = WorkshopDate.objects.ahead().filter(workshop=OuterRef("workshop"))
    lapsed = Leader.objects.filter(accepted_at__isnull=True).exclude(workshop__state=Workshop.State.PROPOSED)
    aside = Q(workshop__state=Workshop.State.SET_ASIDE)
    erased, _ = lapsed.filter(aside | ~Exists(ahead)).delete()
    return erased
