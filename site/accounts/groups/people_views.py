"""/groupe/: those who run a group open accounts and print cards. Nothing there tells of learning."""

import time
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import permissions
from accounts.groups import issuing
from accounts.groups.forms import GroupSearchForm, OpenAccountForm, is_opening_key, opening_key
from accounts.models import LoginCard, Membership, SecretReset, User
from accounts.requests import MemberRequest
from accounts.secret_code import rules as secret_code
from directory.models import PeerGroup
from lib import qr
from lib.http import INVALID
from lib.secrets import seal, unseal

SHEET = "card_sheet"  # in the session of the person who prints: the sealed words of the last card
MINUTES_TO_PRINT = 10
LONGEST_LIST = 50


def _group(user: User, slug: str) -> PeerGroup:
    """The group, for those who may see its people. Raises Http404 for anyone else."""
    group = get_object_or_404(PeerGroup, slug=slug)
    if not permissions.can_see_group(user, group):
        raise Http404
    return group


def _printable(user: User, slug: str, pk: int) -> Membership:
    """The membership, for those who may print its card. Raises Http404 for anyone else."""
    memberships = Membership.objects.current().select_related("user", "peer_group")
    membership = get_object_or_404(memberships, pk=pk, peer_group__slug=slug)
    if not permissions.can_print_card(user, membership):
        raise Http404
    return membership


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """One's own groups; for a coordinator, any group of the directory by its name or town."""
    coordinator = permissions.is_coordinator(request.user)
    own = list(permissions.groups_run_by(request.user).order_by("name"))
    if not own and not coordinator:
        raise Http404
    form = GroupSearchForm(request.GET if "q" in request.GET else None)
    found = _search(form) if coordinator and form.is_bound and form.is_valid() else []
    context = {"own": own, "coordinator": coordinator, "form": form, "found": found, "longest": LONGEST_LIST}
    return render(request, "accounts/groups.html", context, status=INVALID if form.errors else 200)


def _search(form: GroupSearchForm) -> list[PeerGroup]:
    text = form.cleaned_data["q"]
    running = Count("memberships", filter=Q(memberships__in=Membership.objects.running()))
    groups = PeerGroup.objects.filter(Q(name__icontains=text) | Q(town__icontains=text))
    return list(groups.annotate(running=running).order_by("name")[:LONGEST_LIST])


def _people(user: User, group: PeerGroup) -> list[dict[str, Any]]:
    printable = permissions.printable(user, group)
    runs = permissions.runs(user, group)
    shown = Membership.objects.current().filter(peer_group=group) if runs else printable
    waiting = SecretReset.objects.waiting().filter(peer_group=group).exclude(user=user)
    code_waits = set(waiting.values_list("user", flat=True)) if runs else set()
    present = Prefetch("user__cards", LoginCard.objects.filter(revoked_at__isnull=True), to_attr="present_cards")
    may_print = set(printable.values_list("pk", flat=True))
    return [
        {
            "membership": membership,
            "name": str(membership.user),
            "card": next(iter(membership.user.present_cards), None),
            "asleep": membership.user.secret_tries >= secret_code.MOST_TRIES,
            "may_print": membership.pk in may_print,
            "code_waits": membership.user_id in code_waits,
        }
        for membership in shown.select_related("user").prefetch_related(present).order_by("user__display_name")
    ]


