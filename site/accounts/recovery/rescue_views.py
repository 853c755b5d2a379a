"""The rescue code: made and printed by its owner, used by them when they forgot their secret code."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import next_step, reauthentication
from accounts.recovery import rescue_code
from accounts.recovery.forms import NOT_THE_WORDS, RescueForm
from accounts.requests import MemberRequest
from accounts.secret_code.page import ChooseCode
from accounts.sign_in import change_notices, way_back
from accounts.sign_in.card_views import PENDING, enter, show_again, shown_card
from accounts.sign_in.change_notices import Change
from accounts.sign_in.guesses import here
from lib import printed
from lib.http import form_view, render_form
from lib.limits import too_many, within_limit

PRINTOUT = "rescue_sheet"
READY = "Vos mots de secours sont prêts. Ils ne se voient plus que sur votre feuille."
USED = "Ces mots de secours ont déjà servi. Ils ne servent qu’une fois."


@form_view
def make(request: MemberRequest) -> HttpResponse:
    """Say what a rescue code is; make one, or put it off."""
    user = request.user
    if not reauthentication.gives_code(user):
        return redirect("accounts:home")
    if request.method != "POST":
        return render(request, "accounts/rescue.html", {"has_one": bool(user.rescue_hash)})
    if "later" in request.POST:
        rescue_code.postpone(user)
        return HttpResponseRedirect(next_step.onward(request, reverse("accounts:home")))
    if printed.is_just_made(request, PRINTOUT):
        return redirect("accounts:rescue_sheet")
    if not reauthentication.is_fresh(request, entering=True):
        return reauthentication.ask(request)
    printed.keep(request, PRINTOUT, rescue_code.make(user))
    change_notices.tell(user, Change.RESCUE)
    return redirect("accounts:rescue_sheet")


@never_cache
@form_view
def printout(request: MemberRequest) -> HttpResponse:
    """Show the six words for ten minutes, or ten more; once they are put away, go on where the member was going."""
    if request.method == "POST" and "more" in request.POST:
        printed.renew(request, PRINTOUT)
        return redirect("accounts:rescue_sheet")
    if request.method == "POST":
        printed.put_away(request, PRINTOUT)
        messages.success(request, READY)
        return HttpResponseRedirect(next_step.onward(request, reverse("accounts:home")))
    words = printed.shown(request, PRINTOUT)
    context = {"words": words, "host": settings.ORIGIN.partition("://")[2], "path": reverse("accounts:card")}
    return render(request, "accounts/rescue_sheet.html", context)


@login_not_required
@never_cache
@sensitive_post_parameters("words")
@form_view
def forgotten(request: HttpRequest) -> HttpResponse:
    """Ask for the rescue code, or say where else to turn: the same page for any card."""
    pending = shown_card(request)
    if pending is None:
        return show_again(request)
    form = RescueForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        owner = rescue_code.owner_of(pending["card"])
        few_here = within_limit(request, "rescue", key=here(request, "rescue", pending["key"]))
        if not few_here or not rescue_code.take_a_try(owner, pending["key"]):
            return too_many(request)
        given = rescue_code.words_fingerprint(form.cleaned_data["words"])
        if rescue_code.is_right(owner, given):
            request.session[PENDING] = {**pending, "rescue": given}
            return redirect("accounts:rescue_code")
        form.add_error("words", NOT_THE_WORDS)
    others = way_back.towards(request, pending["next"])
    return render_form(request, "accounts/forgotten_code.html", form, others=others)


@login_not_required
@never_cache
@sensitive_post_parameters("code", "again", "picture")
@form_view
def new_code(request: HttpRequest) -> HttpResponse:
    """Let the person choose a new secret code once the rescue code was right, then sign them in."""
    pending = shown_card(request)
    if pending is None or "rescue" not in pending:
        return redirect("accounts:forgotten_code")
    new = ChooseCode(request, f"rescue:{pending['key']}", shared=True)
    if not new.chosen:
        return new.answer("accounts/rescue_code.html")
    user = rescue_code.owner_of(pending["card"])
    if user is None or not rescue_code.use(user, pending["rescue"], new.chosen):
        messages.warning(request, USED)
        return redirect("accounts:forgotten_code")
    user.refresh_from_db()
    change_notices.tell(user, Change.CODE)
    messages.success(request, "Votre nouveau code est gardé. L’ancien ne marche plus.")
    return new.remember(enter(request, user, pending, new.shared))
