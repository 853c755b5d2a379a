"""/compte/: the home of the member's account, and the way to each thing they may change."""

import datetime
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import reauthentication
from accounts.account.home_choices import home_choices
from accounts.mandates import second_hand
from accounts.models import Mandate, Membership, User
from accounts.permissions import groups_run_by, has_admin_rights, is_coordinator, may_choose_code
from accounts.requests import MemberRequest
from accounts.sign_in import interrupted_forms, own_email
from directory.models import Collective

TOLD_FOR = datetime.timedelta(days=90)  # how long one's own page says that a group noted one's departure


def _memberships_of(user: User) -> tuple[list[Membership], list[Membership]]:
    """Return the member's present memberships, and those that their groups noted as over lately; one query."""
    today = timezone.localdate()
    present, all_of_theirs = user.memberships.current(), user.memberships.all()
    noted = Q(left_at__isnull=True, ends_on__lt=today, ends_on__gte=today - TOLD_FOR)
    found = all_of_theirs.filter(noted | Q(pk__in=present.values("pk"))).select_related("peer_group")
    rows = list(found.order_by("peer_group__name", "pk"))
    over = [each for each in rows if each.ends_on and each.ends_on < today]
    present_in = {each.peer_group_id for each in rows if each not in over}
    return [each for each in rows if each not in over], [each for each in over if each.peer_group_id not in present_in]


def _groups_of(user: User, memberships: list[Membership], mandates: list[Mandate]) -> list[dict[str, Any]]:
    run = set(groups_run_by(user))
    groups = []
    for membership in memberships:
        held = [mandate for mandate in mandates if mandate.membership_id == membership.pk and mandate.is_held]
        parts = [_part(mandate.get_office_display(), mandate, mandate.accepted_at) for mandate in held]
        if membership.role != membership.Role.MEMBER:
            parts.append(_part(membership.get_role_display(), membership, membership.role_accepted_at))
        group = membership.peer_group
        leaves = {"leaves_on": membership.ends_on}
        groups.append({"pk": membership.pk, "group": group, "parts": parts, "runs": group in run, **leaves})
    return groups


def _part(label: str, place: Mandate | Membership, accepted_at: datetime.datetime | None) -> str:
    if accepted_at:
        return label
    if second_hand.is_awaited(place):
        return f"{label} (une personne de la coordination confirme d’abord, vous n’avez rien à faire)"
    confirmed_at = place.confirmed_at if isinstance(place, Mandate) else place.role_confirmed_at
    return f"{label} (attend votre code{'' if confirmed_at else ', devant une personne du bureau'})"


def _mandates_of(user: User) -> list[Mandate]:
    mandates = Mandate.objects.filter(membership__user=user).select_related("membership", "replaces__membership__user")
    return list(mandates.order_by("-starts_on", "-pk"))


def _with_hand_overs(mandates: list[Mandate]) -> list[dict[str, Any]]:
    """Return each mandate with the hand-overs its holder may open: of the office they leave, of the one they take."""
    found = []
    for mandate in mandates:
        passing = [mandate] if mandate.ends_on else []
        found.append({"mandate": mandate, "passing": passing + ([mandate.replaces] if mandate.replaces else [])})
    return found


def _ways_in(user: User) -> dict[str, Any]:
    """Return what this person may sign in with."""
    held = list(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    return {
        "has_second_factor": Authenticator.Type.TOTP in held,
        "recognised_by": held.count(Authenticator.Type.WEBAUTHN),
        "has_password": user.has_usable_password(),
        "may_be_rescued": reauthentication.gives_code(user),
        "may_choose_code": may_choose_code(user),
        "mail_is_sent": settings.MAIL_IS_SENT,
        "email_is_proved": own_email.is_proved(user),
    }


@require_safe
def home(request: MemberRequest) -> HttpResponse:
    """Show the groups, mandates and ways in of the member, and the way to each thing they may change."""
    user = request.user
    mandates = _mandates_of(user)
    present, left_lately = _memberships_of(user)
    context = {
        "groups": _groups_of(user, present, mandates),
        "left_lately": left_lately,
        "mandates": _with_hand_overs(mandates),
        "collectives": Collective.objects.filter(referents__user=user).order_by("name"),
        "card": user.cards.present().select_related("slip").first(),
        "may_enter_admin": has_admin_rights(user),
        "is_coordinator": is_coordinator(user),
        **_ways_in(user),
        "begun": interrupted_forms.begun(user),
    }
    return render(request, "accounts/home.html", context | home_choices(user, context))
