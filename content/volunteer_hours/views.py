"""/outils/heures-de-benevolat/: what hours of volunteering open, from what one types and nobody keeps."""

import dataclasses
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.figures_in_text.values import value_of
from content.models import Fact
from content.models.facts import as_sources
from content.volunteer_hours.forms import HoursForm
from content.volunteer_hours.rules import HOURS, HOURS_IN_ONE, Answer, Given, Part
from lib.http import render_form

RIGHTS = ("cec-droits", "240 €")  # the key figure of the editors, and what it was when this was written
FACTS = ("ASSO-20", "ASSO-85", "ASSO-86", "ASSO-87")
OPENED = {
    Answer.YES: "Ces heures comptent",
    Answer.NO: "Il manque encore quelque chose",
    Answer.UNKNOWN: "Ces heures comptent peut-être",
}


@dataclasses.dataclass(frozen=True)
class Cited:
    """The sources, as pages give them to their template."""

    cited: list[dict[str, Any]]


@login_not_required
@require_safe
def hours(request: HttpRequest) -> HttpResponse:
    """Show what to type, and what follows from it."""
    form = HoursForm(request.GET or None)
    given = form.given() if form.is_valid() else None
    context = {"rights": value_of(*RIGHTS), "all_hours": HOURS, "in_one": HOURS_IN_ONE, "is_asked": bool(request.GET)}
    context |= _answer(given) if given else {"page": Cited([])}
    response = render_form(request, "content/volunteer_hours.html", form, **context)
    if request.GET:
        response["X-Robots-Tag"] = "noindex"
    return response


def _answer(given: Given) -> dict[str, Any]:
    return {
        "given": given,
        "title": OPENED[given.opens],
        "opens": given.opens != Answer.NO,
        "parts": _parts(given),
        "is_over": given.last_day < timezone.localdate(),
        "page": Cited(as_sources(Fact.objects.filter(key__in=FACTS))),
    }


def _parts(given: Given) -> list[tuple[Answer, str]]:
    """Return what the law asks for, one sentence each, with whether it is so."""
    return [
        (given.is_declared, "L’association est déclarée depuis un an au moins."),
        (_is(given.part != Part.NEITHER), "Vous siégez au conseil ou au bureau, ou vous encadrez d’autres bénévoles."),
        (_is(not given.missing_hours), f"{HOURS} heures dans l’année, en tout.{_lacks(given.missing_hours)}"),
        (_is(not given.missing_in_one), f"{HOURS_IN_ONE} heures dans la même.{_lacks(given.missing_in_one)}"),
    ]


def _is(fact: bool) -> Answer:
    return Answer.YES if fact else Answer.NO


def _lacks(missing: int) -> str:
    if not missing:
        return ""
    return f" Il en manque {missing}."
