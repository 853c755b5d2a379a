"""/ateliers/<pk>/avis/: two questions to who was there; /ateliers/atelier/<pk>/avis/: what five or more answered.

The page of the questions is the same for whoever may read the date: only sending tells whether one was counted there.
"""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from content.practices.privacy_hints import remarks
from gatherings.models import WorkshopDate
from gatherings.models.opinion import FEWEST, OPINION_MONTHS
from gatherings.opinions import rules
from gatherings.opinions.forms import OpinionForm
from gatherings.permissions import answered_date_for, told_workshop_for
from gatherings.presence.here_views import was_there
from lib.http import INVALID, form_view

THANKS = "Merci. Votre réponse est gardée, sans votre nom."
ALREADY = "Vous avez déjà répondu pour cette date. Le site ne sait pas quoi."
OVER = "Ce n’est pas, ou plus, le moment de répondre pour cette date."
NOT_THERE = "Pour répondre, il faut avoir été compté à cette date, avec ou sans son nom."
A_PAGE = 100  # lines


@never_cache
@form_view
def give(request: MemberRequest, pk: int) -> HttpResponse:
    """Keep what a person says of a date, once. A hint asks once more. Raise Http404 for those who read the answers."""
    date = answered_date_for(request, pk)
    if request.method != "POST":
        return _page(request, date, OpinionForm()) if date.takes_words else redirect("gatherings:date", pk)
    form = OpinionForm(request.POST)
    if form.is_valid() and _is_said_enough(request, form) and _kept(request, date, form):
        return redirect("gatherings:date", pk)
    return _page(request, date, form, INVALID)


def _is_said_enough(request: MemberRequest, form: OpinionForm) -> bool:
    form.remarks = remarks(form.cleaned_data["words"], request.user)
    return not set(form.remarks) - set(request.POST.getlist("already_said"))


def _kept(request: MemberRequest, date: WorkshopDate, form: OpinionForm) -> bool:
    person, said = request.user, form.cleaned_data
    if not was_there(date, person):
        form.add_error(None, NOT_THERE if date.takes_words else OVER)
        return False

    try:
        rules.answer(date, person, said["served"], said["words"])
    except rules.NoLongerOpenError:
        form.add_error(None, OVER)
        return False
    except rules.AlreadyAnsweredError:
        messages.info(request, ALREADY)
        return True
    messages.success(request, THANKS)
    return True


def _page(request: MemberRequest, date: WorkshopDate, form: OpinionForm, status: int = 200) -> HttpResponse:
    context = {"date": date, "form": form, "fewest": FEWEST}
    return render(request, "gatherings/opinion.html", context, status=status)


@never_cache
@require_safe
def told(request: MemberRequest, pk: int) -> HttpResponse:
    """Show what most said of a workshop, and the lines. Raise Http404 but for who counts there, or runs the group."""
    workshop = told_workshop_for(request, pk)
    found = rules.told(workshop)
    context = {
        "workshop": workshop,
        "told": found,
        "page_obj": Paginator(found.lines, A_PAGE).get_page(request.GET.get("page")),
        "fewest": FEWEST,
        "months": OPINION_MONTHS,
    }
    return render(request, "gatherings/opinions.html", context)
