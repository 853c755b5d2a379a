"""« Je t’ai vu faire » at a distance: choose a skill, a peer, one sentence."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from lib.http import INVALID, TOO_MANY, form_view
from lib.limits import within_limit
from passport.confirmations.rules import is_peer
from passport.entries.views import skills_found
from passport.models import Skill
from passport.peer_offers import rules as peer_offers
from passport.peer_offers.forms import PeerOfferForm

REST = "Vous l’avez dit plusieurs fois aujourd’hui. Gardez vos mots et essayez demain."
SAID_BEFORE = "Vous avez déjà dit autre chose à cette personne pour cette compétence. Vous pouvez d’abord le reprendre."


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Let the peer find the skill they saw, by words or by family."""
    return skills_found(request, "passport/seen_choose.html")


@form_view
def say(request: MemberRequest, slug: str) -> HttpResponse:
    """Ask the peer to whom they offer it, and one sentence. They never learn what becomes of it."""
    skill = get_object_or_404(Skill.objects.offered().select_related("domain"), slug=slug)
    peers = peer_offers.peers_of(request.user)
    form = PeerOfferForm(request.POST if request.method == "POST" else None, peers=peers)
    status = 200
    if form.is_valid():
        status = _say(request, skill, form)
        if not status:
            return redirect("passport:confirmations_given")
    elif form.errors:
        status = INVALID
    context = {"form": form, "skill": skill, "peers": peers, "is_peer": is_peer(request.user)}
    return render(request, "passport/seen_say.html", context, status=status)


def _say(request: MemberRequest, skill: Skill, form: PeerOfferForm) -> int:
    """Offer the skill; return 0 when it is done, else the status of the page that says what to mend."""
    said = form.cleaned_data
    if not within_limit(request, "seen_offer", key=str(request.user.pk)):
        form.add_error(None, REST)
        return TOO_MANY
    try:
        peer_offers.offer(request.user, said["person"], skill, said["face"], said["sentence"])
    except peer_offers.AlreadyOfferedError:
        form.add_error("sentence", SAID_BEFORE)
        return INVALID
    messages.success(request, f"C’est dit à {said['person'].display_name}, qui choisira. Vous n’en saurez rien.")
    return 0