@require_safe
def people(request: MemberRequest, slug: str) -> HttpResponse:
    """The people of a group by their display names, and their cards."""
    group = _group(request.user, slug)
    context = {
        "group": group,
        "people": _people(request.user, group),
        "runs": permissions.runs(request.user, group),
        "may_open": permissions.can_open_account(request.user, group),
    }
    return render(request, "accounts/group.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def open_account(request: MemberRequest, slug: str) -> HttpResponse:
    """Open the account of one person: a display name, nothing else."""
    group = _group(request.user, slug)
    key = request.POST.get("key", "")
    already = is_opening_key(key) and Membership.objects.filter(opening_key=key, peer_group=group).first()
    if already:  # the button was pressed twice
        return redirect("groups:card", slug, already.pk)
    if not permissions.can_open_account(request.user, group):
        raise Http404
    first = not permissions.runs(request.user, group)
    data = request.POST if request.method == "POST" else None
    form = OpenAccountForm(data, first=first, initial={"key": opening_key()})
    if request.method == "POST" and form.is_valid():
        try:
            name, part = form.cleaned_data["display_name"], form.part()
            membership = issuing.open_account(group, name, key, by=request.user, **part)
        except Membership.DoesNotExist as error:  # this key opened an account in another group
            raise Http404 from error
        messages.success(request, f"{membership.user} : le compte est ouvert. Il reste à imprimer sa carte.")
        return redirect("groups:card", slug, membership.pk)
    context = {"group": group, "form": form, "may_invite": not first}
    return render(request, "accounts/open_account.html", context, status=INVALID if form.errors else 200)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def card(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Print a card: what it changes, then the sheet."""
    membership = _printable(request.user, slug, pk)
    if request.method == "POST":
        return _print(request, membership)
    present = issuing.current_card(membership.user)
    context = {"membership": membership, "group": membership.peer_group, "replacing": present.pk if present else 0}
    return render(request, "accounts/card_new.html", context)


def _print(request: MemberRequest, membership: Membership) -> HttpResponse:
    replacing = request.POST.get("replacing", "")
    number = int(replacing) if replacing.isascii() and replacing.isdigit() and len(replacing) < 19 else 0
    try:
        issued, words, token = issuing.print_card(membership, request.user, replacing=number)
    except issuing.AlreadyPrintedError:
        return redirect("accounts:sheet")
    except issuing.TooManyCardsError as error:
        messages.warning(request, str(error))
        return redirect("groups:people", membership.peer_group.slug)
    request.session[SHEET] = {
        "card": issued.pk,
        "membership": membership.pk,
        "at": int(time.time()),
        "sealed": seal([words, token]),
    }
    return redirect("accounts:sheet")


@never_cache
@require_safe
def sheet(request: MemberRequest) -> HttpResponse:
    """The card just printed, for ten minutes, to the one who printed it.

    Its address names no group: browsers print addresses in the margin.
    """
    paper = _paper(request)
    return render(request, "accounts/card_sheet.html" if paper else "accounts/card_gone.html", paper or {})


def _paper(request: MemberRequest) -> dict[str, Any] | None:
    """What stands on the paper, while it may still be shown."""
    kept = request.session.get(SHEET)
    if not kept or time.time() - kept["at"] > MINUTES_TO_PRINT * 60:
        return None
    membership = Membership.objects.select_related("user", "peer_group").filter(pk=kept["membership"]).first()
    opened = unseal(kept["sealed"])
    if not membership or not opened or not permissions.can_print_card(request.user, membership):
        return None
    if not membership.user.cards.filter(pk=kept["card"], revoked_at__isnull=True).exists():
        return None
    words, token = opened
    return {
        "membership": membership,
        "group": membership.peer_group,
        "words": words,
        "host": urlsplit(settings.ORIGIN).netloc,
        "path": reverse("accounts:card"),
        "picture": qr.svg(f"{settings.ORIGIN}{reverse('accounts:card_token', args=[token])}", "Code QR de la carte"),
    }


@require_POST
def pause(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Put a card to rest: lost, lent, or no longer wanted."""
    membership = _printable(request.user, slug, pk)
    issuing.pause_card(membership, request.user)
    messages.success(request, f"{membership.user} : la carte est en pause, elle n’ouvre plus rien.")
    return redirect("groups:people", slug)


@require_POST
def wake(request: MemberRequest, slug: str, pk: int) -> HttpResponse:
    """Make a resting card work again; one that fell asleep after fifteen wrong codes asks for a new card."""
    membership = _printable(request.user, slug, pk)
    if issuing.wake_card(membership, request.user):
        messages.success(request, f"{membership.user} : la carte marche de nouveau.")
    else:
        messages.info(
            request, "Cette carte dort après plusieurs essais. Imprimez une nouvelle carte : le code ne change pas."
        )
    return redirect("groups:people", slug)
