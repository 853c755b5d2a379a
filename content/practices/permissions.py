"""Who may do what in the practice exchange. Each predicate's first line says who."""

from django.contrib.auth.models import AnonymousUser, Permission
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.models import User
from accounts.requests import MemberRequest
from content.models import PracticePage
from content.practices.sheets.states import sheets_of


def takes_part(user: User | AnonymousUser) -> bool:
    """Everybody signed in, but who only answers for a collective: proposes sheets, says « J’ai essayé »."""
    if not user.is_authenticated:
        return False
    if user.is_superuser or not user.referent_of.exists():
        return True
    return user.memberships.current().exists() or user.groups.exists()


def is_peer_advocate(user: User | AnonymousUser) -> bool:
    """Current members named pair-advocates by their group: answer questions. Nobody else, the admin included."""
    return user.is_authenticated and user.memberships.current().filter(is_peer_advocate=True).exists()


def moderates(user: User | AnonymousUser) -> bool:
    """The moderators of the site, and superusers: they read what is proposed, and publish it or not."""
    return user.is_active and user.has_perm("content.change_reviewcase")


def moderators() -> QuerySet[User]:
    """Everybody `moderates` says, by name."""
    right = Permission.objects.filter(content_type__app_label="content", codename="change_reviewcase")
    hold_it = Q(is_superuser=True) | Q(groups__permissions__in=right) | Q(user_permissions__in=right)
    return User.objects.filter(hold_it, is_active=True).distinct().order_by("display_name", "pk")


def own_sheet(request: MemberRequest, pk: int) -> PracticePage:
    """A sheet of the person who asks, with its cases. Raises Http404 for anybody else's."""
    return get_object_or_404(sheets_of(request.user), id=pk)
