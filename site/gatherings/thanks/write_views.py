"""/ateliers/<pk>/merci/: somebody who was there writes one sentence to those who led.

The page is the same for whoever may read the date: only sending tells whether one was counted there.
"""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts import names
from accounts.models import User
from accounts.requests import MemberRequest
from content.practices.privacy_hints import remarks
from gatherings.models import WorkshopDate
from gatherings.permissions import thanked_date_for
from gatherings.presence.here_views import was_there
from gatherings.thanks import rules
from gatherings.thanks.forms import ThanksForm
from lib.http import INVALID, form_view

SENT = "Votre merci est parti. Seule la personne qui anime le lit."
ALREADY = "Votre merci est déjà parti. On en écrit un par date."
OVER = "Ce n’est pas, ou plus, le moment d’écrire un merci pour cette date."
NOT_THERE = "Pour dire merci, il faut avoir été compté à cette date, avec ou sans son nom."


@never_cache
@form_view
def write(request: MemberRequest, pk: int) -> HttpResponse:
    """Hand the sentence over. A hint asks once more; a second sending passes. Raise Http404 for who may not thank."""
    date = thanked_date_for(request, pk)
    thanked = rules.thanked_of(date)
    if request.method != "POST":
        if not (date.takes_words and thanked.people):
            return redirect("gatherings:date", pk)
        return _page(request, date, thanked, ThanksForm())
    form = ThanksForm(request.POST)
    if form.is_valid() and _is_said_enough(request, form, thanked.named) and _sent(request, date, form):
        return redirect("gatherings:date", pk)
    return _page(request, date, thanked, form, INVALID)


def _is_said_enough(request: MemberRequest, form: ThanksForm, leaders: list[User]) -> bool:
    """Return whether nothing is left to look at again. The names of those who are thanked are no surprise to them."""
    words = form.cleaned_data["words"]
    for leader in leaders:
        words = words.replace(str(leader), "")
    form.remarks = remarks(words, request.user)
    return not set(form.remarks) - set(request.POST.getlist("already_said"))


def _sent(request: MemberRequest, date: WorkshopDate, form: ThanksForm) -> bool:
    person, said = request.user, form.cleaned_data
    if not was_there(date, person):
        form.add_error(None, NOT_THERE if date.takes_words else OVER)
        return False

    try:
        rules.send(date, person, said["words"], is_signed=said["is_signed"])
    except rules.NoLongerOpenError:
        form.add_error(None, OVER)
        return False
    except rules.AlreadyThankedError:
        messages.info(request, ALREADY)
        return True
    messages.success(request, SENT)
    return True


def _page(
    request: MemberRequest, date: WorkshopDate, thanked: rules.Thanked, form: ThanksForm, status: int = 200
) -> HttpResponse:
    group = date.workshop.peer_group
    called = names.among(thanked.named, group) if group else {}
    leaders = [called.get(each.pk, str(each)) for each in thanked.named]
    context = {"date": date, "form": form, "leaders": leaders, "has_others": thanked.has_others}
    return render(request, "gatherings/thanks_write.html", context, status=status)
