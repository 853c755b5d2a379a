"""/ateliers/<pk>/attestation/: a paper that says who was there, made by whoever signs for the association.

The name is typed for one PDF, which is the answer to the press: it is in no row, no address, no name of file, no cache.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from accounts.models import Mandate
from accounts.requests import MemberRequest
from accounts.sign_in import second_factor_for_power
from gatherings.attestation import rules
from gatherings.attestation.forms import AttestationForm
from gatherings.attestation.paper import Paper, pdf_of
from gatherings.models import WorkshopDate
from gatherings.permissions import attested_date_for
from lib.http import form_view, render_form
from lib.limits import within_limit
from lib.pdf.typesetting import TypesettingError
from lib.turns import TooBusyError

FILE = "attestation.pdf"
COUNT_FIRST = "Écrivez d’abord combien vous étiez. L’attestation se fait ensuite."
MANY_TODAY = "Vous avez fait beaucoup d’attestations aujourd’hui. Continuez demain."


@never_cache
@second_factor_for_power.required
@form_view
def attest(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask what the paper bears, once the date was counted; then hand it over. Raises TooBusyError."""
    date, mandate = attested_date_for(request, pk)
    if not date.number:
        messages.info(request, COUNT_FIRST)
        return redirect("gatherings:count", pk)
    form = AttestationForm(date, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if within_limit(request, "attestation", key=str(request.user.pk)):
            return _handed_over(date, _paper_of(request, date, mandate, form.cleaned_data))
        form.add_error(None, MANY_TODAY)
    context = {"date": date, "workshop": date.workshop, "association": mandate.membership.peer_group}
    return render_form(request, "gatherings/attest.html", form, **context)


def _paper_of(request: MemberRequest, date: WorkshopDate, mandate: Mandate, said: dict[str, str]) -> Paper:
    name, what = said["unkept_name"], said["what"]
    number = rules.draw_number(request.user, date, said["ref"], name, what)
    return Paper(name, what, mandate, number, rules.day_on_paper(number))


def _handed_over(date: WorkshopDate, made: Paper) -> HttpResponse:
    """Return the file, once it could be made: only then is its number one of ours."""
    try:
        content = pdf_of(date, made)
    except TypesettingError as error:
        raise TooBusyError from error  # the plain 503: what is wrong is in the log
    rules.note(made.number, made.made_on)
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{FILE}"'
    return response
