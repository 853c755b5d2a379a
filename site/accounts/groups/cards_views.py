"""/groupe/<slug>/<pk>/carte/: the login card of a member, printed, paused and woken by those who run the group."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import names, permissions
from accounts.groups import cards
from accounts.models import Membership
from accounts.permissions import membership_for
from accounts.requests import MemberRequest
from accounts.secret_code import reset_by_two
from accounts.secret_code import rules as secret_code
from lib import printed, qr
from lib.http import form_view

PREPARED_BY_TWO = "Un code préparé à deux depuis moins de 14 jours attend, ou s’arrête."
PRINTOUT = "card_printout"  # in the session of the person who prints: the last card


@never_cache
@form_view
def card(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Say what a new card changes; then make it, and lead to its printed page."""
    membership = membership_for(request.user, slug, pk, permissions.can_print_card)
    if request.method == "POST":
        return _print(request, membership)
    present = cards.current_card(membership.user)
    context = {"membership": membership, "group": membership.peer_group, "replacing": present.pk if present else 0}
    context["name"] = names.in_group(membership.user, membership.peer_group)
    context["wants_code"] = permissions.may_choose_code(membership.user)
    context["has_code"] = bool(membership.user.secret_hash)
    context["asleep"] = secret_code.rests_until(membership.user)
    if present and cards.first_served_lately([membership.user]):
        context["maybe_found"] = True
        context["runs"] = permissions.runs(request.user, membership.peer_group)
        context["may_note_departure"] = permissions.can_note_departure(request.user, membership)
    return render(request, "accounts/card_new.html", context)


def _print(request: MemberRequest, membership: Membership) -> HttpResponse:
    replacing = request.POST.get("replacing", "")
    number = int(replacing) if replacing.isascii() and replacing.isdigit() and len(replacing) < 19 else 0
    try:
        issued, words, token = cards.print_card(membership, request.user, replacing=number, but=request.session)
    except cards.AlreadyPrintedError:
        return redirect("accounts:sheet")
    except cards.TooManyCardsError as error:
        messages.warning(request, str(error))
        return redirect("groups:people", membership.peer_group.slug)
    printed.keep(request, PRINTOUT, {"card": issued.pk, "membership": membership.pk, "words": words, "token": token})
    return redirect("accounts:sheet")


@never_cache
@form_view
def printout(request: MemberRequest) -> HttpResponse:
    """Show the card just made, for ten minutes, to the person who made it; POST: for ten more.

    The address of the page names no group: browsers print addresses in the margin.
    """
    if request.method == "POST":
        printed.renew(request, PRINTOUT)
        return redirect("accounts:sheet")
    shown = _printout(request)
    return render(request, "accounts/card_sheet.html" if shown else "accounts/card_gone.html", shown or {})


def _printout(request: MemberRequest) -> dict[str, Any] | None:
    """Return what stands on the printed page, while it may be shown."""
    kept = printed.shown(request, PRINTOUT)
    if kept is None:
        return None
    membership = Membership.objects.select_related("user", "peer_group").filter(pk=kept["membership"]).first()
    if not membership or not permissions.can_print_card(request.user, membership):
        return None
    shown = membership.user.cards.present().filter(pk=kept["card"]).first()
    if shown is None:
        return None
    prepared = reset_by_two.pending_of(membership)
    address = reverse("accounts:card_token", args=[kept["token"]])
    return {
        "membership": membership,
        "group": membership.peer_group,
        "words": kept["words"],
        "first_use_by": shown.first_use_by,
        "wants_code": permissions.may_choose_code(membership.user),
        "code_serves_at": prepared.takes_effect_at if prepared else None,
        "host": urlsplit(settings.ORIGIN).netloc,
        "path": reverse("accounts:card"),
        "picture": qr.svg(f"{settings.ORIGIN}{address}", "Carré à scanner de la carte"),
    }


@require_POST
def pause(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Pause a card: lost, lent, or no longer wanted."""
    membership = membership_for(request.user, slug, pk, permissions.can_print_card)
    if cards.pause_card(membership, request.user, but=request.session):
        messages.success(request, f"{membership.user} : la carte est en pause, elle n’ouvre plus rien.")
    else:
        messages.info(request, f"{membership.user} : aucune carte ne servait. Rien n’a changé.")
    return redirect("groups:people", slug)


@require_POST
def wake(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Wake a paused card; one that fell asleep after fifteen wrong codes waits."""
    membership = membership_for(request.user, slug, pk, permissions.can_print_card)
    if cards.wake_card(membership, request.user):
        messages.success(request, f"{membership.user} : la carte marche de nouveau. {PREPARED_BY_TWO}")
    else:
        messages.info(
            request,
            "Cette carte dort après plusieurs essais. Les mots de secours la réveillent. "
            "Sans eux, préparez à deux un nouveau code, puis imprimez une nouvelle carte.",
        )
    return redirect("groups:people", slug)
