"""What the file of one’s own data tells of questions to other groups. Erasing an account takes its rows with it."""

from typing import Any

from accounts.models import User
from content.models import ColleagueAnswer, ColleagueQuestion, ColleagueReader


def export(user: User) -> dict[str, Any]:
    """Return what a member asked other groups, what they answered, whether they read. Three queries.

    What others wrote, a question that they answered or an answer that they read, is not theirs.
    """
    asked = ColleagueQuestion.objects.filter(author=user).select_related("author")
    given = ColleagueAnswer.objects.filter(author=user).select_related("author")
    reads = ColleagueReader.objects.filter(user=user).first()
    return {
        "questions aux autres groupes": [
            {
                "la situation": each.situation,
                "ce qui a déjà été essayé": each.already_tried,
                "les mots peuvent être repris dans une fiche": each.lends_words,
                **_what_became_of(each),
            }
            for each in asked
        ],
        "réponses à d’autres groupes": [
            {"ce qui a aidé": each.text, "a aidé": each.has_helped, **_what_became_of(each)} for each in given
        ],
        "lit les questions d’autres groupes depuis le": reads.since if reads else None,
    }


def _what_became_of(text: ColleagueQuestion | ColleagueAnswer) -> dict[str, Any]:
    return {
        "envoyé le": text.sent_on,
        "où ça en est": text.get_state_display(),
        "signature": text.signature,
        "remarque": text.reason,
    }
