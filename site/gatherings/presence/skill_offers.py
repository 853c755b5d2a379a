"""The skills of a workshop, offered once its leader has closed: shown by who leads, learnt by who said their name.

The event of a proposal is a fingerprint of the date and of the person: it joins no two people, and no row of ours.
"""

import datetime

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts.models import User
from gatherings.models import Presence, Workshop, WorkshopDate
from lib.secrets import Purpose, fingerprint
from lib.text import NBSP
from passport.models import Face, Proposal, Skill, SourceKind

OFFERED_FOR = datetime.timedelta(days=30)
PRESENCE = Purpose("presence", prefix="gatherings.presence.event:")


def source_ref(date: WorkshopDate, user: User) -> str:
    """Return the name of the event, the same at each offer."""
    return fingerprint(PRESENCE, f"{date.pk}:{user.pk}")


def offer_all(date: WorkshopDate) -> None:
    """Offer what was shown to those who lead, what was learnt to those who said their name; again, nothing changes."""
    skills = _skills(date)
    led = date.workshop.leaders.leading_at(date.starts_at).select_related("user")
    leaders = _present(date, [each.user for each in led])
    for leader in leaders:
        _offer(date, leader, Face.SHARED, skills)
    said = Presence.objects.filter(date=date).said().exclude(user__in=leaders).select_related("user")
    for learner in _present(date, [each.user for each in said]):
        _offer(date, learner, Face.GAINED, skills)


def offer_learnt(date: WorkshopDate, user: User) -> None:
    """Offer what was learnt to a person who says their name after the closing."""
    if not date.workshop.leaders.leading_at(date.starts_at).filter(user=user).exists():
        _offer(date, user, Face.GAINED, _skills(date))


def has_offers(date: WorkshopDate, user: User) -> bool:
    """Return whether a person has something to look at from this date."""
    return Proposal.objects.of(user).pending().of_event(SourceKind.WORKSHOP, source_ref(date, user)).exists()


def forget_old() -> int:
    """Erase what was offered OFFERED_FOR ago and is not in the passport. Return how many rows."""
    offered = Proposal.objects.filter(source_kind=SourceKind.WORKSHOP, created_at__lte=timezone.now() - OFFERED_FOR)
    erased, _ = offered.exclude(state=Proposal.State.ACCEPTED).delete()
    return erased


def _skills(date: WorkshopDate) -> list[Skill]:
    return list(date.workshop.skills.filter(is_active=True))


def _present(date: WorkshopDate, people: list[User]) -> list[User]:
    """Return those to whom the workshop is still open; anybody, for the network."""
    if date.workshop.is_of_network:
        return people
    open_to_them = Workshop.objects.open_to(OuterRef(OuterRef("pk"))).filter(pk=date.workshop_id)
    there = User.objects.filter(Exists(open_to_them), pk__in=[each.pk for each in people])
    still_there = set(there.values_list("pk", flat=True))
    return [each for each in people if each.pk in still_there]


def _label(workshop: Workshop) -> str:
    """Return what the person reads of where it was: the workshop, and the module that it was prepared from."""
    module = workshop.shown_module
    return f"{workshop.title}, d’après la formation «{NBSP}{module.title}{NBSP}»"[:200] if module else workshop.title


def _offer(date: WorkshopDate, person: User, face: Face, skills: list[Skill]) -> None:
    for skill in skills:
        Proposal.objects.offer(
            person,
            skill,
            face=face,
            source_kind=SourceKind.WORKSHOP,
            source_ref=source_ref(date, person),
            source_label=_label(date.workshop),
            happened_on=date.begins.date(),
        )
