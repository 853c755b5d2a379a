"""What is done to the code, the card or the words of one person is done to nobody else's."""

import datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.groups import cards, joining
from accounts.models import GroupAct, GroupInvitation, LoginCard, Membership, SecondSlip, SecretReset, User
from accounts.recovery import emergency_stop, rescue_code
from accounts.secret_code import reset_by_two, second_slip
from accounts.secret_code import rules as secret_code
from tests.accounts.kit import CODE, OTHER_CODE, card_of
from tests.accounts.together import NEW_CODE
from tests.people import facilitates, person

MONTH = datetime.timedelta(days=30)


def paused(user: User) -> bool:
    return user.cards.get(revoked_at=None).paused_at is not None


@pytest.fixture
def other(people):
    """Somebody else of the same group, with a card and a code."""
    people.here.memberships.create(user=person("Alix"))
    return card_of(User.objects.get(display_name="Alix")).user


def test_a_wrong_code_costs_a_try_to_its_owner_alone(people, other):
    user = card_of(people.member).user
    assert not secret_code.attempt(user, OTHER_CODE)
    assert list(User.objects.filter(secret_tries=1)) == [user]


def test_after_thirty_days_only_the_cards_that_slept_wake(people, other):
    user = card_of(people.member).user
    with time_machine.travel(timezone.now(), tick=False) as clock:
        User.objects.filter(pk=user.pk).update(secret_tries=15, last_try_at=timezone.now())
        LoginCard.objects.update(paused_at=timezone.now())
        clock.shift(MONTH)
        assert secret_code.forget_tries() == 1
    assert (paused(user), paused(other)) == (False, True)


def test_a_helper_pauses_and_wakes_one_card(people, other):
    member = card_of(people.member).user.memberships.get()
    assert cards.pause_card(member, people.facilitator)
    assert (paused(people.member), paused(other)) == (True, False)
    LoginCard.objects.filter(user=other).update(paused_at=timezone.now())
    assert cards.wake_card(member, people.facilitator)
    assert (paused(people.member), paused(other)) == (False, True)
    assert not cards.wake_card(member, people.facilitator), "it did not rest any more"
    assert people.here.acts.filter(kind=GroupAct.Kind.CARD_WOKEN).count() == 1


def test_a_card_that_sleeps_is_not_woken_and_nothing_is_written(people):
    member = card_of(people.member).user.memberships.get()
    User.objects.filter(pk=people.member.pk).update(secret_tries=15, last_try_at=timezone.now())
    LoginCard.objects.update(paused_at=timezone.now())
    assert not cards.wake_card(member, people.facilitator)
    assert not people.here.acts.exists()


def test_cards_printed_long_ago_do_not_stop_a_new_one(people):
    for _ in range(5):
        cards.issue_card(people.member, by=None)
    LoginCard.objects.update(issued_at=timezone.now() - datetime.timedelta(days=2))
    for _ in range(5):
        cards.issue_card(people.member, by=None)
    LoginCard.objects.update(issued_at=timezone.now() - 2 * MONTH)
    cards.issue_card(people.member, by=None)


def test_the_words_of_one_person_wake_their_card_and_no_paused_one(people, other):
    """Somebody else's card sleeps, this one was paused by a helper: the words leave it so, and end the slip."""
    user = card_of(people.member).user
    second_slip.make(user.cards.get())
    given = rescue_code.words_fingerprint(rescue_code.make(user))
    User.objects.filter(pk=other.pk).update(secret_tries=15)
    LoginCard.objects.update(paused_at=timezone.now())
    assert rescue_code.use(user, given, OTHER_CODE)
    assert (paused(user), paused(other)) == (True, True)
    assert not SecondSlip.objects.exists()


def test_the_rescue_code_is_offered_again_on_the_thirtieth_day(rf, db):
    request = rf.get("/")
    request.user, request.session = card_of().user, {}
    for days, offered in ((29, False), (30, True), (31, True)):
        request.user.rescue_offered_on = timezone.localdate() - datetime.timedelta(days=days)
        assert bool(rescue_code.offer(request)) is offered, days


def test_everything_stopped_leaves_the_application_and_what_others_made(people, other):
    second_slip.make(card_of(people.board_member).card)
    second_slip.make(other.cards.get())
    for group_made in (people.board_member, other):
        joining.invite(people.here, group_made, f"key-{group_made.pk}")
    helped = {"peer_group": people.here, "asked_by": people.board_member}
    SecretReset.objects.create(user=people.member, **helped)
    SecretReset.objects.create(user=other, peer_group=people.here, asked_by=people.facilitator)
    for user in (people.board_member, other):
        for kind in (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN):
            Authenticator.objects.create(user=user, type=kind, data={})
    emergency_stop.stop(people.board_member, None, passkeys=True)
    assert [each.type for each in people.board_member.authenticator_set.all()] == [Authenticator.Type.TOTP]
    assert other.authenticator_set.count() == 2
    assert [each.card.user for each in SecondSlip.objects.all()] == [other]
    assert [each.made_by for each in GroupInvitation.objects.open()] == [other]
    assert [each.user for each in SecretReset.objects.pending()] == [other], "what they asked alone is withdrawn"


