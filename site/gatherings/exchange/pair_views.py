"""/groupe/<slug>/mise-en-relation/: one who puts people in touch reads a pair that fits, and proposes a moment."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from accounts import names
from accounts.requests import MemberRequest
from gatherings.exchange import meetings, pairs
from gatherings.exchange.forms import MomentForm
from gatherings.exchange.pairs import Pair
from gatherings.permissions import mediating_place
from lib.http import INVALID, form_view
from lib.limits import within_limit

PROPOSED = "C’est proposé aux deux personnes. Ce qu’elles répondent reste entre elles."
GONE = "Cette rencontre ne peut plus être proposée. Rien n’est envoyé."
MANY_TODAY = "Vous avez beaucoup proposé aujourd’hui. Continuez demain."


@never_cache
@form_view
def pair(request: MemberRequest, slug: str) -> HttpResponse:
    """Show one pair, the first or the one after `apres`; propose a moment to the pair that is sent."""
    group = mediating_place(request.user, slug).peer_group
    readable = pairs.read_by(request.user, group)
    if request.method != "POST":
        shown = pairs.after(readable, request.GET.get("apres", ""))
        return _page(request, shown, readable, MomentForm(group, shown))
    sent = request.POST.get("pair", "")
    shown = next((each for each in readable if each.token == sent), None)
    form = MomentForm(group, shown, request.POST)
    if shown and not (form.is_valid() and _is_looked_at(request, form) and _is_within_limit(request, form)):
        return _page(request, shown, readable, form)
    if shown and _is_proposed(shown, form):
        messages.success(request, PROPOSED)
    else:
        messages.info(request, GONE)
    return redirect("group_life:pairs", slug)


def _is_looked_at(request: MemberRequest, form: MomentForm) -> bool:
    return not form.is_hinted(request.POST.getlist("already_said"))


def _is_within_limit(request: MemberRequest, form: MomentForm) -> bool:
    if within_limit(request, "pair", key=str(request.user.pk)):
        return True
    form.add_error(None, MANY_TODAY)
    return False


def _is_proposed(shown: Pair, form: MomentForm) -> bool:
    try:
        meetings.propose(shown, form.cleaned_data["starts_at"], form.cleaned_data["place"])
    except meetings.PairGoneError:
        return False
    return True


def _page(request: MemberRequest, shown: Pair | None, readable: list[Pair], form: MomentForm) -> HttpResponse:
    called = names.among([shown.shower.user, shown.learner.user], form.group) if shown else {}
    context = {
        "group": form.group,
        "pair": shown,
        "shower": called[shown.shower.user_id] if shown else "",
        "learner": called[shown.learner.user_id] if shown else "",
        "following": pairs.after(readable, shown.token) if shown else None,
        "has_others": bool(readable),
        "form": form,
    }
    status = INVALID if form.errors or form.remarks else 200
    return render(request, "gatherings/pairs.html", context, status=status)
