"""Of « Demandes », what the passport knows: confirmations asked and written, skills offered, answers to a share."""

from django.urls import reverse

from accounts.awaited import Kind, Request
from accounts.models import User
from passport.models import Confirmation, Proposal, Reply
from passport.models.entry import SourceKind
from passport.querysets import ProposalQuerySet

SOMEBODY = "Quelqu’un"  # whose account is erased


def _asked(user: User, most: int) -> list[Request]:
    asked = Confirmation.objects.asked_of(user).with_names().select_related("entry__skill", "entry__member")
    return [
        Request(f"{each.asker_name} vous demande une confirmation : {each.entry.title}", _answer(each))
        for each in asked.order_by("asked_at", "pk")[:most]
    ]


def _answer(asked: Confirmation) -> str:
    return reverse("passport:confirm_asked", args=[asked.pk])


def _written(user: User, most: int) -> list[Request]:
    written = (
        Confirmation.objects.on_entries_of(user).to_read().with_names().select_related("entry__skill", "confirmer")
    )
    return [
        Request(
            f"{each.writer_name or SOMEBODY} vous a écrit : {each.entry.title}",
            reverse("passport:confirmation", args=[each.pk]),
        )
        for each in written.order_by("written_at", "pk")[:most]
    ]


def _peer_offers(user: User) -> ProposalQuerySet:
    return Proposal.objects.of(user).pending().filter(source_kind=SourceKind.SEEN)


def _offered(user: User, most: int) -> list[Request]:
    offers = _peer_offers(user).with_names().select_related("offered_by", "skill").order_by("pk")
    return [
        Request(
            f"{each.offered_by_name or SOMEBODY} vous a vu faire : {each.skill.label}",
            reverse("passport:proposals", args=[each.source_kind, each.source_ref]),
        )
        for each in offers[:most]
    ]


def _replies(user: User, most: int) -> list[Request]:
    unread = Reply.objects.of(user).unread().select_related("share")
    return [
        Request(
            f"{each.name} a répondu à votre partage « {each.share.recipient_label} »",
            f"{each.share.get_absolute_url()}#reponses",
        )
        for each in unread[:most]
    ]


ASKED = Kind(
    30,
    "Confirmer ce que quelqu’un sait faire",
    "circle-check",
    lambda user: [Confirmation.objects.asked_of(user)],
    _asked,
)
WRITTEN = Kind(
    40,
    "Ce que l’on a écrit sur ce que vous savez faire",
    "circle-check",
    lambda user: [Confirmation.objects.on_entries_of(user).to_read()],
    _written,
)
OFFERED = Kind(50, "« Je t’ai vu faire »", "id-card", lambda user: [_peer_offers(user)], _offered)
REPLIES = Kind(
    60, "Réponses à vos partages", "message-circle", lambda user: [Reply.objects.of(user).unread()], _replies
)
KINDS = (ASKED, WRITTEN, OFFERED, REPLIES)
