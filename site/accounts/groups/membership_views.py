"""A member's own membership of a group: whether others find them there, and the way out."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from accounts.groups import leaving
from accounts.groups.forms import FindableForm
from accounts.models import Membership, User
from accounts.requests import MemberRequest
from lib.http import form_view, render_form


def _own(user: User, pk: int) -> Membership:
    """Return a present membership of the member. Raise Http404 for any other."""
    return get_object_or_404(user.memberships.current().select_related("peer_group", "user"), pk=pk)


@form_view
def my_group(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep whether the others of the group can find the member; show the way out."""
    membership = _own(request.user, pk)
    form = FindableForm(request.POST if request.method == "POST" else None, instance=membership)
    if request.method == "POST" and form.is_valid():
        form.save_choice()
        found = form.cleaned_data["findable"]
        messages.success(
            request, "On peut vous trouver dans ce groupe." if found else "On ne peut plus vous trouver dans ce groupe."
        )
        return redirect("accounts:home")
    return render_form(request, "accounts/my_group.html", form, membership=membership, group=membership.peer_group)


@form_view
def leave_group(request: MemberRequest, pk: int) -> HttpResponse:
    """Say what leaving changes; then leave the group at once."""
    if request.method == "POST":
        mine = get_object_or_404(request.user.memberships.select_related("peer_group", "user"), pk=pk)
        if leaving.leave(mine):  # else the button was pressed twice
            messages.success(request, "Vous avez quitté ce groupe. Votre passeport reste à vous.")
        return redirect("accounts:home")
    membership = _own(request.user, pk)
    lack = leaving.lack_without(membership)
    context = {"membership": membership, "group": membership.peer_group, "lack": lack.label if lack else ""}
    return render(request, "accounts/leave_group.html", context)
