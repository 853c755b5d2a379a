"""Who may: the passport is its holder's alone. Each helper loads and authorizes; a stranger gets 404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.requests import MemberRequest
from passport.models import Confirmation, Entry, Occasion, Proposal, Reply, Share


def own_entry(request: MemberRequest, pk: int) -> Entry:
    """A standing line of the person who asks. Raises Http404 for anybody else's, or a removed one."""
    return get_object_or_404(Entry.objects.of(request.user).standing().with_skill(), pk=pk)


def own_removed_entry(request: MemberRequest, pk: int) -> Entry:
    """A removed line of the person who asks, standing ones included (a second press changes nothing)."""
    return get_object_or_404(Entry.objects.of(request.user).with_skill(), pk=pk)


def own_occasion(request: HttpRequest, entry: Entry, pk: int) -> Occasion:
    """An occasion of a line already authorized."""
    return get_object_or_404(entry.occasions.all(), pk=pk)


def own_share(request: MemberRequest, pk: int) -> Share:
    """A share of the person who asks. Raises Http404 for anybody else's."""
    return get_object_or_404(Share.objects.of(request.user), pk=pk)


def own_reply(request: MemberRequest, pk: int) -> Reply:
    """A message left for the person who asks. Raises Http404 for anybody else's."""
    return get_object_or_404(Reply.objects.of(request.user).select_related("share"), pk=pk)


def own_confirmation(request: MemberRequest, pk: int) -> Confirmation:
    """What was written, or taken back, about a line of the person who asks. Raises Http404 for anybody else's."""
    mine = Confirmation.objects.on_entries_of(request.user).select_related("entry__skill", "confirmer", "occasion")
    return get_object_or_404(mine.exclude(state__in=[Confirmation.State.ASKED, Confirmation.State.DECLINED]), pk=pk)


def own_request(request: MemberRequest, pk: int) -> Confirmation:
    """A request the person who asks made, unanswered as far as they know, or one whose answer was taken back."""
    state = Confirmation.State
    mine = Confirmation.objects.on_entries_of(request.user)
    return get_object_or_404(mine.filter(state__in=[state.ASKED, state.DECLINED, state.WITHDRAWN]), pk=pk)


def own_invitation(request: MemberRequest, pk: int, *, is_known: bool) -> Confirmation | None:
    """The QR the person made, answered or not. None when it is no more and their own session knows it was theirs."""
    mine = Confirmation.objects.on_entries_of(request.user).filter(invite_until__isnull=False)
    found = mine.select_related("entry__skill").filter(pk=pk).first()
    if found is None and not is_known:
        raise Http404
    return found


def asked_of_me(request: MemberRequest, pk: int) -> Confirmation:
    """What the person is asked, or has just answered: pressed twice, it is the same answer."""
    asked = Confirmation.objects.filter(confirmer=request.user, offer__isnull=True, entry__removed_at__isnull=True)
    return get_object_or_404(asked.select_related("entry__skill", "entry__member", "occasion"), pk=pk)


def given_by_me(request: MemberRequest, pk: int) -> Confirmation:
    """What the person wrote about somebody's line, when asked."""
    return get_object_or_404(Confirmation.objects.given_by(request.user), pk=pk)


def offered_by_me(request: MemberRequest, pk: int) -> Proposal:
    """A « Je t’ai vu faire » of the person who asks, whatever was done of it."""
    return get_object_or_404(Proposal.objects.filter(offered_by=request.user), pk=pk)
