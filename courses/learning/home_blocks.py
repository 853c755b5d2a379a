"""The blocks of the home that training makes: the office, then what one learns."""

from accounts.home_blocks import Block, Part, Parts, part_of_learning
from accounts.requests import MemberRequest
from courses.learning.home_cards import cards_for

OFFICE, LEARNING = "courses/includes/office_block.html", "courses/includes/learning_block.html"


def blocks(request: MemberRequest, parts: Parts) -> list[Block]:
    """Return the office with its hand-overs, if any; then the lesson to go on with, unless the office leads to one."""
    cards, found = cards_for(request.user), []
    if cards.office or cards.hand_overs:
        found.append(Block(Part.ELECTED, template=OFFICE, card=cards, has_button=cards.office_leads))
    if cards.resume or not cards.office_leads:
        found.append(Block(part_of_learning(parts), template=LEARNING, card=cards, has_button=True))
    return found
