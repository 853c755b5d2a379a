"""« Je t’ai vu faire »: a peer offers a skill with one sentence, and never learns what became of it.

At a distance, to a member of their groups who may be found there; in presence, to any member who shows a code.
"""

import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.secret_code import card_words
from lib.alphabetical import Alphabetical
from lib.secrets import Purpose, draw_token, fingerprint, seal, token_fingerprint
from passport.confirmations.rules import INVITE_MINUTES, NoLongerOpenError, findable_people, is_peer
from passport.models import Confirmation, Proposal, SeenInvite, Skill, SourceKind

LABEL = "Je t’ai vu faire"
OFFER_REF = Purpose("the address of an offer", prefix="passport.seen:")
SEEN_WORDS = Purpose("the words of a code shown by who was seen", prefix="passport.seen ")


class AlreadyOfferedError(Exception):
    """This peer offered this skill to the same member before, in other words."""


def peers_of(person: User) -> list[User]:
    """Return whom a person may offer a skill to: those who may be found in their groups. Only a peer offers."""
    if not is_peer(person):
        return []
    found = User.objects.filter(pk__in=findable_people(person).values("user"))
    return list(found.order_by(Alphabetical("display_name"), "username"))


def _ref(person: User, skill: Skill) -> str:
    """Return the reference of an offer in addresses: one per person and skill, which reveals neither."""
    return fingerprint(OFFER_REF, f"{person.pk}:{skill.pk}")[:32]


def offer(person: User, receiver: User, skill: Skill, face: str, sentence: str) -> Proposal:
    """Offer a skill, once: the same words sent twice are the same offer. Raises AlreadyOfferedError for others."""
    proposal, created = Proposal.objects.get_or_create(
        member=receiver,
        skill=skill,
        face=face,
        source_kind=SourceKind.SEEN,
        source_ref=_ref(person, skill),
        defaults={"source_label": LABEL, "offered_by": person, "offered_as": str(person), "sentence": sentence},
    )
    if not created and proposal.sentence != sentence:
        raise AlreadyOfferedError
    return proposal


def shown_by(member: User) -> SeenInvite | None:
    """Return the code the member shows now, or None."""
    shown = SeenInvite.objects.open().filter(member=member).first()
    return shown if shown and shown.token else None


@transaction.atomic
def show(member: User) -> SeenInvite:
    """Return the code to show: the one shown already while it lasts, else a new one for INVITE_MINUTES."""
    User.objects.select_for_update().get(pk=member.pk)
    shown = shown_by(member)
    if shown is not None:
        return shown
    SeenInvite.objects.filter(member=member).delete()
    token, words, now = draw_token(), card_words.draw_words(), timezone.now()
    return SeenInvite.objects.create(
        member=member,
        token_hash=token_fingerprint(token),
        words_hmac=_words_hmac(words),
        sealed=seal({"token": token, "words": words}),
        made_at=now,
        until=now + datetime.timedelta(minutes=INVITE_MINUTES),
    )


def _words_hmac(words: list[str]) -> str:
    """Return the fingerprint of the words: never that of a card's words, nor of a group's."""
    return fingerprint(SEEN_WORDS, " ".join(words))


def find(words: list[str], person: User) -> SeenInvite | None:
    """Return the code these words lead this person to, or None."""
    return SeenInvite.objects.open_to(person).filter(words_hmac=_words_hmac(words)).first()


def has_answered(shown: SeenInvite, person: User) -> bool:
    """Return whether this person used this code: it serves once for each person."""
    return Proposal.objects.of(shown.member).filter(offered_by=person, created_at__gte=shown.made_at).exists()


@transaction.atomic
def answer(shown: SeenInvite, person: User, skill: Skill, face: str, sentence: str) -> Proposal:
    """Offer a skill to the member who shows this code, once: the same words sent twice are the same offer.

    Raises NoLongerOpenError when the code was put away meanwhile or has served this person, and AlreadyOfferedError.
    """
    same = Proposal.objects.of_event(SourceKind.SEEN, _ref(person, skill)).filter(member=shown.member, face=face)
    sent = same.filter(sentence=sentence).first()
    if sent is not None:
        return sent
    standing = SeenInvite.objects.open_to(person).select_for_update(of=("self",)).filter(pk=shown.pk).first()
    if standing is None or has_answered(standing, person):
        raise NoLongerOpenError
    return offer(person, standing.member, skill, face, sentence)


@transaction.atomic
def take_back(proposal: Proposal) -> None:
    """Take an offer back, taken or not: its sentence disappears everywhere at once. The receiver's entry stays."""
    held = Proposal.objects.select_for_update().filter(pk=proposal.pk).first()
    if held is None:
        return
    confirmation = Confirmation.objects.filter(offer=held).first()  # it may have been accepted since it was read
    if confirmation is not None:
        confirmation.withdraw()
    held.delete()
