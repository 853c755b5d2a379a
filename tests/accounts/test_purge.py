"""The nightly purge: what it drops, after how long, and what it counts."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from accounts.models import Draft, GroupAct, GroupInvitation, LoginCard, SecondSlip, SecretReset, Session, Turn
from accounts.purge import purge
from accounts.secret_code import rules as secret_code
from accounts.secret_code import second_slip
from accounts.sign_in import interrupted_forms
from tests.accounts.kit import card_of
from tests.people import person

DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def nobody_was_erased(settings, tmp_path) -> None:
    """The list of erased accounts is a file, which other tests write in."""
    settings.VAR_DIR = tmp_path


def test_drafts_older_than_thirty_days_and_ended_sessions_are_deleted(client, db):
    user = person("Nour")
    for key, days in (("/vieux/", 31), ("/recent/", 29)):
        interrupted_forms.keep(user, key, {"text": "bonjour"})
        Draft.objects.filter(form_key=key).update(updated_at=timezone.now() - datetime.timedelta(days=days))
    client.force_login(user)
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(hours=1))
    assert purge() == 1
    assert [draft.form_key for draft in Draft.objects.all()] == ["/recent/"]
    assert not Session.objects.exists()


def _invitation(people, now):
    made = {"made_at": now - DAY, "made_by": people.member, "words_hmac": "0" * 64}
    GroupInvitation.objects.create(peer_group=people.here, closes_at=now, **made)


def _refused_code(people, now):
    SecretReset.objects.create(user=people.member, peer_group=people.here, asked_at=now, refused_at=now)


KEPT = {"an invitation": (_invitation, GroupInvitation, 30), "a refused code": (_refused_code, SecretReset, 90)}


@pytest.mark.parametrize("what", KEPT)
def test_what_is_over_is_kept_so_many_days_and_not_one_more(what, people):
    make, model, days = KEPT[what]
    with time_machine.travel(timezone.now(), tick=False) as clock:
        make(people, timezone.now())
        clock.shift(DAY * days)
        assert (purge(), model.objects.count()) == (0, 1)
        clock.shift(DAY)
        assert (purge(), model.objects.count()) == (1, 0)


def test_each_thing_that_is_over_is_dropped_and_counted_once(people, settings, tmp_path):
    settings.VAR_DIR = tmp_path
    with time_machine.travel(timezone.now(), tick=False) as clock:
        _invitation(people, timezone.now())
        _refused_code(people, timezone.now())
        people.here.acts.create(kind=GroupAct.Kind.PAGE_CHANGED, actor=people.member)
        Turn.objects.take("ends", 1, DAY)
        (tmp_path / "erased").write_text(f"{timezone.localdate().isoformat()} {'0' * 64}\n")
        clock.shift(DAY * 800)
        card = card_of().card
        second_slip.make(card)
        LoginCard.objects.update(revoked_at=timezone.now())
        Turn.objects.take("runs", 1, DAY)
        assert purge() == 6
        assert purge() == 0
    for model in (GroupInvitation, SecretReset, GroupAct, SecondSlip):
        assert not model.objects.exists(), model
    assert Turn.objects.count() == 1, "the one that still runs"
    assert not (tmp_path / "erased").read_text()


def test_tries_are_forgotten_after_thirty_days_without_one(db):
    user = card_of().user
    with time_machine.travel(timezone.now(), tick=False) as clock:
        secret_code.attempt(user, "000001")
        clock.shift(DAY * 29)
        purge()
        user.refresh_from_db()
        assert user.secret_tries == 1
        clock.shift(DAY)
        purge()
        user.refresh_from_db()
        assert user.secret_tries == 0
