"""/groupe/<slug>/souhaits/: what one can show and would like to learn in a group, for the person alone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.models import Membership
from accounts.requests import MemberRequest
from gatherings.exchange import meeting_words, wishes
from gatherings.exchange.forms import WishForm
from gatherings.models import Mediator, Meeting
from gatherings.permissions import place_in
from lib.http import form_view, render_form
from lib.limits import within_limit

MOST_MEETINGS = 20
WRITTEN = "C’est écrit. Vous pouvez l’effacer quand vous voulez."
REMOVED = "C’est effacé."
RENEWED = "C’est gardé trois mois de plus."
STOPPED = "Tout est effacé."
FULL = "C’est déjà beaucoup. Effacez-en un d’abord."
MANY_TODAY = "Vous en avez écrit beaucoup aujourd’hui. Continuez demain."
WITHDRAWN = "Cette compétence n’est plus proposée. Choisissez-en une autre."


@never_cache
@form_view
def wish(request: MemberRequest, slug: str) -> HttpResponse:
    """Show what the person wishes in this group, and until when; write one more."""
    place = place_in(request.user, slug)
    form = WishForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _is_written(request, place, form):
        messages.success(request, WRITTEN)
        return redirect("group_life:wishes", slug)
    wish_list = wishes.list_of(place)
    context = {
        "group": place.peer_group,
        "wish_list": wish_list,
        "sides": wishes.shown(wish_list),
        "is_read": Mediator.objects.in_force().filter(membership__peer_group=place.peer_group).exists(),
        "meetings": _meetings(request, place),
    }
    return render_form(request, "gatherings/wishes.html", form, **context)


def _meetings(request: MemberRequest, place: Membership) -> list[meeting_words.Read]:
    user, here = request.user, Meeting.objects.filter(peer_group=place.peer_group_id)
    mine = here.filter(pk__in=here.to_answer(user).values("pk"))
    mine |= here.filter(pk__in=here.awaited_by(user).values("pk"))
    mine |= here.filter(pk__in=here.settled_for(user).values("pk"))
    found = meeting_words.whole(mine).next_first()[:MOST_MEETINGS]
    return meeting_words.read_each(found, user)


def _is_written(request: MemberRequest, place: Membership, form: WishForm) -> bool:
    """Write the wish; return False, with the reason in the form, when it is one too many."""
    skill = form.chosen
    if skill is None:
        form.add_error("skill", WITHDRAWN)
        return False
    if not within_limit(request, "wish", key=str(request.user.pk)):
        form.add_error(None, MANY_TODAY)
        return False
    try:
        wishes.add(place, skill, form.cleaned_data["side"])
    except wishes.TooManyWishesError:
        form.add_error(None, FULL)
        return False
    return True


@require_POST
def remove(request: MemberRequest, slug: str) -> HttpResponse:
    """Erase one wish; doing it twice changes nothing."""
    if wishes.remove(place_in(request.user, slug), request.POST.get("skill", "")):
        messages.success(request, REMOVED)
    return redirect("group_life:wishes", slug)


@require_POST
def renew(request: MemberRequest, slug: str) -> HttpResponse:
    """Let everything last three months more."""
    if wishes.renew(place_in(request.user, slug)):
        messages.success(request, RENEWED)
    return redirect("group_life:wishes", slug)


@require_POST
def stop(request: MemberRequest, slug: str) -> HttpResponse:
    """Erase everything at once; doing it twice changes nothing."""
    wishes.stop(place_in(request.user, slug))
    messages.success(request, STOPPED)
    return redirect("group_life:wishes", slug)
