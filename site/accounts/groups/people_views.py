"""/groupe/: the people of a group, for those who run it. Nothing there tells of learning."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts import names, permissions
from accounts.groups import new_account
from accounts.groups.forms import OpenAccountForm, is_opening_key, opening_key, other_key
from accounts.mandates.second_hand import needs_second_hand
from accounts.models import LoginCard, Mandate, Membership, SecretReset, User
from accounts.permissions import group_for
from accounts.requests import MemberRequest
from accounts.secret_code import rules as secret_code
from directory.models import PeerGroup
from lib import typed
from lib.alphabetical import Alphabetical
from lib.http import form_view, render_form

LONGEST_LIST = 50
OPENED = "le compte est ouvert. Il reste à imprimer sa carte."
OPENED_AND_WAITS = "le compte est ouvert. Une autre personne de la coordination confirme d’abord sa place."
FACILITATOR = Membership.Role.FACILITATOR


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """List the groups the member runs; lead a coordinator to every group of the directory."""
    coordinator = permissions.is_coordinator(request.user)
    own = list(permissions.groups_run_by(request.user).order_by("name"))
    if not own and not coordinator:
        raise Http404
    to_confirm = _with_places_to_confirm() if coordinator else ()
    context = {"own": own, "coordinator": coordinator, "to_confirm": to_confirm}
    return render(request, "accounts/groups.html", context)


def _with_places_to_confirm() -> list[PeerGroup]:
    """Return the groups where a place serves only once the coordination has confirmed it.

    That of a pair-advocate, or one that a coordinator gave alone.
    """
    present = Membership.objects.current()
    proposed = present.filter(is_peer_advocate=True, advocate_confirmed_at__isnull=True)
    roles = present.filter(role=FACILITATOR, role_accepted_at=None, role_confirmed_at=None)
    roles = roles.filter(role_given_by__in=User.objects.filter(groups__name=permissions.COORDINATION))
    offices = Mandate.objects.standing().filter(accepted_at=None, confirmed_at=None, membership__in=present)
    offices = offices.filter(recorded_by__in=User.objects.filter(groups__name=permissions.COORDINATION))
    waiting = Q(pk__in=proposed.values("peer_group")) | Q(pk__in=roles.values("peer_group"))
    groups = PeerGroup.objects.filter(waiting | Q(pk__in=offices.values("membership__peer_group")))
    return list(groups.order_by("name")[:LONGEST_LIST])


def _people(user: User, group: PeerGroup) -> list[dict[str, Any]]:
    printable = permissions.printable(user, group)
    runs = permissions.runs(user, group)
    shown = Membership.objects.current().filter(peer_group=group) if runs else printable
    waiting = SecretReset.objects.waiting().filter(peer_group=group).exclude(user=user)
    code_waits = set(waiting.values_list("user", flat=True)) if runs else set()
    present = Prefetch("user__cards", LoginCard.objects.filter(revoked_at__isnull=True), to_attr="present_cards")
    listed = shown.select_related("user").prefetch_related(present)
    listed = listed.order_by(Alphabetical("user__display_name"), "user__username")
    called = names.told_apart((membership.user for membership in listed), [group])
    may_print = set(printable.values_list("pk", flat=True))
    return [
        {
            "membership": membership,
            "name": called[membership.user_id],
            "card": next(iter(membership.user.present_cards), None),
            "asleep": secret_code.rests_until(membership.user),
            "may_print": membership.pk in may_print,
            "code_waits": membership.user_id in code_waits,
        }
        for membership in listed
    ]


@require_safe
def people(request: MemberRequest, slug: str) -> HttpResponse:
    """List the people of a group by display name, with their cards."""
    group = group_for(request.user, slug, permissions.can_see_group)
    runs, listed = permissions.runs(request.user, group), _people(request.user, group)
    context = {
        "group": group,
        "people": listed,
        "has_marks": names.has_mark(person["name"] for person in listed),
        "runs": runs,
        "records": _has_planned(listed) and permissions.can_record_mandate(request.user, group),
        "may_open": runs or permissions.can_open_first_account(request.user, group),
        "has_people": not listed and needs_second_hand(group),
        "waits_for_another": not runs and _waits_for_another_coordinator(request.user, group),
        "to_be_confirmed": None if runs else _to_be_confirmed(request.user, group),
    }
    return render(request, "accounts/group.html", context)


def _has_planned(listed: list[dict[str, Any]]) -> bool:
    return any(person["membership"].place_planned for person in listed)


def _to_be_confirmed(user: User, group: PeerGroup) -> Membership | None:
    """Return the first account that this coordinator opened, while another one has not confirmed its place."""
    alone = permissions.appointed_memberships(group)
    if len(alone) != 1 or not permissions.gave_place(user, alone[0]):
        return None
    return alone[0] if permissions.awaits_another_coordinator(alone[0]) else None


def _waits_for_another_coordinator(user: User, group: PeerGroup) -> bool:
    """Return whether nobody runs the group and another coordinator must open its first account."""
    is_empty = permissions.is_coordinator(user) and not permissions.appointed_memberships(group)
    return is_empty and permissions.has_noted_mandates(user, group)


def _is_one_too_many(group: PeerGroup, form: OpenAccountForm) -> bool:
    """Return whether the group opened as many accounts as it may in a day, and say so above the form."""
    if new_account.take_a_turn(group):
        return False
    form.add_error(None, new_account.MANY_OPENED)
    return True


def _opened(request: MemberRequest, membership: Membership) -> HttpResponse:
    """Say what comes next: its card, or another coordinator who confirms first."""
    may_print = permissions.can_print_card(request.user, membership)
    messages.success(request, f"{membership.user} : {OPENED if may_print else OPENED_AND_WAITS}")
    return _next(request.user, membership)


def _next(user: User, membership: Membership) -> HttpResponse:
    slug = membership.peer_group.slug
    may_print = permissions.can_print_card(user, membership)
    return redirect("groups:card", slug, membership.pk) if may_print else redirect("groups:people", slug)


def _key(request: MemberRequest, group: PeerGroup) -> str:
    """Return the key that was sent; sent with another name than that of the account it opened, it is another key."""
    key, name = request.POST.get("key", ""), typed.name(request.POST.get("display_name", "").strip())
    if not is_opening_key(key):
        return key
    opened = User.objects.filter(memberships__opening_key=key, memberships__peer_group=group).first()
    return other_key(request.user, key, name) if opened and opened.display_name != name else key


@form_view
def open_account(request: MemberRequest, slug: str) -> HttpResponse:
    """Open the account of one person: a display name, nothing else."""
    group = group_for(request.user, slug, permissions.can_see_group)
    key = _key(request, group)
    already = is_opening_key(key) and Membership.objects.filter(opening_key=key, peer_group=group).first()
    if already:  # the button was pressed twice
        return _next(request.user, already)
    if not permissions.can_open_account(request.user, group):
        raise Http404
    first = not permissions.runs(request.user, group)
    data = {**request.POST.dict(), "key": key} if request.method == "POST" else None
    form = OpenAccountForm(data, group=group, first=first, initial={"key": opening_key()})
    if request.method == "POST" and form.is_valid() and not _is_one_too_many(group, form):
        try:
            name, part = form.cleaned_data["display_name"], form.part()
            membership = new_account.open_account(group, name, key, by=request.user, **part)
        except Membership.DoesNotExist as error:  # this key opened an account in another group
            raise Http404 from error
        return _opened(request, membership)
    second = first and needs_second_hand(group)
    context = {"group": group, "may_invite": not first, "needs_second_hand": second}
    return render_form(request, "accounts/open_account.html", form, **context)
