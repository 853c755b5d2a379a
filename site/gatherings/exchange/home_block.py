"""On the home of whoever agreed to a meeting: with whom and when, then whether it took place; the next ones first."""

from accounts.home_blocks import Block, Parts, part_of_learning
from accounts.models import User
from accounts.requests import MemberRequest
from gatherings.exchange import meeting_words
from gatherings.models import Meeting, MeetingQuerySet

TEMPLATE = "gatherings/includes/home_meetings.html"
MOST = 5


def waiting(user: User) -> MeetingQuerySet:
    """Return the meetings that the home of a person tells of."""
    return Meeting.objects.settled_for(user)


def blocks(request: MemberRequest, parts: Parts) -> list[Block]:
    """Return the block of who agreed to a meeting; one query."""
    found = meeting_words.whole(waiting(request.user)).next_first()[:MOST]
    told = meeting_words.read_each(found, request.user)
    return [Block(part_of_learning(parts), template=TEMPLATE, card=told)]
