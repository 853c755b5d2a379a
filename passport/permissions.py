"""Who may: the passport is its holder's alone. Each helper loads and authorizes; a stranger gets 404."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from passport.models import Entry, Occasion, Reply, Share


def own_entry(request: HttpRequest, pk: int) -> Entry:
    """A standing line of the person who asks. Raises Http404 for anybody else's, or a removed one."""
    return get_object_or_404(Entry.objects.of(request.user).standing().with_skill(), pk=pk)


def own_removed_entry(request: HttpRequest, pk: int) -> Entry:
    """A removed line of the person who asks, standing ones included (a second press changes nothing)."""
    return get_object_or_404(Entry.objects.of(request.user).with_skill(), pk=pk)


def own_occasion(request: HttpRequest, entry: Entry, pk: int) -> Occasion:
    """An occasion of a line already authorized."""
    return get_object_or_404(entry.occasions.all(), pk=pk)


def own_share(request: HttpRequest, pk: int) -> Share:
    """A share of the person who asks. Raises Http404 for anybody else's."""
    return get_object_or_404(Share.objects.of(request.user), pk=pk)


def own_reply(request: HttpRequest, pk: int) -> Reply:
    """A message left for the person who asks. Raises Http404 for anybody else's."""
    return get_object_or_404(Reply.objects.of(request.user).select_related("share"), pk=pk)
