"""Of the exchange, what « Tout ce que le site sait de moi » tells: one's own side, never who the other is."""

from typing import Any

from accounts.models import User
from gatherings.exchange import meeting_words
from gatherings.models import Mediator, Meeting, Wish

STATES = {"asked": "à répondre", "waiting": "j’ai dit oui", "agreed": "convenue", "off": "n’aura pas lieu"}


def export(user: User) -> dict[str, Any]:
    """Return the wishes of a person, the moments proposed to them, and their places among those who put in touch."""
    wishes = Wish.objects.filter(wish_list__membership__user=user).select_related(
        "skill", "wish_list__membership__peer_group"
    )
    found = meeting_words.whole(Meeting.objects.of(user)).order_by("starts_at", "pk")
    read = meeting_words.read_each(found, user)
    places = Mediator.objects.filter(membership__user=user).select_related("membership__peer_group").order_by("pk")
    return {
        "mes souhaits": [
            {
                "groupe": each.wish_list.membership.peer_group.name,
                "souhait": each.get_side_display(),
                "compétence": each.skill.label,
                "jusqu’au": each.wish_list.ends_on,
            }
            for each in wishes.order_by("skill__label", "pk")
        ],
        "rencontres à deux": [_meeting(each) for each in read],
        "mettre en relation": [
            {"groupe": each.membership.peer_group.name, "proposé le": each.named_on, "accepté le": each.accepted_at}
            for each in places
        ],
    }


def _meeting(read: meeting_words.Read) -> dict[str, Any]:
    return {
        "compétence": read.meeting.skill.label,
        "mon souhait": read.side.label,
        "moment": read.moment,
        "lieu": read.meeting.place,
        "où elle en est": STATES.get(read.state, "passée"),
    }
