"""The first screen of the passport: its entries, what is proposed, the shares that are open."""

from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from passport.confirmations.rules import to_look_at
from passport.entries.proposal_views import events_of
from passport.models import Entry, Opening, Proposal, Reply, Share

ENTRIES_PER_PAGE = 50
OPENINGS_SHOWN = 2


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show entries, pending proposals by event, open shares with their latest openings, in a fixed count of queries."""
    entries = Entry.objects.of(request.user).standing().with_skill().with_confirmations().prefetch_related("occasions")
    openings = Opening.objects.shown()[:OPENINGS_SHOWN]
    shares = Share.objects.of(request.user).open().prefetch_related(Prefetch("openings", openings, to_attr="latest"))
    proposals = Proposal.objects.of(request.user)
    context = {
        "page_obj": Paginator(entries, ENTRIES_PER_PAGE).get_page(request.GET.get("page")),
        "events": events_of(list(proposals.pending().select_related("skill").with_names())),
        "has_aside": proposals.aside().exists(),
        "has_removed": Entry.objects.of(request.user).removed().exists(),
        "shares": shares,
        **to_look_at(request.user),
        "unread": Reply.objects.of(request.user).unread().select_related("share"),
    }
    return render(request, "passport/index.html", context)
