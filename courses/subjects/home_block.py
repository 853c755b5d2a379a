"""On the home of who sits in the committee of lessons: that subjects wait for what they think."""

from django.urls import reverse

from accounts.home_blocks import Block, Line, Parts, part_of_learning
from accounts.models import User
from accounts.requests import MemberRequest
from courses.models import CommitteeSeat, Subject, SubjectOpinion
from courses.models.committee import CommitteeSeatQuerySet

TITLE, WAITING = "Le comité des leçons", "Des sujets attendent ce que vous pensez"


def waiting(user: User) -> CommitteeSeatQuerySet:
    """Return the seat of a person, if they sit today."""
    return CommitteeSeat.objects.in_force().filter(user=user)


def blocks(request: MemberRequest, parts: Parts) -> list[Block]:
    """Return the block of who sits; one query."""
    given = SubjectOpinion.objects.filter(seat__user=request.user).values("subject")
    waits = Subject.objects.proposed().exclude(pk__in=given).exists()
    page = reverse("courses:committee")
    lines = [Line(WAITING, page)] if waits else ()
    return [Block(part_of_learning(parts), TITLE, lines=lines, door=Line("Lire les sujets proposés", page))]
