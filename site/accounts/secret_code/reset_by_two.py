"""A new secret code for a person who forgot theirs: prepared by two people of the group, in service 24 hours later.

The two helpers are a facilitator and a board member in mandate, each in their own session, two people by the rule of
accounts.two_people, and never the owner: one helper alone opens nothing, whatever the accounts they can open. The owner
chooses the new code in front of the second helper, who looks away. Until its hour the old code still works, and the
owner is told at any sign-in and may refuse in one tap (docs/architecture.md#who-may-do-what).

Who prepared a code may also have printed a card: with a card printed or woken since the month before the request, by
whoever it was, the code comes into service after fourteen days instead of one; in service already, it stops. Every step
is one conditional UPDATE: two at once do it once.
"""

import datetime

from allauth.mfa.models import Authenticator
from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction
from django.db.models import F, Min, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from accounts import journal, open_sessions
from accounts.models import GroupAct, LoginCard, Membership, SecondSlip, SecretReset, User
from accounts.models.group import SecretResetQuerySet
from accounts.permissions import ways_in
from accounts.requests import MemberRequest
from accounts.secret_code.two_helpers import Helpers, helpers

WAIT = datetime.timedelta(hours=24)
LONG_WAIT = datetime.timedelta(days=14)
PRINTED_BEFORE = datetime.timedelta(days=30)


class NoLongerPossibleError(Exception):
    """The request was cancelled or is too old, or the two helpers are no longer one of each kind."""


def pending_of(membership: Membership) -> SecretReset | None:
    """Return the code this group is preparing for this person, if any."""
    found = SecretReset.objects.pending().filter(user=membership.user, peer_group=membership.peer_group)
    reset = found.select_related("asked_by", "confirmed_by").first()
    if reset and not reset.confirmed_at and not found.waiting().exists():
        return None  # no second helper for a week: nothing is being prepared
    return reset


def waiting_in_groups_of(user: User) -> SecretResetQuerySet:
    """Return what others ask or prepare in the groups that `user` runs, with the membership it is for."""
    groups = Membership.objects.running().filter(user=user).values("peer_group")
    standing = SecretReset.objects.pending().exclude(pk__in=SecretReset.objects.lapsed())
    others = standing.filter(peer_group__in=groups).exclude(Q(user=user) | Q(asked_by=user) | Q(confirmed_by=user))
    of_member = Membership.objects.current().filter(user=OuterRef("user"), peer_group=OuterRef("peer_group"))
    return others.annotate(membership=Subquery(of_member.values("pk")[:1])).filter(membership__isnull=False)


def prepared_by_others(user: User, most: int | None = None) -> list[SecretReset]:
    """Return those of `waiting_in_groups_of`, the oldest first: every keyholder sees them, and may cancel them."""
    found = waiting_in_groups_of(user).select_related("peer_group")
    return list(found.order_by("asked_at")[:most])


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


def may_confirm(reset: SecretReset, by: User, helping: Helpers) -> bool:
    """Return whether `by` may be the second helper: another person of the other kind, and both still help."""
    if reset.confirmed_at or reset.asked_by is None or by == reset.asked_by:
        return False
    return helping.make_a_pair(reset.asked_by, by)


def waits_long(reset: SecretReset) -> bool:
    """Return whether a card of the owner was printed or woken since the month before the request, whoever did it.

    A third person who has the keys may be one of the two under another name, or have given them the card.
    """
    since = reset.asked_at - PRINTED_BEFORE
    woken = GroupAct.objects.filter(kind=GroupAct.Kind.CARD_WOKEN, subject=reset.user_id, done_at__gt=since)
    return LoginCard.objects.filter(user=reset.user_id, issued_at__gt=since).exists() or woken.exists()


def card_in_hands(user: User, *, is_own: bool = False) -> None:
    """Put off the code prepared for a person whose card has just been printed or woken: it could be in other hands.

    One that has served for less than LONG_WAIT stops, and so does what is open: who chose it may have let it serve
    before the card. The owner is still asked about it. Not for `is_own`, a card that its owner prints. Call it under
    `lock_pending`.
    """
    later = F("confirmed_at") + LONG_WAIT
    SecretReset.objects.confirmed().filter(user=user).update(takes_effect_at=later)
    recent = SecretReset.objects.filter(user=user, is_serving=True, confirmed_at__gt=timezone.now() - LONG_WAIT)
    if not is_own and recent.update(is_serving=False):
        User.objects.filter(pk=user.pk).update(secret_hash="")
        open_sessions.end_all(user)


