"""One date of a workshop: moved or cancelled alone, and how many came."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.requests import MemberRequest
from gatherings.models import WorkshopDate
from gatherings.permissions import changed_date_for
from gatherings.programme import rules
from gatherings.programme.forms import CancelForm, CountForm, MovedDateForm
from lib.http import form_view, render_form
from lib.meanwhile import ChangedMeanwhileError, say_again
from lib.text import NBSP

MOVED = "C’est changé. Les personnes inscrites, et celles qui animent, le liront sur leur accueil."
CANCELLED = "C’est annulé. Les personnes inscrites, et celles qui animent, le liront sur leur accueil."
COUNTED = f"C’est noté{NBSP}: un nombre, sans nom."
CLOSED = f"Ce jour est déjà compté{NBSP}: le nombre ne change plus."
CHANGED = (
    "Une autre personne a changé cette date pendant ce temps. Relisez ce qui est écrit aujourd’hui, puis recommencez."
)
COUNTED_BY_ANOTHER = (
    "Une autre personne a compté pendant ce temps. Relisez le nombre qui est écrit aujourd’hui, puis recommencez."
)
TAKEN_PLACE = "Cette date a commencé, ou quelqu’un y est déjà compté. Elle ne change plus."


def _is_said(request: MemberRequest, form: forms.Form, done: str, act: Callable[[], None]) -> bool:
    """Do what is asked of a date, and say it; or say that it may change no more.

    False, with the reason above the form, when the page showed something else of it than what stands today.
    """
    try:
        act()
    except rules.HasTakenPlaceError:
        messages.warning(request, TAKEN_PLACE)
    except ChangedMeanwhileError as changed:
        say_again(form, changed, CHANGED)
        return False
    else:
        messages.success(request, done)
    return True


@form_view
def move(request: MemberRequest, pk: int) -> HttpResponse:
    """Move one date, or change its place that day."""
    date = changed_date_for(request, pk)
    form = MovedDateForm(date, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = [form.cleaned_data[name] for name in ("first_day", "begins_at", "minutes", "place", "word")]
        said.append(request.user)
        if _is_said(request, form, MOVED, lambda: rules.move(date, *said, shown=form.cleaned_data["shown"])):
            return redirect("gatherings:date", pk)
    return render_form(request, "gatherings/move.html", form, date=date)


@form_view
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """Cancel one date."""
    date = changed_date_for(request, pk)
    form = CancelForm(date, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        word, shown = form.cleaned_data["word"], form.cleaned_data["shown"]
        if _is_said(request, form, CANCELLED, lambda: rules.cancel(date, word, request.user, shown=shown)):
            return redirect("gatherings:date", pk)
    return render_form(request, "gatherings/cancel.html", form, date=date)


@form_view
def count(request: MemberRequest, pk: int) -> HttpResponse:
    """Write how many came, once the date has begun."""
    date = changed_date_for(request, pk)
    if not date.has_begun:
        return redirect("gatherings:date", pk)
    form = CountForm(date, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _is_counted(request, date, form):
        return redirect("gatherings:date", pk)
    return render_form(request, "gatherings/count.html", form, date=date)


def _is_counted(request: MemberRequest, date: WorkshopDate, form: CountForm) -> bool:
    try:
        is_written = rules.write_count(date, **form.cleaned_data)
    except ChangedMeanwhileError as changed:
        say_again(form, changed, COUNTED_BY_ANOTHER)
        return False
    if is_written:
        messages.success(request, COUNTED)
    else:
        messages.warning(request, CLOSED)
    return True
