"""/groupe/<slug>/mandats/: who holds which office, on which days."""

import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from accounts import permissions
from accounts.known_names import KnownNames
from accounts.mandates import rules, second_hand
from accounts.mandates.forms import CorrectMandateForm, EndMandateForm, RecordMandateForm, TakeBackForm
from accounts.models import Mandate, Turn
from accounts.permissions import group_for, mandate_for
from accounts.requests import MemberRequest
from directory.models import PeerGroup
from lib.http import form_view, render_form

PAST_PER_PAGE = 50
GIVEN_ANEW = "Le mandat dit plus qu’avant. {person} l’accepte de nouveau, avec son code."
OWN = (
    "Vous avez noté votre propre mandat. Pour signer une attestation ou les chiffres de l’année, "
    "demandez à la coordination de le confirmer."
)
NAMES_A_DAY, DAY = 20, datetime.timedelta(days=1)  # by one coordinator, all groups together


@require_safe
def index(request: MemberRequest, slug: str) -> HttpResponse:
    """Show the present, coming and past mandates; a coordinator does not read the past ones."""
    group = group_for(request.user, slug, permissions.can_enter_group)
    known = Mandate.objects.of_group(group).select_related(
        "replaces__membership__user", "replaced_by__membership__user"
    )
    standing = list(known.standing().order_by("starts_on", "pk"))
    past = known.ended() if permissions.runs(request.user, group) else known.none()
    context = {
        "group": group,
        "known": KnownNames.of(group),
        "offices": rules.board_today(standing),
        "to_come": [mandate for mandate in standing if mandate.is_to_come],
        "page_obj": Paginator(past.order_by("-ends_on", "-pk"), PAST_PER_PAGE).get_page(request.GET.get("page")),
        "may_record": permissions.can_record_mandate(request.user, group),
    }
    return render(request, "accounts/mandates.html", context)


@form_view
def record(request: MemberRequest, slug: str) -> HttpResponse:
    """Record a mandate; « remplace » in the address names the one it replaces, « personne » whom it is planned for."""
    group = group_for(request.user, slug, permissions.can_record_mandate)
    by_name = not permissions.runs(request.user, group)
    data = request.POST if request.method == "POST" else None
    # Yes or no about a name says who belongs to the group.
    may_try = data is None or not by_name or Turn.objects.take(f"mandate-name:{request.user.pk}", NAMES_A_DAY, DAY)
    initial = _followed(request, group, may_read_members=not by_name)
    form = RecordMandateForm(data, group=group, by_name=by_name, may_try=may_try, initial=initial)
    if request.method == "POST" and form.is_valid() and _is_done(form, rules.record, form.instance, request.user):
        person = form.instance.membership.user
        messages.success(request, f"{person} : le mandat est noté. {_what_comes(form.instance)}")
        return _to_accept(request, slug, rules.same_as(form.instance) or form.instance)
    return _page(request, "mandate_new", form, group=group)


def _to_accept(request: MemberRequest, slug: str, mandate: Mandate) -> HttpResponse:
    """Redirect to where the device is passed to the holder; whom the coordination names accepts at home."""
    if mandate.accepted_at or mandate.is_over or mandate.confirmed_at or _needs_coordinator(mandate):
        return _onward(request, slug)
    return redirect("groups:place_accept", slug, "mandat", mandate.pk)


def _needs_coordinator(mandate: Mandate) -> bool:
    """Return whether it serves only once another coordinator has confirmed it."""
    return not mandate.is_over and second_hand.is_awaited(mandate)


def _onward_or_to_accept(
    request: MemberRequest, slug: str, mandate: Mandate, had: datetime.datetime | None
) -> HttpResponse:
    """Go on; a mandate accepted before (`had`), and given anew since it says more, is first accepted again."""
    present = Mandate.objects.get(pk=mandate.pk)
    if had is None or present.accepted_at:
        return _onward(request, slug)
    messages.info(request, GIVEN_ANEW.format(person=mandate.membership.user))
    return _to_accept(request, slug, present)


