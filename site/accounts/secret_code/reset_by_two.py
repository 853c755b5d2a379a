"""A new secret code for a person who forgot theirs: prepared by two people of the group, in service 24 hours later.

The two helpers are a facilitator and a board member in mandate, each in their own session, never the same person and
never the owner: one helper alone opens nothing. The owner chooses the new code in front of the second helper, who
looks away. Until its hour the old code still works, and the owner is told at any sign-in and may refuse in one tap
(docs/architecture.md#who-may-do-what). Every step is one conditional UPDATE: two at once do it once.
"""

import datetime
import itertools

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.db.models import Min
from django.urls import reverse
from django.utils import timezone

from accounts import journal, open_sessions
from accounts.models import GroupAct, LoginCard, Mandate, Membership, SecretReset, User
from accounts.models.group import SecretResetQuerySet
from accounts.permissions import ways_in
from accounts.requests import MemberRequest
from directory.models import PeerGroup

WAIT = datetime.timedelta(hours=24)
SETTLED = datetime.timedelta(days=7)
MOVES = (GroupAct.Kind.ROLE_CHANGED, GroupAct.Kind.MANDATE_RECORDED)
FACILITATOR, BOARD = "facilitator", "board"
BOTH = {FACILITATOR, BOARD}


class NoLongerPossibleError(Exception):
    """The request was cancelled or is too old, or the two helpers are no longer one of each kind."""


def make_a_pair(one: set[str], other: set[str]) -> bool:
    """Return whether two people, of whom each has these kinds, are a facilitator and a board member.

    >>> make_a_pair({"facilitator"}, {"facilitator"}), make_a_pair({"board"}, {"facilitator"})
    (False, True)
    """
    return any({first, second} == BOTH for first in one for second in other)


def helpers(group: PeerGroup, owner: User) -> dict[User, set[str]]:
    """Return who may help `owner` in `group` today, each with their kinds: FACILITATOR, BOARD.

    A kind counts once it is a week old: otherwise a helper could name their own second helper, and be alone.
    """
    day = timezone.localdate() - SETTLED
    settled = (
        Membership.objects.running()
        .filter(peer_group=group, starts_on__lte=day, user__is_active=True)
        .exclude(user=owner)
    )
    elected = set(
        Mandate.objects.current()
        .filter(membership__peer_group=group, starts_on__lte=day, recorded_on__lte=day)
        .values_list("membership", flat=True)
    )
    recent = GroupAct.objects.filter(peer_group=group, kind__in=MOVES)
    moved = set(recent.filter(done_at__gt=timezone.now() - SETTLED).values_list("subject", flat=True))
    found: dict[User, set[str]] = {}
    for membership in settled.select_related("user"):
        kinds = found.setdefault(membership.user, set())
        if membership.role == Membership.Role.FACILITATOR and membership.user_id not in moved:
            kinds.add(FACILITATOR)
        if membership.pk in elected and membership.user_id not in moved:
            kinds.add(BOARD)
    return found


def is_possible(helping: dict[User, set[str]]) -> bool:
    """Return whether two of these people can prepare a code together."""
    return any(make_a_pair(one, other) for one, other in itertools.combinations(helping.values(), 2))


def pending_of(membership: Membership) -> SecretReset | None:
    """Return the code this group is preparing for this person, if any."""
    found = SecretReset.objects.pending().filter(user=membership.user, peer_group=membership.peer_group)
    reset = found.select_related("asked_by", "confirmed_by").first()
    if reset and not reset.confirmed_at and not found.waiting().exists():
        return None  # no second helper for a week: nothing is being prepared
    return reset


def _close(resets: SecretResetQuerySet) -> int:
    """Refuse these prepared codes; return how many."""
    return resets.update(refused_at=timezone.now(), secret_hash="")


def _update_news(user: User) -> None:
    """Note on the owner whether a prepared code still waits for their answer."""
    told = SecretReset.objects.to_tell().filter(user=user).exists()
    User.objects.filter(pk=user.pk).update(has_code_news=told)


def ask(membership: Membership, by: User) -> None:
    """Record the first helper's request: the person is there and forgot their code. Two requests count once.

    Close what another group prepared for the same person, and what has waited here for over a week: a person has one
    request at a time, and no group learns of another.
    """
    user, group = membership.user, membership.peer_group
    try:
        with transaction.atomic():
            others = SecretReset.objects.pending().filter(user=user)
            _close(others.exclude(peer_group=group))
            _close(others.lapsed())
            _update_news(user)
            SecretReset.objects.create(user=user, peer_group=group, asked_by=by)
            journal.record(group, GroupAct.Kind.RESET_ASKED, by, subject=user)
    except IntegrityError:
        return


def may_confirm(reset: SecretReset, by: User, helping: dict[User, set[str]]) -> bool:
    """Return whether `by` may be the second helper: of the other kind than the first, and both still help."""
    if reset.confirmed_at or reset.asked_by is None or by == reset.asked_by:
        return False
    return make_a_pair(helping.get(reset.asked_by, set()), helping.get(by, set()))


def confirm(reset: SecretReset, by: User, kept: str) -> None:
    """Record the code that the owner chose in front of the second helper: in service in 24 hours.

    `kept` is what accounts.secret_code.rules.make returned. Raise NoLongerPossibleError.
    """
    now = timezone.now()
    with transaction.atomic():
        if not may_confirm(reset, by, helpers(reset.peer_group, reset.user)):
            raise NoLongerPossibleError
        taken = SecretReset.objects.waiting().filter(pk=reset.pk)
        if not taken.update(confirmed_by=by, confirmed_at=now, secret_hash=kept, takes_effect_at=now + WAIT):
            raise NoLongerPossibleError
        User.objects.filter(pk=reset.user_id).update(has_code_news=True)
        journal.record(reset.peer_group, GroupAct.Kind.RESET_CONFIRMED, by, subject=reset.user)


