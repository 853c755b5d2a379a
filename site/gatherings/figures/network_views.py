"""/reseau/chiffres/: the sums of the groups, for the coordination."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import coordination_only
from accounts.requests import MemberRequest
from accounts.sign_in import second_factor_for_power as power
from gatherings.figures import network


@never_cache
@power.required
@coordination_only
@require_safe
def sums(request: MemberRequest) -> HttpResponse:
    """Show the sums of the last years; never a group, nor how many signed."""
    return render(request, "gatherings/network_figures.html", {"years": network.years()})
