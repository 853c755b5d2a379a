"""Who may do what: the passport is its holder's alone. Each helper loads and authorizes; a stranger gets 404."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts.requests import MemberRequest
from passport.models import Confirmation, Entry, Occasion, Proposal, Reply, Share


def own_entry(request: MemberRequest, pk: int) -> Entry:
    """Return the member's own standing entry. Raises Http404 for anybody else's, or a removed one."""
    return get_object_or_404(Entry.objects.of(request.user).standing().with_skill(), pk=pk)


def own_entry_even_removed(request: MemberRequest, pk: int) -> Entry:
    """Return the member's own entry, removed or not (a second press changes nothing). Raises Http404."""
    return get_object_or_404(Entry.objects.of(request.user).with_skill(), pk=pk)


def own_occasion(request: HttpRequest, entry: Entry, pk: int) -> Occasion:
    """Return an occasion of an entry already authorized. Raises Http404."""
    return get_object_or_404(entry.occasions.all(), pk=pk)


def own_share(request: MemberRequest, pk: int) -> Share:
    """Return the member's own share. Raises Http404 for anybody else's."""
    return get_object_or_404(Share.objects.of(request.user), pk=pk)


def own_reply(request: MemberRequest, pk: int) -> Reply:
    """Return a message left for the member. Raises Http404 for anybody else's."""
    return get_object_or_404(Reply.objects.of(request.user).select_related("share"), pk=pk)


def own_confirmation(request: MemberRequest, pk: int) -> Confirmation:
    """Return what was written, or taken back, about the member's own entry. Raises Http404 for anybody else's."""
    mine = Confirmation.objects.on_entries_of(request.user).select_related("entry__skill", "confirmer", "occasion")
    return get_object_or_404(mine.exclude(state__in=[Confirmation.State.ASKED, Confirmation.State.DECLINED]), pk=pk)


def own_request(request: MemberRequest, pk: int) -> Confirmation:
    """Return the member's own request: unanswered as far as they know, or its answer taken back. Raises Http404."""
    state = Confirmation.State
    mine = Confirmation.objects.on_entries_of(request.user)
    return get_object_or_404(mine.filter(state__in=[state.ASKED, state.DECLINED, state.WITHDRAWN]), pk=pk)


def own_invitation(request: MemberRequest, pk: int, *, is_known: bool) -> Confirmation | None:
    """Return the member's own invitation, answered or not. Raises Http404.

    None when it is gone and their session knows it was theirs (`is_known`).
    """
    mine = Confirmation.objects.on_entries_of(request.user).filter(invite_until__isnull=False)
    found = mine.select_related("entry__skill").filter(pk=pk).first()
    if found is None and not is_known:
        raise Http404
    return found


def asked_of_me(request: MemberRequest, pk: int) -> Confirmation:
    """Return what the member is asked, or has just answered: a second press is the same answer. Raises Http404."""
    asked = Confirmation.objects.filter(confirmer=request.user, offer__isnull=True, entry__removed_at__isnull=True)
    return get_object_or_404(asked.select_related("entry__skill", "entry__member", "occasion"), pk=pk)


def given_by_me(request: MemberRequest, pk: int) -> Confirmation:
    """Return what the member wrote, when asked, about another member's entry. Raises Http404."""
    return get_object_or_404(Confirmation.objects.given_by(request.user), pk=pk)


def offered_by_me(request: MemberRequest, pk: int) -> Proposal:
    """Return a « Je t’ai vu faire » the member offered, whatever its receiver did with it. Raises Http404."""
    return get_object_or_404(Proposal.objects.filter(offered_by=request.user), pk=pk)
