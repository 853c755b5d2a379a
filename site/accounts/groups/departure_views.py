"""/groupe/<slug>/<pk>/depart/: somebody leaves the group; those who run it note the day."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from accounts import permissions
from accounts.groups import leaving
from accounts.groups.departure_forms import DepartureForm
from accounts.groups.leaving import DepartureRefusedError
from accounts.models import Membership, User
from accounts.permissions import membership_for
from accounts.requests import MemberRequest
from lib.french_dates import write_day
from lib.http import form_view, render_form


@form_view
def departure(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Say what a departure ends and what stays the person's; note its day."""
    membership = membership_for(request.user, slug, pk, permissions.can_note_departure)
    form = DepartureForm(request.POST if request.method == "POST" else None, initial={"last_day": membership.ends_on})
    if request.method == "POST" and form.is_valid() and _is_noted(form, membership, request.user):
        day = write_day(form.cleaned_data["last_day"], "j F Y")
        messages.success(request, f"{membership.user}\N{NO-BREAK SPACE}: le départ est noté pour le {day}.")
        if permissions.runs(request.user, membership.peer_group):
            return redirect("groups:people", slug)
        return redirect("accounts:home")
    context = {
        "membership": membership,
        "group": membership.peer_group,
        "mandates": membership.mandates.standing().order_by("starts_on"),
        "refusal": leaving.refusal_of(membership, timezone.localdate()),
        "is_own": membership.user_id == request.user.pk,
    }
    return render_form(request, "accounts/departure.html", form, **context)


def _is_noted(form: DepartureForm, membership: Membership, by: User) -> bool:
    """Note the departure; return False, with the reason beside the day, when the group may not."""
    try:
        leaving.note(membership, form.cleaned_data["last_day"], by)
    except DepartureRefusedError as error:
        form.add_error("last_day", error.refusal.label)
        return False
    return True


@require_POST
def call_off(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Take back a departure noted by mistake, while its day is not over."""
    membership = membership_for(request.user, slug, pk, permissions.can_call_off_departure)
    if leaving.call_off(membership, request.user):  # else the button was pressed twice
        messages.success(request, f"{membership.user} reste dans le groupe. Les mandats gardent la fin notée.")
    return redirect("groups:person", slug, pk)
