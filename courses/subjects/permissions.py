"""Who may do what with subjects and seats. The first line of each says who."""

import uuid

from django.contrib.auth.models import AnonymousUser
from django.http import Http404

from accounts.models import User
from accounts.permissions import is_coordinator, may_enter_admin
from accounts.requests import MemberRequest
from content.admin.roles import writes_pages
from content.practices.permissions import moderates, takes_part
from courses.models import CommitteeSeat, Subject


def may_propose(user: User | AnonymousUser) -> bool:
    """Everybody signed in who takes part in the exchange of practices."""
    return takes_part(user)


def may_offer(user: User) -> bool:
    """Whoever takes part, and has entered their account."""
    return takes_part(user) and user.has_entered


def sits(user: User | AnonymousUser) -> bool:
    """Those confirmed in the committee of lessons, until their year is over."""
    return user.is_authenticated and CommitteeSeat.objects.in_force().filter(user=user).exists()


def may_write(request: MemberRequest) -> bool:
    """Those who write the pages of the site, in a session that opens the admin."""
    return may_enter_admin(request) and writes_pages(request.user)


def may_name(user: User) -> bool:
    """The coordination."""
    return is_coordinator(user)


def may_confirm(request: MemberRequest) -> bool:
    """The coordination; the moderators, in a session that opens the admin."""
    return is_coordinator(request.user) or (moderates(request.user) and may_enter_admin(request))


def subject_to_weigh(user: User, pk: uuid.UUID) -> Subject:
    """Those who sit: return a subject that waits. Raise Http404 for anybody else."""
    found = Subject.objects.proposed().filter(pk=pk).first() if sits(user) else None
    if found is None:
        raise Http404
    return found
