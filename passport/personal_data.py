"""The passport's part of « Tout ce que le site sait de moi »: everything, set aside and removed entries included."""

from typing import Any

from django.db.models import Prefetch

from accounts.models import User
from accounts.shared_groups import ELSEWHERE, together_with
from passport.models import Confirmation, Entry, Proposal, SeenInvite, Share, ShareItem
from passport.querysets import BATCH


def export(user: User) -> dict[str, Any]:
    """Return the member's entries, proposals, confirmations and shares, with French keys.

    No token and no code: the file may be left on a computer. Nor what others did with what this member gave them.
    """
    confirmations = Confirmation.objects.with_names().select_related("confirmer", "spoken_for")
    entries = (
        Entry.objects.of(user).with_skill().prefetch_related("occasions", Prefetch("confirmations", confirmations))
    )
    shares = Share.objects.of(user).prefetch_related("items", "openings", "replies")
    together = together_with(user)
    return {
        "lignes": [_entry(entry) for entry in entries.iterator(BATCH)],
        "propositions": [
            _proposal(proposal) for proposal in Proposal.objects.of(user).select_related("skill").with_names()
        ],
        "confirmations que j’ai écrites": _given(user, together),
        "confirmations que l’on me demande": [
            {"par": asked.asker_name, "pour": asked.entry.title, "le": asked.asked_at}
            for asked in Confirmation.objects.asked_of(user)
            .with_names()
            .select_related("entry__skill", "entry__member")
        ],
        "je t’ai vu faire, dit à d’autres": [
            {
                "à": str(offer.member) if offer.member_id in together else ELSEWHERE,
                "mon nom ce jour-là": offer.offered_as,
                "compétence": offer.skill.label,
                "phrase": offer.sentence,
                "le": offer.created_at,
            }
            for offer in Proposal.objects.filter(offered_by=user).select_related("skill", "member")
        ],
        "code que je montre pour « je t’ai vu faire », jusqu’à": [
            shown.until for shown in SeenInvite.objects.filter(member=user)
        ],
        "partages": [_share(share) for share in shares.iterator(BATCH)],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "titre": entry.title,
        "face": entry.get_face_display(),
        "comment ça s’est passé": entry.get_practice_display(),
        "combien de fois": entry.get_frequency_display() if entry.frequency else "",
        "avec mes mots": entry.own_words,
        "ce que j’ai fait": entry.task,
        "où, avec qui": entry.setting,
        "à plusieurs": entry.is_collective,
        "ma part": entry.my_part,
        "ajoutée le": entry.created_at,
        "retirée le": entry.removed_at,
        "fois": [{"quand": time.when, "à quelle occasion": time.source_label} for time in entry.occasions.all()],
        "confirmations": [_received(each) for each in entry.confirmations.all()],
    }


def _received(confirmation: Confirmation) -> dict[str, Any]:
    """Asked and declined read the same here too; the person asked is named alike until they write."""
    asked = {"demandée le": confirmation.asked_at, "état": confirmation.get_state_display()}
    if confirmation.written_at is None:
        return asked | {"à": confirmation.asked_name}
    return {
        **asked,
        "par": confirmation.writer_name,
        "à propos de": confirmation.title,
        "faite à plusieurs": confirmation.with_others,
        "ma part dont elle parle": confirmation.part,
        "écrite le": confirmation.written_at,
        "comme": confirmation.get_capacity_display(),
        "de quelle association": str(confirmation.spoken_for or ""),
        "nom montré": confirmation.name_shown,
        "phrase": confirmation.sentence,
        "ce qui a été vu": confirmation.indicator_texts,
        "la personne était là": confirmation.was_present,
    }


def _given(user: User, together: frozenset[int]) -> list[dict[str, Any]]:
    return [
        {
            "pour": str(given.entry.member) if given.entry.member_id in together else ELSEWHERE,
            "mon nom ce jour-là": given.written_as,
            "compétence": given.title,
            "écrite le": given.written_at,
            "comme": given.get_capacity_display(),
            "de quelle association": str(given.spoken_for or ""),
            "nom montré": user.display_name if given.shown_name else "",
            "phrase": given.sentence,
            "ce que j’ai vu": given.indicator_texts,
            "j’étais là": given.was_present,
        }
        for given in Confirmation.objects.given_by(user).select_related("entry__skill", "entry__member", "spoken_for")
    ]


def erase(user: User) -> None:
    """Remove the member's name from what they wrote for others, in what shares store of it too.

    What they were asked and had not written is deleted.
    """
    mine = Confirmation.objects.filter(confirmer=user)
    mine.unanswered().delete()
    mine.update(shown_name="", written_as="")
    Proposal.objects.filter(offered_by=user).update(offered_as="")
    ShareItem.objects.filter(entry__in=mine.values("entry")).forget_gone_words()


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "compétence": proposal.skill.label,
        "après": proposal.source_label,
        "le": proposal.happened_on,
        "état": proposal.get_state_display(),
        "par": proposal.offered_by_name,
        "phrase": proposal.sentence,
    }


def _share(share: Share) -> dict[str, Any]:
    return {
        "pour": share.recipient_label,
        "nom montré": share.shown_name,
        "ce que je cherche": share.looking_for,
        "ce qui m’aide": share.how_helped,
        "groupe montré": share.group_name,
        "comment": share.get_way_display(),
        "ouvert le": share.opens_at,
        "ouvert jusqu’au": share.closes_at,
        "arrêté le": share.stopped_at,
        "compétences montrées": [item.title for item in share.items.all()],
        "ouvertures": [
            {"le": opening.opened_at, "par": opening.declared_reader, "quoi": opening.get_outcome_display()}
            for opening in share.openings.all()
        ],
        "réponses": [
            {
                "le": reply.created_at,
                "nom": reply.name,
                "organisme": reply.organisation,
                "pour répondre": reply.contact,
                "message": reply.text,
            }
            for reply in share.replies.all()
        ],
    }
