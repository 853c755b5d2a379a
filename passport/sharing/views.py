"""Shares the holder opened: the QR, the code, who read, the messages left, and the way to stop."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from passport import host, permissions
from passport.models import Opening, Reply, Share
from passport.sharing import prepared_shares, qr
from passport.sharing import rules as sharing
from passport.sharing.reader_page import ReplyForm, passport_context

SHARES_LISTED = 100
OPENINGS_LISTED, REPLIES_LISTED = 50, 100


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """List open shares first, then those that were stopped or closed."""
    latest = Prefetch("openings", Opening.objects.shown()[:1], to_attr="latest")
    mine = list(Share.objects.of(request.user).prefetch_related(latest)[:SHARES_LISTED])
    context = {
        "open_shares": [share for share in mine if share.is_open],
        "ended": [share for share in mine if not share.is_open],
        "preparing": prepared_shares.latest(request.user),
    }
    return render(request, "passport/shares.html", context)


@require_safe
def detail(request: MemberRequest, pk: int) -> HttpResponse:
    """Show the QR, the address, the code to say, the journal, the readers' messages."""
    share = permissions.own_share(request, pk)
    address = share.address if share.is_open else ""
    context = {
        "share": share,
        "address": address,
        "shows_site": host.shows_site(),
        "qr": qr.svg(address) if address else "",
        "page_obj": Paginator(share.openings.all(), OPENINGS_LISTED).get_page(request.GET.get("page")),
        "replies": share.replies.all()[:REPLIES_LISTED],
        "titles": [item.title for item in share.items.filter(entry__removed_at__isnull=True)],
    }
    return render(request, "passport/share.html", context)


@require_safe
def preview(request: MemberRequest, pk: int) -> HttpResponse:
    """Show the holder exactly the reader's page."""
    share = permissions.own_share(request, pk)
    context = passport_context(request, share, sharing.shown_entries(share))
    context |= {
        "form": ReplyForm(),
        "sent": False,
        "back": share.get_absolute_url(),
        "back_words": "Revenir au partage",
    }
    return render(request, "sharing/passport.html", context)


@require_safe
def printout(request: MemberRequest, pk: int) -> HttpResponse:
    """Show a page to print, with the QR and never the code."""
    share = permissions.own_share(request, pk)
    address = share.address if share.is_open else ""
    if not address:
        return redirect(share)
    context = {"share": share, "shows_site": host.shows_site(), "qr": qr.svg(address)}
    return render(request, "passport/sheet.html", context)


@require_POST
def stop(request: MemberRequest, pk: int) -> HttpResponse:
    """Stop a share, at once; the others stay as they are."""
    share = permissions.own_share(request, pk)
    share.stop()
    messages.success(request, f"Le partage « {share.recipient_label} » est arrêté. Vos compétences restent.")
    return redirect("passport:shares")


@require_POST
def renew_code(request: MemberRequest, pk: int) -> HttpResponse:
    """Give a new code for the same QR."""
    share = permissions.own_share(request, pk)
    if not (share.is_open and share.has_code):
        return redirect(share)
    share.renew_code()
    messages.success(request, "Voici d’autres chiffres. Dites-les à la personne : les anciens ne servent plus.")
    return redirect(share)


@require_POST
def read_reply(request: MemberRequest, pk: int) -> HttpResponse:
    """Mark a message as read."""
    reply = permissions.own_reply(request, pk)
    Reply.objects.unread().filter(pk=reply.pk).update(read_at=timezone.now())
    return redirect(reply.share)
