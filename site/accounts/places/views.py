"""Accept a place with one's own code, on the device of who gives it or in one's own account; confirm places."""

from allauth.core import ratelimit
from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import names, next_step, permissions, reauthentication
from accounts.known_names import KnownNames
from accounts.models import User
from accounts.permissions import group_for
from accounts.places import confirmation, given, proof
from accounts.places.forms import ANEW, CHANGED, TOO_MANY, WRONG, AcceptForm, ConfirmForm, HolderProofForm
from accounts.places.given import GivenPlace
from accounts.requests import MemberRequest
from accounts.secret_code import rules as secret_code
from accounts.secret_code.page import IMAGES, GiveCode, wanted_kind
from directory.models import PeerGroup
from lib.http import form_view, render_form

PAGE = "accounts/place_accept.html"
NO_LONGER = "Cette place ne vous est plus proposée : quelqu’un l’a changée pendant ce temps. Rien n’est accepté."


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
    form = HolderProofForm(request.POST if request.method == "POST" else None, place=place, giver=request.user)
    if request.method == "POST":
        if limited := ratelimit.consume_or_429(request, action="reauthenticate", user=request.user):
            return limited
        if form.is_valid() and _is_accepted(place, request.user):
            return _accepted(request, place)
        if form.is_valid():
            form.add_error(None, ANEW)
            place = given.find(group, kind, pk) or place
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
    if request.method == "POST" and request.POST.get("seen") != place.seen:
        page.pad.clear()
        page.refuse(ANEW)
    elif page.given is not None:
        holder = place.membership.user
        may_guess = proof.may_guess(request.user, holder)
        is_right = may_guess and secret_code.is_right(holder, page.given)
        if is_right and _is_accepted(place, request.user):
            page.forget()
            return _accepted(request, place)
        page.refuse(ANEW if is_right else WRONG if may_guess else TOO_MANY)
    return page.answer(PAGE, **_context(request, place))


def _is_accepted(place: GivenPlace, giver: User) -> bool:
    """Put in force a place whose holder gave the right proof; return False when it changed meanwhile."""
    proof.give_back(giver, place.membership.user)
    try:
        given.accept(place)
    except given.PlaceChangedError:
        return False
    return True


def _accepted(request: MemberRequest, place: GivenPlace) -> HttpResponse:
    messages.success(request, f"{place.membership.user} : la place est acceptée. Reprenez votre appareil.")
    return redirect(_back(request, place))


@never_cache
@form_view
def my_places(request: MemberRequest) -> HttpResponse:
    """Ask the member whether they accept the places that the coordination confirmed; they may put it off."""
    places = given.confirmed_for(request.user)
    if not places:
        if request.method == "POST" and not request.session.get(given.SEEN):
            messages.info(request, NO_LONGER)
        return HttpResponseRedirect(next_step.target(request))
    if not reauthentication.is_fresh(request, entering=True):
        return reauthentication.ask(request)
    form = AcceptForm(request.POST if request.method == "POST" else None, places=places)
    if request.method == "POST" and form.is_valid() and _is_answered(form, request):
        request.session[given.SEEN] = True
        return HttpResponseRedirect(next_step.onward(request))
    places = given.confirmed_for(request.user) if form.errors else places
    return render_form(request, "accounts/my_places.html", form, places=places, seen=given.seen_of(places))


def _is_answered(form: AcceptForm, request: MemberRequest) -> bool:
    """Do what the member answered; return False, with the reason in the form, for a place that changed meanwhile."""
    if form.cleaned_data["answer"] == AcceptForm.YES:
        try:
            given.accept(*form.places)
        except given.PlaceChangedError:
            form.add_error(None, ANEW)
            return False
        messages.success(request, "C’est accepté. Vous pouvez maintenant vous occuper du groupe.")
    return True


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
        listed = given.places_of(group)
    kinds = given.given_by_such(request.user, group)
    known = [group] if permissions.runs(request.user, group) else []
    called = names.told_apart({place.membership.user for place in listed}, known)
    why_not = confirmation.refusals(group, request.user, listed) if may_confirm else {}
    rows = [
        {
            "place": place,
            "name": called[place.membership.user_id],
            "may_receive": given.may_receive(request.user, place, kinds),
            "needs_coordinator": given.needs_coordinator(place),
            "waits_for_coordinator": place.waits_for_coordinator or given.needs_coordinator(place),
            "may_confirm": may_confirm and place.confirmed_by != request.user and not why_not[place.kind, place.pk],
            "why_not": why_not.get((place.kind, place.pk), ""),
        }
        for place in listed
    ]
    context = {"group": group, "rows": rows, "may_confirm": may_confirm, "known": KnownNames.of(group)}
    return render_form(request, "accounts/places.html", form, **context)


def _is_confirmed(form: ConfirmForm, request: MemberRequest) -> bool:
    try:
        confirmation.confirm(form.place, request.user)
    except confirmation.CannotConfirmError as error:
        form.add_error(None, forms.ValidationError(str(error)))
    except given.PlaceChangedError:
        form.add_error(None, CHANGED)
    return not form.errors
