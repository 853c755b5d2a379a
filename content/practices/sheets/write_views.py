"""Writing a sheet in four steps, new or changed. Every POST saves what is typed; a GET saves nothing."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.urls.converters import IntConverter
from django.views.decorators.http import require_POST

from accounts.requests import MemberRequest
from content.models import PracticePage
from content.practices.permissions import own_sheet, sheet_to_write
from content.practices.privacy_hints import remarks
from content.practices.sheets import actions, drafts, forms
from content.practices.sheets.drafts import Writing
from content.practices.sheets.forms import LAST, STEPS, StepForm
from lib.http import INVALID, form_view
from lib.limits import within_limit
from lib.stepper import step_context

KEPT = "C’est gardé, pour vous seulement. Vous pouvez revenir quand vous voulez."
SENT = "Merci. Votre fiche est partie en relecture. Vous voyez ici où elle en est."
SENT_ALREADY = "Votre fiche est déjà partie, ou il n’y a encore rien à envoyer."
TOO_MANY_SHEETS = "Vous avez envoyé beaucoup de fiches aujourd’hui. Celle-ci est gardée : envoyez-la demain."
CHANGED = "La fiche a changé depuis que vous avez commencé : quelqu’un l’a corrigée."


class StepConverter(IntConverter):
    """The number of a step, from 1."""

    regex = f"[1-{LAST}]"


@form_view
def step(request: MemberRequest, step: int = 1, pk: int | None = None) -> HttpResponse:
    """Show or save one step of a new sheet, or of the change of the member's own sheet `pk`."""
    sheet = sheet_to_write(request, pk)
    writing = drafts.writing_of(request.user, sheet)
    later = "later" in request.POST
    if request.method == "POST" and step == LAST and not later and _is_sent(request, sheet, writing):
        messages.info(request, SENT_ALREADY)
        return redirect("practices:mine")
    missing = forms.first_to_complete(writing, request.user)
    if step > missing:
        return redirect(_address(missing, sheet))
    form_class = STEPS[step][1]
    if request.method != "POST":
        searched = request.GET.get("q", "")  # in vain, in « Pratiques »: a title to begin with
        form = form_class(initial=forms.initial_of(step, writing, searched), user=request.user)
        return _show(request, step, sheet, writing, form)
    form = form_class(request.POST, user=request.user, later=later)
    if not form.is_valid():
        return _show(request, step, sheet, writing, form)
    kept = drafts.keep(request.user, sheet, only_begun=step == LAST and sheet is None, **form.cleaned_data)
    if kept is None:
        messages.info(request, SENT_ALREADY)
        return redirect("practices:mine")
    if later:
        messages.success(request, KEPT)
        return redirect("practices:mine")
    return _send(request, sheet, kept, form) if step == LAST else redirect(_address(step + 1, sheet))


def _is_sent(request: MemberRequest, sheet: PracticePage | None, writing: Writing) -> bool:
    """Return whether nothing is left to send: the first press on the button has sent it."""
    unchanged = sheet is None or request.POST.get("credit") == writing.credit
    return unchanged and drafts.draft_of(request.user, sheet) is None


def _address(number: int, sheet: PracticePage | None) -> str:
    if sheet is not None:
        return reverse("practices:change_step", args=[sheet.pk, number])
    return reverse("practices:propose") if number == 1 else reverse("practices:propose_step", args=[number])


def _show(
    request: MemberRequest, number: int, sheet: PracticePage | None, writing: Writing, form: StepForm, note: str = ""
) -> HttpResponse:
    context: dict[str, Any] = {
        "form": form,
        "sheet": sheet,
        **step_context([name for name, _ in STEPS.values()], number),
        "back_url": _address(number - 1, sheet) if number > 1 else "",
        "back_name": STEPS[number - 1][0] if number > 1 else "",
        "draft": drafts.draft_of(request.user, sheet),
        "note": note,
    }
    if number == LAST:
        context |= {
            "writing": writing,
            "remarks": remarks(writing.text, request.user),
            "addresses": [(_address(each, sheet), STEPS[each][0]) for each in range(1, LAST)],
        }
    status = INVALID if form.errors or note else 200
    template = "content/practices/sign.html" if number == LAST else "content/practices/step.html"
    return render(request, template, context, status=status)


def _send(request: MemberRequest, sheet: PracticePage | None, writing: Writing, form: StepForm) -> HttpResponse:
    if sheet is not None and writing.base != (sheet.latest_revision_id or 0):
        # Somebody changed the sheet meanwhile: the page leads to their version, and a second press sends this one.
        writing = drafts.keep(request.user, sheet, base=sheet.latest_revision_id or 0) or writing
        return _show(request, LAST, sheet, writing, form, note=CHANGED)
    if not within_limit(request, "sheet", key=str(request.user.pk)):
        form.add_error(None, TOO_MANY_SHEETS)
        return _show(request, LAST, sheet, writing, form)
    try:
        sent = actions.send(request.user, sheet)
    except ValidationError as error:
        form.add_error(None, error.messages[0])
        return _show(request, LAST, sheet, writing, form)
    if sent is None:
        messages.info(request, SENT_ALREADY)
        return redirect("practices:mine")
    messages.success(request, SENT)
    return redirect("practices:my_sheet", sent.pk)


@require_POST
def forget(request: MemberRequest, pk: int | None = None) -> HttpResponse:
    """Erase the draft; doing it twice changes nothing."""
    sheet = own_sheet(request, pk) if pk is not None else None
    if drafts.forget(request.user, sheet):
        messages.success(request, "Ce que vous aviez commencé est effacé.")
    return redirect("practices:mine") if sheet is None else redirect("practices:my_sheet", sheet.pk)
