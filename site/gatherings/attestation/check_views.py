"""/ateliers/attestation/: whoever holds a paper asks whether its number is one of ours: yes, made that day, or no.

It says neither whose it is, nor of which group: nobody here knows. The number is in no address.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from gatherings.attestation import rules
from gatherings.attestation.forms import NumberForm
from lib.http import TOO_MANY, form_view, render_form, same_origin
from lib.limits import within_limit
from lib.text import NBSP

TEMPLATE = "gatherings/attestation.html"
NO = f"Non{NBSP}: aucune attestation ne porte ce numéro. Regardez s’il n’y a pas un signe de travers."
MANY_TRIES = "Beaucoup de numéros ont été essayés d’ici. Attendez une heure, puis recommencez."


@login_not_required
@never_cache
@same_origin
@form_view
def check(request: HttpRequest) -> HttpResponse:
    """Answer any number with one query: yes and a day, or no, beside the field."""
    form = NumberForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return render_form(request, TEMPLATE, form, day=None)
    if not within_limit(request, "attestation_check"):
        form.add_error(None, MANY_TRIES)
        return render(request, TEMPLATE, {"form": form, "day": None}, status=TOO_MANY)
    day = rules.day_of(form.cleaned_data["number"])
    if day is None:
        form.add_error("number", NO)
    return render_form(request, TEMPLATE, form, day=day)