def confirm(reset: SecretReset, by: User, kept: str) -> None:
    """Record the code that the owner chose in front of the second helper: in service in WAIT, or in LONG_WAIT.

    `kept` is what accounts.secret_code.rules.make returned. Raise NoLongerPossibleError.
    """
    now = timezone.now()
    with transaction.atomic():
        lock_pending(reset.user)  # a card printed at this instant is seen below, or sees the code confirmed
        if not may_confirm(reset, by, helpers(reset.peer_group, reset.user)):
            raise NoLongerPossibleError
        taken = SecretReset.objects.waiting().filter(pk=reset.pk)
        serves = now + (LONG_WAIT if waits_long(reset) else WAIT)
        if not taken.update(confirmed_by=by, confirmed_at=now, secret_hash=kept, takes_effect_at=serves):
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
    """Lock the codes prepared for a person: none comes into service, nor stops, before this transaction ends.

    All functions here write the prepared code first, then the person: the other order would deadlock.
    """
    theirs = SecretReset.objects.filter(user=user)
    held = theirs.filter(is_serving=True) | theirs.pending()
    list(held.select_for_update().order_by("pk"))


def drop_pending(user: User) -> None:
    """Close what is prepared for a person who has just chosen a code by themselves; none of those serves any more."""
    SecretReset.objects.filter(user=user, is_serving=True).update(is_serving=False)
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
        SecretReset.objects.filter(user=user, is_serving=True).update(is_serving=False)
        serving = {"applied_at": timezone.now(), "secret_hash": "", "is_serving": True}
        if not SecretReset.objects.due().filter(pk=reset.pk).update(**serving):
            return False
        User.objects.filter(pk=user.pk).update(secret_hash=kept, secret_tries=0, paused_until=None)
        LoginCard.objects.filter(user=user).note_entry()
        SecondSlip.objects.of(user).delete()
        open_sessions.end_all(user)
    return True


def to_tell(user: User) -> list[SecretReset]:
    """Return the codes, prepared or in service, that their owner has not answered about, the oldest first."""
    if not user.has_code_news:
        return []
    told = SecretReset.objects.to_tell().filter(user=user).select_related("asked_by", "confirmed_by")
    return list(told.order_by("confirmed_at", "pk"))


def news(request: MemberRequest) -> SecretReset | None:
    """Return the code to announce in this session, if any: each in its turn, one that served before too.

    A session opened with a card is not asked about the code in service: the person who chose that code would answer in
    the owner's place. Sessions opened in another way are still asked.
    """
    told = to_tell(request.user)
    if "card" in ways_in(request):
        serving = max((reset.applied_at for reset in told if reset.applied_at), default=None)
        told = [reset for reset in told if not serving or reset.applied_at != serving]
    return next(iter(told), None)


def tell(request: MemberRequest) -> str | None:
    """Return the address where the owner reads that two people prepared a code: the first step after sign-in."""
    return reverse("accounts:code_news") if news(request) else None


def accept(reset: SecretReset) -> None:
    """Record « C’est bien moi » about this code, and no other."""
    SecretReset.objects.to_tell().filter(pk=reset.pk).update(answered_at=timezone.now())
    _update_news(reset.user)


def refuse(user: User) -> bool:
    """Record « Ce n’est pas moi »: the prepared code will never serve. Return False if it serves already."""
    with transaction.atomic():
        stopped = _close(SecretReset.objects.confirmed().filter(user=user))
        _update_news(user)
    return bool(stopped)


def close_every_way_in(user: User, but: SessionBase | None, *, keep_password: bool) -> bool:
    """Record « Ce n’est pas moi » when the new code serves already: an intruder may be inside.

    No code opens the account any more, the card is paused, every device and second factor added since then is
    forgotten, and every session ends except `but`. The password, which the intruder may have set,
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
        SecretReset.objects.filter(user=user, is_serving=True).update(is_serving=False)
        LoginCard.objects.usable().filter(user=user).update(paused_at=timezone.now())
        SecondSlip.objects.of(user).delete()
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
