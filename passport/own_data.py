"""The passport's part of « Tout ce que le site sait de moi »: all of it, set aside and removed lines included."""

from typing import Any

from accounts.models import User
from passport.models import Entry, Proposal, Share


def export(user: User) -> dict[str, Any]:
    """Lines, proposals and shares, in French keys. No token and no code: the file may be left on a computer."""
    lines = Entry.objects.of(user).with_skill().prefetch_related("occasions")
    shares = Share.objects.of(user).prefetch_related("items", "openings", "replies")
    return {
        "lignes": [_line(line) for line in lines],
        "propositions": [_proposal(proposal) for proposal in Proposal.objects.of(user).select_related("skill")],
        "partages": [_share(share) for share in shares],
    }


def _line(entry: Entry) -> dict[str, Any]:
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
        "fois": [{"le": time.happened_on, "à quelle occasion": time.source_label} for time in entry.occasions.all()],
    }


def _proposal(proposal: Proposal) -> dict[str, Any]:
    return {
        "compétence": proposal.skill.label,
        "après": proposal.source_label,
        "le": proposal.happened_on,
        "état": proposal.get_state_display(),
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
        "compétences montrées": [item.frozen["title"] for item in share.items.all()],
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
