"""What the file of one’s own data tells of the committee of lessons. Erasing an account takes its rows with it."""

from typing import Any

from accounts.models import User
from courses.models import CommitteeSeat, Subject, SubjectOpinion


def export(user: User) -> dict[str, Any]:
    """Return the subjects of a member that wait, their seat, and what they think of the subjects that wait.

    Once a subject is decided, nobody knows whose it was, nor who thought what. Three queries.
    """
    proposed = Subject.objects.proposed().filter(author=user)
    seat = CommitteeSeat.objects.filter(user=user).first()
    opinions = SubjectOpinion.objects.filter(seat__user=user).select_related("subject").order_by("pk")
    return {
        "sujets proposés": [
            {"le sujet": each.title, "ce que l’on voudrait savoir faire": each.words, "proposé le": each.proposed_on}
            for each in proposed
        ],
        "ma place au comité": seat
        and {"offerte le": seat.offered_on, "confirmée le": seat.confirmed_at, "jusqu’au": seat.ends_on},
        "mes avis sur les sujets qui attendent": [
            {"le sujet": each.subject.title, "je le retiens": each.keeps} for each in opinions
        ],
    }
