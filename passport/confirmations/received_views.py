"""/passeport/confirmations/: what was written about the member's entries, what they asked and are asked."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Membership
from accounts.requests import MemberRequest
from passport import permissions
from passport.models import Confirmation

CONFIRMATIONS_PER_PAGE = 50
State = Confirmation.State


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """List what to read, what the member is asked, what waits, what is kept. Asked and declined read the same."""
    mine = Confirmation.objects.on_entries_of(request.user).select_related("entry__skill").with_names()
    context = {
        "to_read": mine.to_read(),
        "asked": Confirmation.objects.asked_of(request.user)
        .with_names()
        .select_related("entry__skill", "entry__member"),
        "waiting": mine.requests(),
        "withdrawn": mine.filter(state=State.WITHDRAWN),
        "aside": mine.filter(state=State.SET_ASIDE),
        "page_obj": Paginator(mine.accepted(), CONFIRMATIONS_PER_PAGE).get_page(request.GET.get("page")),
        "memberships": Membership.objects.current().filter(user=request.user).select_related("peer_group"),
    }
    return render(request, "passport/confirmations.html", context)


@require_safe
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """Show the holder one confirmation in full, to keep or to leave aside."""
    confirmation = permissions.own_confirmation(request, pk)
    context = {"confirmation": confirmation, "entry": confirmation.entry, "State": State}
    return render(request, "passport/confirmation.html", context)


@require_POST
def accept(request: MemberRequest, pk: int) -> HttpResponse:
    """Put a confirmation in the passport."""
    confirmation = permissions.own_confirmation(request, pk)
    if confirmation.accept():
        messages.success(request, "C’est dans votre passeport. Vous pouvez la montrer dans vos prochains partages.")
    return redirect(confirmation.entry)


@require_POST
def set_aside(request: MemberRequest, pk: int) -> HttpResponse:
    """Leave a confirmation aside, or take it out: nobody is told."""
    if permissions.own_confirmation(request, pk).set_aside():
        messages.success(request, "C’est laissé de côté, partout. Personne ne le saura. Vous pourrez y revenir.")
    return redirect("passport:confirmations")


@require_POST
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a request back; or close the notice that a confirmation was withdrawn, once it is read."""
    asked = permissions.own_request(request, pk)
    if not asked.cancel():
        messages.info(request, "La réponse vient d’arriver. Vous pouvez la lire, puis la garder ou la laisser.")
    elif asked.state != State.WITHDRAWN:
        messages.success(request, "Votre demande est annulée.")
    return redirect("passport:confirmations")


@require_POST
def findable(request: MemberRequest, pk: int) -> HttpResponse:
    """Set whether the member may be found in one of their groups."""
    mine = Membership.objects.current().filter(user=request.user).select_related("peer_group")
    membership = get_object_or_404(mine, pk=pk)
    membership.findable = "findable" in request.POST
    membership.save(update_fields=["findable"])
    said = "On peut maintenant vous y trouver" if membership.findable else "On ne vous y trouve plus"
    messages.success(request, f"{said}\N{NO-BREAK SPACE}: {membership.peer_group.name}.")
    return redirect("passport:confirmations")
