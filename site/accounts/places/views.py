"""Accept a place with one's own code, on the device of who gives it or in one's own account; confirm places."""

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import names, next_step, permissions, reauthentication
from accounts.permissions import group_for
from accounts.places import given, proof
from accounts.places.forms import TOO_MANY, WRONG, AcceptForm, ConfirmForm, HolderProofForm
from accounts.places.given import GivenPlace
from accounts.requests import MemberRequest
from accounts.secret_code import rules as secret_code
from accounts.secret_code.page import IMAGES, GiveCode, wanted_kind
from directory.models import PeerGroup
from lib.http import form_view, render_form

PAGE = "accounts/place_accept.html"


@never_cache
@sensitive_post_parameters("proof", "picture")
@form_view
def accept_here(request: MemberRequest, slug: str, kind: str, pk: int) -> HttpResponse:
    """Let the holder of a place give their own code, on the device that who gives the place passes to them."""
    group = get_object_or_404(PeerGroup, slug=slug)
    place = given.find(group, kind, pk)
    if place is None or not given.may_receive(request.user, place, given.given_by_such(request.user, group)):
        raise Http404
    holder = place.membership.user
    if reauthentication.gives_code(holder) and wanted_kind(request) == IMAGES:
        return _by_pictures(request, place)
    form = HolderProofForm(request.POST if request.method == "POST" else None, user=holder, giver=request.user)
    if request.method == "POST":
        if limited := ratelimit.consume_or_429(request, action="reauthenticate", user=request.user):
            return limited
        if form.is_valid():
            return _accepted(request, place)
    return render_form(request, PAGE, form, entry=None, **_context(request, place))


def _context(request: MemberRequest, place: GivenPlace) -> dict[str, object]:
    holder = place.membership.user
    return {
        "place": place,
        "back": _back(request, place),
        "gives_code": reauthentication.gives_code(holder),
        "can_prove": reauthentication.can_be_given(holder),
    }


def _back(request: MemberRequest, place: GivenPlace) -> str:
    """Return the address of the places; of the account, for who has passed their own office on."""
    group = place.membership.peer_group
    if permissions.can_enter_group(request.user, group):
        return reverse("groups:places", args=[group.slug])
    return reverse("accounts:home")


def _by_pictures(request: MemberRequest, place: GivenPlace) -> HttpResponse:
    page = GiveCode(request, f"place:{place.kind}:{place.pk}")
    if page.given is not None:
        holder = place.membership.user
        may_guess = proof.may_guess(request.user, holder)
        if may_guess and secret_code.is_right(holder, page.given):
            page.forget()
            return _accepted(request, place)
        page.refuse(WRONG if may_guess else TOO_MANY)
    return page.answer(PAGE, **_context(request, place))


def _accepted(request: MemberRequest, place: GivenPlace) -> HttpResponse:
    given.accept(place)
    proof.give_back(request.user, place.membership.user)
    messages.success(request, f"{place.membership.user} : la place est acceptée. Reprenez votre appareil.")
    return redirect(_back(request, place))


@never_cache
@form_view
def my_places(request: MemberRequest) -> HttpResponse:
    """Ask the member whether they accept the places that the coordination confirmed; they may put it off."""
    places = given.confirmed_for(request.user)
    if not places:
        return redirect(next_step.target(request))
    if not reauthentication.is_fresh(request, entering=True):
        return reauthentication.ask(request)
    form = AcceptForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        request.session[given.SEEN] = True
        if form.cleaned_data["answer"] == AcceptForm.YES:
            for place in places:
                given.accept(place)
            messages.success(request, "C’est accepté. Vous pouvez maintenant vous occuper du groupe.")
        return redirect(next_step.onward(request))
    return render_form(request, "accounts/my_places.html", form, places=places)


@never_cache
@form_view
def places(request: MemberRequest, slug: str) -> HttpResponse:
    """Show who gave which place, and whether it is accepted and confirmed; the coordination confirms here."""
    group = group_for(request.user, slug, permissions.can_enter_group)
    listed = given.places_of(group)
    may_confirm = permissions.is_coordinator(request.user)
    form = ConfirmForm(request.POST if request.method == "POST" else None, places=listed)
    if request.method == "POST":
        if not may_confirm:
            raise Http404
        if form.is_valid() and _is_confirmed(form, request):
            messages.success(request, f"{form.place.membership.user} : c’est confirmé.")
            return redirect("groups:places", slug)
    kinds = given.given_by_such(request.user, group)
    known = [group] if permissions.runs(request.user, group) else []
    called = names.told_apart({place.membership.user for place in listed}, known)
    rows = [
        {
            "place": place,
            "name": called[place.membership.user_id],
            "may_receive": given.may_receive(request.user, place, kinds),
            "may_confirm": may_confirm and place.confirmed_by != request.user,
        }
        for place in listed
    ]
    return render_form(request, "accounts/places.html", form, group=group, rows=rows, may_confirm=may_confirm)


def _is_confirmed(form: ConfirmForm, request: MemberRequest) -> bool:
    try:
        given.confirm(form.place, request.user)
    except given.CannotConfirmError as error:
        form.add_error(None, forms.ValidationError(str(error)))
        return False
    return True
