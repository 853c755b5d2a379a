"""« Je t’ai vu faire »: a peer offers a skill with one sentence; whoever offers never learns what became of it."""

import hashlib
import hmac

from django.conf import settings
from django.db import transaction

from accounts.models import User
from passport.confirming import findable_people, is_peer
from passport.models import Proposal, Skill, SourceKind

LABEL = "Je t’ai vu faire"
REF_PURPOSE = "passport.seen"  # the same key signs other things: never the same message


class AlreadyOffered(Exception):
    """This person offered this skill to the same person before, in other words."""


def peers_of(person: User) -> list[User]:
    """To whom a person may say it: those who may be found in their groups. Only a peer says it."""
    if not is_peer(person):
        return []
    found = User.objects.filter(pk__in=findable_people(person).values("user"))
    return list(found.order_by("display_name", "pk"))


def _ref(person: User, skill: Skill) -> str:
    """What names the offer in an address: one per person and skill, which says neither."""
    message = f"{REF_PURPOSE}:{person.pk}:{skill.pk}".encode()
    return hmac.new(settings.CODE_KEY.encode(), message, hashlib.sha256).hexdigest()[:32]


def offer(person: User, receiver: User, skill: Skill, face: str, sentence: str) -> Proposal:
    """Offer a skill, once: the same words sent twice are the same offer. Raises AlreadyOffered for other words."""
    proposal, created = Proposal.objects.get_or_create(
        member=receiver,
        skill=skill,
        face=face,
        source_kind=SourceKind.SEEN,
        source_ref=_ref(person, skill),
        defaults={"source_label": LABEL, "offered_by": person, "sentence": sentence},
    )
    if not created and proposal.sentence != sentence:
        raise AlreadyOffered
    return proposal


@transaction.atomic
def take_back(proposal: Proposal) -> None:
    """Take an offer back, taken or not: its sentence disappears everywhere at once. The receiver's line stays."""
    confirmation = getattr(proposal, "confirmation", None)
    if confirmation is not None:
        confirmation.withdraw()
    proposal.delete()
