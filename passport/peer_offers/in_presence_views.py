"""« Je t’ai vu faire » in presence: the member who was seen shows a code; the peer who saw them opens it and says so.

The peer scans a QR, copies four words, or takes the member's device, and is then signed out of it. A code that is
unknown, over, used or the peer's own gets one and the same page.
"""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts import one_act
from accounts.requests import MemberRequest
from accounts.sign_in.sign_out_views import goodbye
from lib import qr
from lib.http import INVALID, TOO_MANY, form_view, render_form
from lib.limits import too_many, within_limit
from passport.confirmations import same_device
from passport.confirmations.ask_views import HAND_OVER
from passport.confirmations.rules import NoLongerOpenError, is_peer
from passport.confirmations.write_views import closed_page
from passport.entries.views import skills_found
from passport.models import SeenInvite, Skill
from passport.peer_offers import rules as peer_offers
from passport.peer_offers.forms import OfferForm, OfferWordsForm
from passport.peer_offers.views import REST, SAID_BEFORE

NOWHERE = "Ces mots ne mènent nulle part en ce moment. Ils servent 30\N{NO-BREAK SPACE}minutes. Demandez à la personne."
SAID = "C’est dit. La personne le lira, puis choisira. Vous n’en saurez rien."


@form_view
def show(request: MemberRequest) -> HttpResponse:
    """Say what the code is for, then show it for as long as it serves. POST: prepare one."""
    if request.method == "POST":
        return _show(request, peer_offers.show(request.user))
    shown = peer_offers.shown_by(request.user)
    address = f"{settings.ORIGIN}{reverse('passport:offer', args=[shown.token])}" if shown else ""
    context = {
        "shown": shown,
        "address": address,
        "qr": qr.svg(address, "Carré à scanner") if address else "",
        "words_page": settings.ORIGIN.partition("://")[2] + reverse("passport:offer_words"),
    }
    return render(request, "passport/offer_show.html", context)


def _show(request: MemberRequest, shown: SeenInvite) -> HttpResponse:
    if "device" not in request.POST:
        return redirect("passport:offer_show")
    same_device.pass_on(request, shown)
    messages.info(request, HAND_OVER)
    return redirect(f"{reverse('account_login')}?next={reverse('passport:offer_here')}")


@require_POST
def stop(request: MemberRequest) -> HttpResponse:
    """Put the code away: it leads nowhere from now on."""
    SeenInvite.objects.filter(member=request.user).delete()
    messages.success(request, "Ce carré ne mène plus nulle part.")
    return redirect("passport:offer_show")


@form_view
def words(request: MemberRequest) -> HttpResponse:
    """Ask the peer the four words: they lead to the same page as the QR."""
    form = OfferWordsForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        if not within_limit(request, "seen_words", key=f"user:{request.user.pk}"):
            return too_many(request)
        shown = peer_offers.find(form.cleaned_data["words"], request.user)
        if shown and shown.token:
            return redirect("passport:offer", shown.token)
        form.add_error("words", NOWHERE)
    return render_form(request, "passport/offer_words.html", form)


@require_safe
def choose(request: MemberRequest, token: str) -> HttpResponse:
    """Show what the QR opens to a signed-in peer: the choice of the skill they saw."""
    return _choose(request, _by_token(request, token))


@form_view
def say(request: MemberRequest, token: str, slug: str) -> HttpResponse:
    """Ask the peer one sentence. They never learn what becomes of it."""
    response, is_said = _say(request, _by_token(request, token), slug)
    if not is_said:
        return response
    messages.success(request, SAID)
    return redirect("passport:confirmations_given")


@one_act.is_part
@form_view
def choose_here(request: MemberRequest) -> HttpResponse:
    """On a passed device: let the peer choose the skill they saw, or decline."""
    shown = same_device.invite_of(request)
    if shown is not None and "decline" in request.POST:
        return goodbye(request, "passport:device_back")
    return _choose(request, shown, is_passed=True)


@one_act.is_part
@form_view
def say_here(request: MemberRequest, slug: str) -> HttpResponse:
    """On a passed device: ask the peer one sentence, then sign them out."""
    response, is_said = _say(request, same_device.invite_of(request), slug, is_passed=True)
    return goodbye(request, "passport:device_back") if is_said else response


def _by_token(request: MemberRequest, token: str) -> SeenInvite | None:
    return SeenInvite.objects.open_to(request.user).by_token(token).first()


def _serves(request: MemberRequest, shown: SeenInvite) -> bool:
    """Return whether the peer may still answer this code; a second press of what they just said is answered again."""
    return request.method == "POST" or not peer_offers.has_answered(shown, request.user)


def _choose(request: MemberRequest, shown: SeenInvite | None, *, is_passed: bool = False) -> HttpResponse:
    if shown is None or not _serves(request, shown):
        return closed_page(request)
    known = {"shown": shown, "is_passed": is_passed, "is_peer": is_peer(request.user)}
    return skills_found(request, "passport/offer_choose.html", **known)


def _say(
    request: MemberRequest, shown: SeenInvite | None, slug: str, *, is_passed: bool = False
) -> tuple[HttpResponse, bool]:
    """Return the page to show, and whether the offer was made."""
    if shown is None or not _serves(request, shown):
        return closed_page(request), False
    skill = get_object_or_404(Skill.objects.offered().select_related("domain"), slug=slug)
    may_say = is_peer(request.user)
    form = OfferForm(request.POST if request.method == "POST" else None)
    status = INVALID if form.errors or (form.is_bound and not may_say) else 200
    if may_say and form.is_valid():
        try:
            status = _offer(request, shown, skill, form)
        except NoLongerOpenError:
            return closed_page(request), False
    context = {"form": form, "skill": skill, "shown": shown, "is_passed": is_passed, "is_peer": may_say}
    return render(request, "passport/offer_say.html", context, status=status or 200), status == 0


def _offer(request: MemberRequest, shown: SeenInvite, skill: Skill, form: OfferForm) -> int:
    """Offer the skill; return 0 when it is done, else the status of the page that says what to mend."""
    if not within_limit(request, "seen_offer", key=str(request.user.pk)):
        form.add_error(None, REST)
        return TOO_MANY
    try:
        peer_offers.answer(shown, request.user, skill, form.cleaned_data["face"], form.cleaned_data["sentence"])
    except peer_offers.AlreadyOfferedError:
        form.add_error("sentence", SAID_BEFORE)
        return INVALID
    return 0