def _followed(request: HttpRequest, group: PeerGroup, *, may_read_members: bool) -> dict[str, Any]:
    """Return the initial values: the mandate to replace, or the place planned for a member, named by the address.

    What is planned for a member tells that they are one: whoever may not read the list of people is told nothing.
    """
    if followed := rules.replaceable(group).filter(pk=_key(request, "remplace")).first():
        return {"replaces": followed, "office": followed.office}
    if not may_read_members:
        return {}
    planned = rules.electable(group).planned().filter(pk=_key(request, "personne")).first()
    return {"membership": planned, "office": planned.place_planned} if planned else {}


def _key(request: HttpRequest, name: str) -> int:
    """Return the key in the address under this name; 0, which no row has, for anything else."""
    asked = request.GET.get(name, "")
    return int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else 0


def _what_comes(mandate: Mandate) -> str:
    if _needs_coordinator(mandate):
        return "Une autre personne de la coordination confirme d’abord, avec l’association."
    if mandate.confirmed_at and not mandate.accepted_at:
        return "Cette personne l’accepte à sa prochaine entrée."
    if mandate.is_to_come:
        return "Ses droits commencent ce jour-là."
    return "Un parcours pour débuter l’attend sur son accueil." if not mandate.is_over else ""


@form_view
def correct(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Correct the office or the days of a mandate."""
    mandate = mandate_for(request.user, slug, pk)
    had = mandate.accepted_at
    form = CorrectMandateForm(request.POST if request.method == "POST" else None, instance=mandate)
    act = (rules.correct, mandate, request.user, form.changed()) if form.is_valid() else ()
    if act and _is_done(form, *act):
        messages.success(request, "C’est corrigé.")
        return _onward_or_to_accept(request, slug, mandate, had)
    return _page(request, "mandate", form, mandate=mandate)


@form_view
def end(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Record the last day of a mandate."""
    mandate = mandate_for(request.user, slug, pk)
    if mandate.is_to_come:
        raise Http404
    had = mandate.accepted_at
    form = EndMandateForm(request.POST if request.method == "POST" else None, mandate=mandate)
    act = (rules.end, mandate, form.cleaned_data["ends_on"], request.user) if form.is_valid() else ()
    if act and _is_done(form, *act):
        person = capfirst(KnownNames.of(mandate.membership.peer_group).name(mandate.membership.user))
        messages.success(request, f"{person} : la fin du mandat est notée.")
        return _onward_or_to_accept(request, slug, mandate, had)
    return _page(request, "mandate_end", form, mandate=mandate)


@form_view
def take_back(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Take back a mandate recorded by mistake."""
    mandate = mandate_for(request.user, slug, pk)
    if not mandate.can_be_removed:
        raise Http404
    form = TakeBackForm(request.POST if request.method == "POST" else None, mandate=mandate)
    if request.method == "POST" and form.is_valid() and _is_done(form, rules.take_back, mandate, request.user):
        messages.success(request, "Ce mandat est retiré.")
        return _onward(request, slug)
    return _page(request, "mandate_take_back", form, mandate=mandate)


def _onward(request: MemberRequest, slug: str) -> HttpResponse:
    """Redirect to the mandates, or to the account of a person who has just lost the right to see them."""
    if permissions.can_enter_group(request.user, PeerGroup.objects.get(slug=slug)):
        return redirect("groups:mandates", slug)
    return redirect("accounts:home")


def _is_done(form: forms.BaseForm, act: Any, *arguments: Any) -> bool:
    """Do the act; return False, with the reason beside its field, when it is impossible by now, or for this person."""
    try:
        act(*arguments)
    except ValidationError as error:
        reasons = error.message_dict if hasattr(error, "error_dict") else {NON_FIELD_ERRORS: error.messages}
        for name, sentences in reasons.items():
            for sentence in dict.fromkeys(sentences):
                form.add_error(name if name in form.fields else None, sentence)
        return False
    return True


def _page(request: HttpRequest, name: str, form: forms.BaseForm, **context: Any) -> HttpResponse:
    if "mandate" in context:
        group = context["mandate"].membership.peer_group
        context |= {"group": group, "known": KnownNames.of(group)}
    return render_form(request, f"accounts/{name}.html", form, **context)