def test_what_an_app_registers_is_stopped_once_and_by_its_last_word(people, monkeypatch):
    monkeypatch.setattr(emergency_stop, "_stoppers", {})
    stopped: list[str] = []
    for word in ("first", "last"):
        emergency_stop.register("an app", lambda user, word=word: stopped.append(f"{word} {user.pk}"))
    emergency_stop.stop(people.member, None, passkeys=False)
    assert stopped == [f"last {people.member.pk}"]


def test_words_that_are_not_an_invitation_s_open_none(people):
    joining.invite(people.here, people.facilitator, "k" * 22)
    assert joining.find(["abeille"] * 4) is None


def test_the_words_of_an_invitation_let_one_person_in_and_until_their_hour(people, other):
    Membership.objects.filter(user=people.other_member).update(**facilitates())
    used, _ = joining.invite(people.elsewhere, people.other_member, "k" * 22)
    late, _ = joining.invite(people.elsewhere, people.other_member, "l" * 22)
    assert joining.join(other, used).peer_group == people.elsewhere
    GroupInvitation.objects.filter(pk=late.pk).update(closes_at=timezone.now())
    for invitation in (used, late):
        with pytest.raises(joining.NotInTimeError):
            joining.join(people.member, invitation)
    assert not joining.belongs(people.member, people.elsewhere)


def test_no_card_is_made_for_a_person_of_the_admin_nor_for_a_closed_account(people):
    User.objects.filter(pk=people.other_member.pk).update(is_active=False)
    for user in (people.superuser, User.objects.get(pk=people.other_member.pk)):
        with pytest.raises(PermissionDenied):
            cards.issue_card(user, by=None)
    assert not LoginCard.objects.exists()


def test_two_codes_prepared_in_one_hour_come_into_service_each_for_its_owner(together, people, other):
    together.prepare()
    now = timezone.now()
    prepared = {"confirmed_by": people.board_member, "confirmed_at": now, "takes_effect_at": now}
    theirs = secret_code.make("264918")
    SecretReset.objects.create(
        user=other, peer_group=people.here, asked_by=people.facilitator, secret_hash=theirs, **prepared
    )
    SecretReset.objects.update(takes_effect_at=now)
    for user, code in ((other, "264918"), (people.member, NEW_CODE)):
        assert reset_by_two.apply_due(user)
        assert secret_code.matches(code, User.objects.get(pk=user.pk).secret_hash)


def test_who_changes_their_code_refuses_what_is_prepared_and_nothing_older(together):
    together.prepare()
    assert reset_by_two.refuse(together.owner)
    long_ago = timezone.now() - MONTH
    SecretReset.objects.update(refused_at=long_ago)
    secret_code.change(together.owner, CODE)
    assert SecretReset.objects.get().refused_at == long_ago


def test_each_answer_leaves_no_news_behind(together):
    answers = {
        "that is me": lambda user: reset_by_two.accept(user.secret_resets.to_tell().first()),
        "never said to be theirs": reset_by_two.refuse_unrecognised,
        "chosen by themselves": reset_by_two.drop_pending,
    }
    for said, act in answers.items():
        together.prepare()
        act(together.owner)
        assert not User.objects.get(pk=together.owner.pk).has_code_news, said
        SecretReset.objects.all().delete()


def test_what_nobody_prepares_cannot_be_cancelled(together):
    membership = together.owner.memberships.get()
    assert not reset_by_two.cancel(membership)
    together.ask()
    assert reset_by_two.cancel(membership)


def test_a_request_left_for_a_week_is_told_to_no_keyholder(together, people):
    together.ask("facilitator")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=6), tick=False):
        assert len(reset_by_two.prepared_by_others(people.board_member)) == 1
    with time_machine.travel(timezone.now() + datetime.timedelta(days=8), tick=False):
        assert reset_by_two.prepared_by_others(people.board_member) == []


def test_the_helpers_still_see_the_code_they_have_prepared(together):
    membership = together.owner.memberships.get()
    together.ask()
    assert reset_by_two.pending_of(membership).confirmed_at is None
    together.confirm()
    assert reset_by_two.pending_of(membership).confirmed_at is not None
