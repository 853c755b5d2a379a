"""/groupe/<slug>/<pk>/: what one member does in the group. Nothing there tells of learning."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts import journal, permissions
from accounts.groups.person_forms import FACILITATOR, MembershipForm
from accounts.mandates import rules as mandates
from accounts.models import GroupAct, User
from accounts.permissions import member_for
from accounts.requests import MemberRequest
from lib.http import form_view, render_form


@form_view
def person(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Show what this member does in the group, and change it."""
    membership = member_for(request.user, slug, pk)
    may = permissions.can_name_facilitator(request.user, membership.peer_group)
    form = MembershipForm(
        request.POST if request.method == "POST" else None, instance=membership, may_name_facilitator=may
    )
    if request.method == "POST" and keep(form, request.user):
        messages.success(request, f"{membership.user} : c’est gardé.")
        if "role" in form.changed() and membership.role == FACILITATOR:
            return redirect("groups:place_accept", slug, "animation", pk)
        return redirect("groups:people", slug)
    context = {
        "membership": membership,
        "group": membership.peer_group,
        "mandates": membership.mandates.standing().order_by("starts_on"),
        "may_print": permissions.can_print_card(request.user, membership),
        "may_help_with_code": permissions.can_help_with_code(request.user, membership),
        "may_note_departure": permissions.can_note_departure(request.user, membership),
    }
    return render_form(request, "accounts/person.html", form, **context)


@transaction.atomic
def keep(form: MembershipForm, by: User) -> bool:
    """Save what the form changes, with its lines in the group's journal; return False when it has errors.

    It is read while nobody records a mandate of this person: an employee holds none.
    """
    membership = form.instance
    mandates.lock(membership)
    if not form.is_valid():
        return False
    membership.save(update_fields=form.give(by))
    for change in form.changes():
        journal.record(membership.peer_group, GroupAct.Kind.ROLE_CHANGED, by, membership.user, change)
    return True
