"""What a moderator decides of a question to other groups or of an answer: before it shows, once, never after.

The desk is told of no author. Nobody reads what they wrote themselves.
"""

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from content.models import ColleagueAnswer, ColleagueQuestion
from lib.secrets import Purpose, fingerprint

SEEN = Purpose("what a moderator reads of a text between groups", prefix="content.colleagues:")
State = ColleagueQuestion.State
Text = ColleagueQuestion | ColleagueAnswer
# The word of the address of each kind of text, and where its rows are.
KINDS: dict[str, type[Text]] = {"question": ColleagueQuestion, "reponse": ColleagueAnswer}


def waiting(kind: str, user: User) -> QuerySet[Any]:
    """Return the texts of a kind that wait for this moderator, the oldest first: what others wrote."""
    if kind == "reponse":
        return ColleagueAnswer.objects.waiting_for(user).select_related("author", "question")
    return ColleagueQuestion.objects.waiting_for(user).select_related("author")


def seen_of(text: Text) -> str:
    """Return the fingerprint of what a moderator reads of a text: its words, the name that signs it."""
    return fingerprint(SEEN, f"{text.pk}\n{text.signature}\n{text.text}")


def decide(kind: str, pk: int, user: User, seen: str, *, reason: str) -> bool:
    """Publish a text that was read as `seen`, or refuse it with a `reason`, for who wrote it.

    Return False, changing nothing, when another moderator was faster, or when its author withdrew it or took
    their name off meanwhile.
    A name that its author has no longer is taken off: nobody read the one they have.
    """
    read = waiting(kind, user).filter(pk=pk).first()
    if read is None or seen_of(read) != seen:
        return False
    state = State.REFUSED if reason else State.PUBLISHED
    decided = {"state": state, "reason": reason, "signed_as": read.signature, "has_news": bool(reason)}
    still = KINDS[kind].objects.filter(pk=pk, state=State.SENT, signed_as=read.signed_as)
    with transaction.atomic():
        if kind == "reponse":  # the question first, as whoever withdraws it
            list(ColleagueQuestion.objects.select_for_update().filter(pk=read.question_id))
        is_done = bool(still.update(**decided, decided_on=timezone.localdate()))
        if is_done and kind == "reponse" and not reason:
            ColleagueQuestion.objects.filter(pk=read.question_id).update(has_news=True)
    return is_done
