"""The block of the home that the passport makes: what finished modules and workshops propose to keep."""

from accounts.home_blocks import Block, Parts, part_of_learning
from accounts.requests import MemberRequest
from passport.models import Proposal
from passport.models.entry import SourceKind

TEMPLATE = "passport/includes/news.html"
SHOWN = 3  # the passport shows them all


def blocks(request: MemberRequest, parts: Parts) -> list[Block]:
    """Return the block of the events that propose skills, those of other people left out; one query."""
    proposals = Proposal.objects.of(request.user).pending().exclude(source_kind=SourceKind.SEEN)
    found = proposals.values_list("source_kind", "source_ref", "source_label")
    events = {(kind, ref): {"kind": kind, "ref": ref, "label": label} for kind, ref, label in found}
    return [Block(part_of_learning(parts), template=TEMPLATE, card=list(events.values())[:SHOWN])] if events else []