def cancel(membership: Membership) -> bool:
    """Close what the group prepares for a member, at the request of any helper; return False when there was nothing."""
    with transaction.atomic():
        mine = SecretReset.objects.pending().filter(user=membership.user, peer_group=membership.peer_group)
        closed = _close(mine)
        _update_news(membership.user)
    return bool(closed)


def lock_pending(user: User) -> None:
    """Lock the code prepared for a person: it cannot come into service before this transaction ends.

    All functions here write the prepared code first, then the person: the other order would deadlock.
    """
    list(SecretReset.objects.pending().select_for_update().filter(user=user))


def drop_pending(user: User) -> None:
    """Close what is prepared for a person who has just chosen a code by themselves."""
    if _close(SecretReset.objects.pending().filter(user=user)):
        _update_news(user)


def apply_due(user: User) -> bool:
    """Put a prepared code in service once its hour has come; return whether it was. Call before comparing any code.

    The old code stops, the tries start again, every open session of the person ends. When the owner refuses it at the
    same instant, exactly one of the two happens.
    """
    if not SecretReset.objects.due().filter(user=user).exists():
        return False
    with transaction.atomic():
        reset = SecretReset.objects.due().select_for_update().filter(user=user).first()
        if reset is None:
            return False
        kept = reset.secret_hash
        if not SecretReset.objects.due().filter(pk=reset.pk).update(applied_at=timezone.now(), secret_hash=""):
            return False
        User.objects.filter(pk=user.pk).update(secret_hash=kept, secret_tries=0, paused_until=None)
        open_sessions.end_all(user)
    return True


def to_tell(user: User) -> SecretReset | None:
    """Return the code, prepared or in service, that its owner has not answered about."""
    if not user.has_code_news:
        return None
    told = SecretReset.objects.to_tell().filter(user=user).select_related("asked_by", "confirmed_by")
    return told.order_by("-confirmed_at").first()


def news(request: MemberRequest) -> SecretReset | None:
    """Return the code to announce in this session, if any.

    A session opened with a card once the new code is in service is not asked: the person who chose that code would
    answer in the owner's place. Sessions opened in another way are still asked.
    """
    reset = to_tell(request.user)
    if reset and reset.applied_at and "card" in ways_in(request):
        return None
    return reset


def tell(request: MemberRequest) -> str | None:
    """Return the address where the owner reads that two people prepared a code: the first step after sign-in."""
    return reverse("accounts:code_news") if news(request) else None


def accept(user: User) -> None:
    """Record « C’est bien moi »."""
    SecretReset.objects.to_tell().filter(user=user).update(answered_at=timezone.now())
    _update_news(user)


def refuse(user: User) -> bool:
    """Record « Ce n’est pas moi »: the prepared code will never serve. Return False if it serves already."""
    with transaction.atomic():
        stopped = _close(SecretReset.objects.confirmed().filter(user=user))
        _update_news(user)
    return bool(stopped)


def close_every_way_in(user: User, but: str | None, *, keep_password: bool) -> bool:
    """Record « Ce n’est pas moi » when the new code serves already: an intruder may be inside.

    No code opens the account any more, the card is paused, every device and second factor added since then is
    forgotten, and every session ends except the one whose key is `but`. The password, which the intruder may have set,
    ends too, unless the owner has just signed in with it (`keep_password`). Return False when it was done before.
    """
    serving = SecretReset.objects.to_tell().filter(user=user, applied_at__isnull=False)
    with transaction.atomic():
        since = serving.aggregate(since=Min("applied_at"))["since"]
        if since is None or not serving.update(answered_at=timezone.now()):
            return False
        if not keep_password:
            user.set_unusable_password()
        User.objects.filter(pk=user.pk).update(secret_hash="", rescue_hash="", password=user.password)
        LoginCard.objects.usable().filter(user=user).update(paused_at=timezone.now())
        Authenticator.objects.filter(user=user, created_at__gte=since).delete()
        open_sessions.end_all(user, but=but)
        _update_news(user)
    return True


def refuse_unrecognised(user: User) -> None:
    """Refuse what one or two helpers prepare for a person who has not said that it is theirs."""
    if _close(SecretReset.objects.pending().filter(user=user, answered_at__isnull=True)):
        _update_news(user)


def withdraw_requests(helper: User) -> None:
    """Withdraw what this helper alone has asked for others: a second helper begins again with another person.

    A code that two people have prepared stays: its owner is told, and may refuse.
    """
    _close(SecretReset.objects.pending().filter(asked_by=helper, confirmed_at__isnull=True))


def purge(keep: datetime.timedelta) -> int:
    """Erase what was refused, put in service or left without a second helper for `keep`; return how many."""
    limit = timezone.now() - keep
    over = SecretReset.objects.filter(refused_at__lt=limit) | SecretReset.objects.filter(applied_at__lt=limit)
    left = SecretReset.objects.lapsed().filter(asked_at__lt=limit)
    erased, _ = (over | left).delete()
    silent = User.objects.filter(has_code_news=True).exclude(pk__in=SecretReset.objects.to_tell().values("user"))
    silent.update(has_code_news=False)
    return erased
