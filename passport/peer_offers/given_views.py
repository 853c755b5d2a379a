"""/passeport/confirmations/donnees/: what a member wrote for others, and taking it back."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from accounts.shared_groups import ELSEWHERE, together_with
from passport import permissions
from passport.confirmations.received_views import CONFIRMATIONS_PER_PAGE
from passport.models import Confirmation, Proposal
from passport.peer_offers import rules as peer_offers


@require_safe
def given(request: MemberRequest) -> HttpResponse:
    """List what the member wrote for others, without saying whether it was kept."""
    written = Confirmation.objects.given_by(request.user).select_related("entry__skill", "entry__member")
    offers = Proposal.objects.filter(offered_by=request.user).select_related("skill", "member")
    context = {
        "together": together_with(request.user),
        "elsewhere": ELSEWHERE,
        "page_obj": Paginator(written.order_by("-written_at", "-pk"), CONFIRMATIONS_PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "offers": offers.order_by("-created_at", "-pk"),
    }
    return render(request, "passport/confirmations_given.html", context)


@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take back what the member wrote: it disappears everywhere at once."""
    permissions.given_by_me(request, pk).withdraw()
    messages.success(request, "C’est repris. Vos mots ne se montrent plus nulle part.")
    return redirect("passport:confirmations_given")


@require_POST
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Take back a « Je t’ai vu faire »."""
    peer_offers.take_back(permissions.offered_by_me(request, pk))
    messages.success(request, "C’est repris. Vos mots ne se montrent plus nulle part.")
    return redirect("passport:confirmations_given")
