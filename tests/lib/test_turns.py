"""Turns are shared out: one person, or one network, never holds them all."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from threading import Barrier, Event

import pytest
from django.test import RequestFactory
from django.urls import reverse

from config import errors
from content.tools import files
from lib.allauth_internals import visitor_of
from lib.pdf import typesetting
from lib.turns import Asker, OwnTurnsTakenError, Turns, asked_by

MEMBER, SAME_NETWORK, FAR = Asker("1", "a"), Asker("2", "a"), Asker("3", "b")
VISITOR = Asker("", "a")


@contextmanager
def held(turns: Turns, *askers: Asker):
    """Have somebody else hold a turn for each asker."""
    begun, over = Barrier(len(askers) + 1), Event()

    def work(asker: Asker) -> None:
        with asked_by(lambda: asker), turns.one():
            begun.wait(60)
            over.wait(60)

    with ThreadPoolExecutor(len(askers)) as others:
        for asker in askers:
            others.submit(work, asker)
        begun.wait(60)
        try:
            yield
        finally:
            over.set()


def wide(**bounds: int) -> Turns:
    return Turns(at_once=8, waiting=0, patience=0, **bounds)


def refused(turns: Turns, asker: Asker) -> bool:
    try:
        with asked_by(lambda: asker), turns.one():
            return False
    except OwnTurnsTakenError:
        return True


def test_one_person_takes_no_more_than_their_part_and_another_still_passes():
    turns = wide(of_one=2)
    with held(turns, MEMBER, MEMBER):
        assert refused(turns, MEMBER)
        assert not refused(turns, SAME_NETWORK)
    assert not refused(turns, MEMBER)


def test_many_accounts_of_one_network_leave_a_turn_to_the_others():
    turns = wide(of_one=2, of_network=3)
    with held(turns, MEMBER, MEMBER, VISITOR):
        assert refused(turns, SAME_NETWORK)
        assert refused(turns, VISITOR)
        assert not refused(turns, FAR)


def test_visitors_share_a_network_and_are_no_one_person():
    turns = wide(of_one=1, of_network=3)
    with held(turns, VISITOR, VISITOR):
        assert not refused(turns, VISITOR)


def test_a_turn_asked_for_by_no_request_or_without_a_bound_is_nobodys():
    turns = wide(of_one=1)
    with held(turns, MEMBER), ExitStack() as work:
        work.enter_context(turns.one())
    turns = wide()
    with held(turns, MEMBER, MEMBER):
        assert not refused(turns, MEMBER)


def test_a_person_who_was_refused_holds_nothing_more():
    turns = wide(of_one=1)
    with held(turns, MEMBER):
        assert refused(turns, MEMBER)
        assert refused(turns, MEMBER)
    assert not turns._held


@pytest.mark.parametrize("turns", [typesetting.turns, files.turns], ids=["paper", "tools"])
def test_no_person_and_no_network_may_hold_all_that_a_process_prepares(turns):
    places = turns._room._initial_value
    assert [most < places for most in turns._most] == [True, True]
    assert turns._most[0] > 1, "a link pressed twice"


@pytest.fixture
def network() -> str:
    return visitor_of(RequestFactory().get("/"))


@pytest.mark.django_db
def test_a_member_who_asks_for_many_reads_what_to_do_and_the_others_have_theirs(
    client_of, people, network, monkeypatch
):
    monkeypatch.setattr(typesetting, "turns", wide(of_one=2, of_network=3))
    monkeypatch.setattr(typesetting, "run_bounded", lambda *_, **__: (0, b"%PDF"))
    address = reverse("group_life:wall_pdf", args=[people.here.slug])
    eager, other = client_of("member"), client_of("facilitator")
    mine = Asker(str(people.member.pk), network)
    with held(typesetting.turns, mine, mine):
        told = eager.get(address)
        assert told.status_code == 429
        assert told.headers["Retry-After"]
        assert "Un fichier se prépare déjà" in told.text
        assert "rechargez cette page" in told.text
        assert other.get(address).content == b"%PDF"
    assert eager.get(address).content == b"%PDF"


def test_a_form_that_was_sent_is_told_how_to_leave_again():
    told = errors.file_in_turn(RequestFactory().post("/"))
    assert told.status_code == 429
    assert "renvoyer le formulaire" in told.text
