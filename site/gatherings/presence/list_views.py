"""/ateliers/<pk>/presences/: what those who count do: a number, a code to show, people to ask, « C'est fait »."""

from typing import Any

from django.contrib import messages
from django.db.models import Exists
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts import names
from accounts.models import User
from accounts.requests import MemberRequest
from accounts.sign_in import second_factor_for_power
from gatherings import codes
from gatherings.models import Presence, Workshop, WorkshopDate
from gatherings.permissions import counted_date_for, reads_names
from gatherings.presence import rules, skill_offers
from gatherings.presence.forms import ASKED, NumbersForm, PersonForm
from lib import qr
from lib.alphabetical import Alphabetical
from lib.http import INVALID, form_view
from lib.limits import within_limit
from lib.meanwhile import ChangedMeanwhileError, say_again
from lib.text import NBSP
from passport.models import SourceKind

COUNTED = f"C’est noté{NBSP}: des nombres, sans nom."
DONE = "C’est fait. Le carré ne sert plus."
CHANGED = (
    "Une autre personne a compté pendant ce temps. Relisez les nombres qui sont écrits aujourd’hui, puis recommencez."
)
CLOSED = f"Ce jour est déjà compté{NBSP}: on n’y ajoute plus personne."
MANY_NAMES = "Vous avez essayé beaucoup de noms aujourd’hui. Continuez demain."
REFRESH = codes.LASTS - 10  # seconds: a new code is there before the one on the screen is over


@never_cache
@second_factor_for_power.required
@form_view
def presences(request: MemberRequest, pk: int) -> HttpResponse:
    """Show what is counted, and the names while they may be read; write the numbers, or close."""
    date = counted_date_for(request, pk)
    if request.method != "POST":
        return _page(request, date)
    if not date.has_begun:
        return redirect("gatherings:presences", pk)
    form = NumbersForm(date, request.POST)
    if not form.is_valid():
        return _page(request, date, numbers=form)
    closes = "close" in request.POST
    write = rules.close if closes else rules.write_numbers
    try:
        is_written = write(date, **form.cleaned_data)
    except ChangedMeanwhileError as changed:
        say_again(form, changed, CHANGED)
        return _page(request, date, numbers=form)
    if is_written:
        messages.success(request, DONE if closes else COUNTED)
    else:
        messages.warning(request, CLOSED)
    return _after_closing(request, date) if closes else redirect("gatherings:presences", pk)


def _after_closing(request: MemberRequest, date: WorkshopDate) -> HttpResponse:
    if skill_offers.has_offers(date, request.user):
        return redirect("passport:proposals", SourceKind.WORKSHOP, skill_offers.source_ref(date, request.user))
    return redirect("gatherings:presences", date.pk)


@never_cache
@second_factor_for_power.required
@form_view
def add(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask a person of the group whether their name goes with the date: once."""
    date = counted_date_for(request, pk)
    if request.method != "POST" or not (date.takes_names and reads_names(request.user, date)):
        return redirect("gatherings:presences", pk)
    is_counted = within_limit(request, "presence_name", key=str(request.user.pk))
    form = PersonForm(request.user, date, request.POST, refused="" if is_counted else MANY_NAMES)
    if not form.is_valid():
        return _page(request, date, person=form)
    _ask(request, date, form.cleaned_data["person"])
    return redirect("gatherings:presences", pk)


def _ask(request: MemberRequest, date: WorkshopDate, person: User) -> None:
    """Ask a person once: who said no is not asked again, and the answer is the same."""
    try:
        if within_limit(request, "presence_asked", key=rules.key_of(date, person)):
            rules.ask(date, person)
    except rules.NoLongerOpenError:
        messages.warning(request, CLOSED)
    else:
        messages.success(request, ASKED)


@never_cache
@require_safe
def code(request: MemberRequest, pk: int) -> HttpResponse:
    """Show the code of the moment, alone on the screen: it is for those who are there. No name stands beside it."""
    date = counted_date_for(request, pk)
    if not date.takes_names:
        return redirect("gatherings:presences", pk)
    address = codes.screen_address(date)
    context = {"date": date, "address": address, "qr": qr.svg(address, "Carré à scanner"), "refresh": REFRESH}
    return render(request, "gatherings/presence_code.html", context)


def _page(
    request: MemberRequest,
    date: WorkshopDate,
    *,
    numbers: NumbersForm | None = None,
    person: PersonForm | None = None,
) -> HttpResponse:
    reads = reads_names(request.user, date)
    context: dict[str, Any] = {
        "date": date,
        "workshop": date.workshop,
        "number": date.number,
        "numbers": numbers or NumbersForm(date),
        "person": person or (PersonForm(request.user, date) if reads and date.takes_names else None),
        "reads": reads,
        "names": _names(date) if reads else [],
        "form": numbers or person,
    }
    has_errors = any(each is not None and each.errors for each in (numbers, person))
    return render(request, "gatherings/presences.html", context, status=INVALID if has_errors else 200)


def _names(date: WorkshopDate) -> list[str]:
    """Return the names of those who said theirs, while they may come; told apart from every member of the group."""
    group = date.workshop.peer_group
    if group is None:
        return []
    may_come = Exists(Workshop.objects.open_to_person_of("date__workshop"))
    said = Presence.objects.filter(may_come, date=date).said().select_related("user")
    rows = list(said.order_by(Alphabetical("user__display_name"), "user"))
    called = names.among([each.user for each in rows], group, [group])
    return [called[each.user_id] for each in rows]
