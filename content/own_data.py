"""What content tells of a person in « Tout ce que le site sait de moi »."""

from typing import Any

from django.db.models import QuerySet

from accounts.models import User
from content.models import Question, Tried


def export(user: User) -> dict[str, Any]:
    """The lines a person left under practice sheets, what they were told of them, the questions they answered.

    What a person asked is not there: nothing says that they asked it.
    """
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
        ],
        "réponses écrites comme pair-advocate": _days(Question.objects.filter(drafted_by=user)),
        "réponses relues comme pair-advocate": _days(Question.objects.filter(read_by=user)),
    }


def _days(questions: QuerySet[Question]) -> list[dict[str, Any]]:
    """Questions by their day and their state: their words are nobody's here."""
    return [{"question posée le": each.asked_on, "où ça en est": each.get_state_display()} for each in questions]
