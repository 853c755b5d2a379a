"""/ateliers/attestation/: whoever holds a paper asks whether its number is one of ours: yes, made that day, or no.

It says neither whose it is, nor of which group: nobody here knows. The number is in no address.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from gatherings.attestation import rules
from gatherings.attestation.forms import NumberForm
from lib.http import INVALID, TOO_MANY, form_view, same_origin
from lib.limits import within_limit

MANY_TRIES = "Beaucoup de numéros ont été essayés d’ici. Attendez une heure, puis recommencez."


@login_not_required
@never_cache
@same_origin
@form_view
def check(request: HttpRequest) -> HttpResponse:
    """Answer in the same way for any number: a day, or none."""
    form = NumberForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _page(request, form, status=INVALID if form.errors else 200)
    if not within_limit(request, "attestation_check"):
        form.add_error(None, MANY_TRIES)
        return _page(request, form, status=TOO_MANY)
    return _page(request, form, is_answered=True, day=rules.day_of(form.cleaned_data["number"]))


def _page(request: HttpRequest, form: NumberForm, *, status: int = 200, **answer: object) -> HttpResponse:
    context = {"form": form, "is_answered": False, "day": None, **answer}
    return render(request, "gatherings/attestation.html", context, status=status)
