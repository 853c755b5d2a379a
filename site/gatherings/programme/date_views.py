"""One date of a workshop: moved or cancelled alone, and how many came."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.requests import MemberRequest
from gatherings.permissions import changed_date_for
from gatherings.programme import rules
from gatherings.programme.forms import CancelForm, CountForm, MovedDateForm
from lib.http import form_view, render_form

MOVED = "C’est changé. Les personnes inscrites le liront sur leur accueil."
CANCELLED = "C’est annulé. Les personnes inscrites le liront sur leur accueil."
COUNTED = "C’est noté : un nombre, sans nom."


@form_view
def move(request: MemberRequest, pk: int) -> HttpResponse:
    """Move one date, or change its place that day."""
    date = changed_date_for(request, pk)
    form = MovedDateForm(date, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        rules.move(date, said["first_day"], said["begins_at"], said["minutes"], said["place"], said["word"])
        messages.success(request, MOVED)
        return redirect("gatherings:date", pk)
    return render_form(request, "gatherings/move.html", form, date=date)


@form_view
def cancel(request: MemberRequest, pk: int) -> HttpResponse:
    """Cancel one date."""
    date = changed_date_for(request, pk)
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        rules.cancel(date, form.cleaned_data["word"])
        messages.success(request, CANCELLED)
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
        rules.write_count(date, form.cleaned_data["came"])
        messages.success(request, COUNTED)
        return redirect("gatherings:date", pk)
    return render_form(request, "gatherings/count.html", form, date=date)
