"""What content tells of a person in « Tout ce que le site sait de moi »."""

from typing import Any

from accounts.models import User
from content.models import Tried


def export(user: User) -> dict[str, Any]:
    """The lines a person left under practice sheets, with what they were told of them."""
    lines = Tried.objects.filter(user=user).select_related("practice").order_by("sent_at")
    return {
        "« j’ai essayé »": [
            {
                "fiche": line.practice.title,
                "ce que ça a donné": line.words,
                "envoyé le": line.sent_at,
                "où ça en est": line.get_state_display(),
                "remarque": line.reason,
            }
            for line in lines
        ]
    }
