"""One date of a workshop: moved or cancelled alone, and how many came."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.requests import MemberRequest
from gatherings.permissions import changed_date_for
from gatherings.programme import rules
from gatherings.programme.forms import CancelForm, CountForm, MovedDateForm
from lib.http import form_view, render_form
from lib.text import NBSP

MOVED = "C’est changé. Les personnes inscrites, et celles qui animent, le liront sur leur accueil."
CANCELLED = "C’est annulé. Les personnes inscrites, et celles qui animent, le liront sur leur accueil."
COUNTED = f"C’est noté{NBSP}: un nombre, sans nom."
CLOSED = f"Ce jour est déjà compté{NBSP}: le nombre ne change plus."
TAKEN_PLACE = "Cette date a commencé, ou quelqu’un y est déjà compté. Elle ne change plus."


def _say(request: MemberRequest, done: str, act: Callable[[], None]) -> None:
    """Do what is asked of a date, and say it; or say that it may change no more."""
    try:
        act()
    except rules.HasTakenPlaceError:
        messages.warning(request, TAKEN_PLACE)
    else:
        messages.success(request, done)


@form_view
def move(request: MemberRequest, pk: int) -> HttpResponse:
    """Move one date, or change its place that day."""
    date = changed_date_for(request, pk)
    form = MovedDateForm(date, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = [form.cleaned_data[name] for name in ("first_day", "begins_at", "minutes", "place", "word")]
        said.append(request.user)
        _say(request, MOVED, lambda: rules.move(date, *said))
        return redirect("gatherings:date", pk)
    return render_form(request, "gatherings/move.html", form, date=date)


@form_view
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """Cancel one date."""
    date = changed_date_for(request, pk)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        _say(request, CANCELLED, lambda: rules.cancel(date, form.cleaned_data["word"], request.user))
        return redirect("gatherings:date", pk)
    return render_form(request, "gatherings/cancel.html", form, date=date)


@form_view
def count(request: MemberRequest, pk: int) -> HttpResponse:
    """Write how many came, once the date has begun."""
    date = changed_date_for(request, pk)
    if not date.has_begun:
        return redirect("gatherings:date", pk)
    form = CountForm(request.POST if request.method == "POST" else None, initial={"came": date.came})
    if request.method == "POST" and form.is_valid():
        if rules.write_count(date, form.cleaned_data["came"]):
            messages.success(request, COUNTED)
        else:
            messages.warning(request, CLOSED)
        return redirect("gatherings:date", pk)
    return render_form(request, "gatherings/count.html", form, date=date)
