"""A moment for two: no name before both said yes; a no, a silence and an end look alike; then what each keeps."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts import personal_data
from accounts.models import Membership
from gatherings.exchange import meetings, pairs, wishes
from gatherings.models import Meeting, Side
from gatherings.purge import purge
from passport.models import Face, Proposal
from tests.courses.factories import build_site
from tests.gatherings.exchange_kit import Exchange, browser_of, here, place_of
from tests.people import person

pytestmark = pytest.mark.django_db
AWAITED = reverse("accounts:awaited")
NO, SILENCE = "non", ""


@pytest.fixture
def exchange(people) -> Exchange:
    return Exchange(people)


def at(meeting: Meeting) -> str:
    return reverse("gatherings:meeting", args=[meeting.pk])


def after(**delay: float) -> time_machine.travel:
    return time_machine.travel(timezone.now() + datetime.timedelta(**delay), tick=False)


def test_each_is_asked_without_the_name_of_the_other(exchange):
    meeting = exchange.propose()
    alice, bruno = exchange.reads(exchange.alice, meeting), exchange.reads(exchange.bruno, meeting)
    assert "Une personne de votre groupe aimerait apprendre\xa0: «\xa0Faire du pain\xa0»" in alice
    assert "Une personne de votre groupe peut vous montrer\xa0: «\xa0Faire du pain\xa0»" in bruno
    assert "Bruno" not in alice and "Alice" not in bruno and "Maude" not in alice + bruno
    assert "La cuisine" in alice and "La cuisine" in bruno


def test_nobody_else_reads_it(exchange, client_of):
    meeting = exchange.agreed()
    for kind in ("member", "facilitator", "board_member", "other_member", "coordinator", "superuser"):
        assert client_of(kind).get(at(meeting)).status_code == 404, kind
        client_of(kind).post(at(meeting), {"answer": "non"})
    assert browser_of(exchange.maude).get(at(meeting)).status_code == 404, "who proposed it"
    meeting.refresh_from_db()
    assert meeting.is_agreed and not meeting.is_called_off


def test_one_yes_tells_the_other_nothing(exchange):
    meeting = exchange.propose()
    before = exchange.reads(exchange.bruno, meeting)
    exchange.answers(exchange.alice, meeting, "oui")
    tokens = 'name="csrfmiddlewaretoken"'
    told = [line for line in exchange.reads(exchange.bruno, meeting).splitlines() if tokens not in line]
    asked = [line for line in before.splitlines() if tokens not in line]
    assert [line for line in told if "nonce" not in line] == [line for line in asked if "nonce" not in line]
    alice = exchange.reads(exchange.alice, meeting)
    assert "Vous avez dit oui. En attente." in alice and "Bruno" not in alice
    assert "Montrer, apprendre" not in browser_of(exchange.alice).get(AWAITED).text


def test_two_yes_give_each_the_name_of_the_other(exchange):
    build_site()
    meeting = exchange.propose()
    for _ in range(2):  # pressed twice
        exchange.answers(exchange.alice, meeting, "oui")
    page = exchange.answers(exchange.bruno, meeting, "oui").text
    assert "Les deux personnes ont dit oui." in page
    assert "Alice vous montre" in exchange.reads(exchange.bruno, meeting)
    assert "Bruno apprend avec vous" in exchange.reads(exchange.alice, meeting)
    assert "Bruno apprend avec vous" in browser_of(exchange.alice).get("/").text
    exchange.answers(exchange.bruno, meeting, NO)
    assert "<strong>Cela n’aura pas lieu.</strong>" in browser_of(exchange.alice).get("/").text
    exchange.answers(exchange.alice, meeting, NO)
    assert "Rencontre à deux" not in browser_of(exchange.alice).get("/").text


LEAVES = {
    "a no": lambda exchange, meeting: exchange.answers(exchange.alice, meeting, NO),
    "an erased wish": lambda exchange, meeting: wishes.remove(place_of(exchange.alice), exchange.skill.slug),
    "a wish that changed": lambda exchange, meeting: wishes.add(place_of(exchange.alice), exchange.skill, Side.LEARNS),
    "all stopped": lambda exchange, meeting: wishes.stop(place_of(exchange.alice)),
    "data erased": lambda exchange, meeting: personal_data.erase(exchange.alice),
    "account erased": lambda exchange, meeting: exchange.alice.delete(),
    "left": lambda exchange, meeting: Membership.objects.filter(user=exchange.alice).update(
        ends_on=timezone.localdate(), left_at=timezone.now()
    ),
}
SAID_YES = ("a no", "account erased", "left")  # the other had said yes before


@pytest.mark.parametrize("leaves", LEAVES)
def test_whatever_the_other_does_instead_of_a_yes_looks_like_a_silence(exchange, leaves):
    meeting = exchange.propose()
    if leaves in SAID_YES:
        meetings.say_yes(meeting.pk, exchange.bruno)
    silent = lines(exchange, meeting)
    LEAVES[leaves](exchange, meeting)
    purge()
    assert lines(exchange, meeting) == silent
    page = exchange.answers(exchange.bruno, meeting, "oui").text
    assert "Vous avez dit oui. Si l’autre personne dit oui aussi" in page and "Alice" not in page
    with after(days=3, minutes=1):
        purge()
        assert not Meeting.objects.exists()


def lines(exchange: Exchange, meeting: Meeting) -> list[str]:
    page = exchange.reads(exchange.bruno, meeting)
    return [line for line in page.splitlines() if "csrfmiddlewaretoken" not in line and "nonce" not in line]


def test_a_no_leaves_nothing_of_who_said_it(exchange):
    meeting = exchange.propose()
    page = exchange.answers(exchange.alice, meeting, NO).text
    assert "Personne ne lit votre réponse." in page
    meeting.refresh_from_db()
    assert meeting.shower is None
    assert "Faire du pain" not in browser_of(exchange.alice).get(AWAITED).text
    assert browser_of(exchange.alice).get(at(meeting)).status_code == 404
    again = exchange.answers(exchange.alice, meeting, NO).text
    assert "n’est plus là" in again and "Personne ne lit votre réponse." not in again, "pressed twice"
    assert "n’est plus là" in exchange.answers(exchange.alice, meeting, "oui").text
    exchange.answers(exchange.bruno, meeting, NO)
    assert not Meeting.objects.exists()


def test_a_yes_that_comes_too_late_is_none(exchange):
    meeting = exchange.propose()
    exchange.answers(exchange.alice, meeting, "oui")
    with after(days=3):
        assert not meetings.say_yes(meeting.pk, exchange.bruno)
        assert "Faire du pain" not in browser_of(exchange.bruno).get(AWAITED).text
        assert browser_of(exchange.bruno).get(at(meeting)).status_code == 404


def test_a_yes_can_be_taken_back_before_the_other_answers(exchange):
    meeting = exchange.propose()
    exchange.answers(exchange.alice, meeting, "oui")
    exchange.answers(exchange.alice, meeting, NO)
    exchange.answers(exchange.bruno, meeting, "oui")
    meeting.refresh_from_db()
    assert not meeting.is_agreed and not meeting.is_called_off


@pytest.mark.parametrize("leaves", ["a no", "all stopped", "data erased", "left"])
def test_what_both_agreed_is_called_off_with_a_word_and_no_name(exchange, leaves):
    meeting = exchange.agreed()
    LEAVES[leaves](exchange, meeting)
    read = exchange.reads(exchange.bruno, meeting)
    assert "Cela n’aura pas lieu." in read and "Alice" not in read
    said = exchange.answers(exchange.bruno, meeting, NO).text
    assert "Cela n’avait déjà plus lieu." in said and "lira que cela" not in said
    assert (
        "<strong>Cela n’aura pas lieu.</strong>"
        not in browser_of(exchange.bruno).get(here("wishes", exchange.group)).text
    )


def test_wishes_that_end_by_themselves_leave_what_was_agreed(exchange):
    meeting = exchange.agreed()
    with after(days=2):
        exchange.alice.memberships.get().wish_list.delete()
        purge()
        assert "Alice vous montre" in exchange.reads(exchange.bruno, meeting)


def test_once_the_moment_has_come_each_keeps_their_own_side(exchange):
    meeting = exchange.agreed()
    assert not meetings.say_held(meeting.pk, exchange.alice), "not yet"
    with after(days=3, hours=1):
        page = exchange.answers(exchange.alice, meeting, "fait")
        ref = meetings.source_ref(meeting.pk, exchange.alice)
        assert page.redirect_chain[-1][0] == reverse("passport:proposals", args=["workshop", ref])
        assert "Cela a-t-il eu lieu" in exchange.reads(exchange.bruno, meeting), "the other says it for themselves"
        for _ in range(2):
            assert exchange.answers(exchange.alice, meeting, "fait").status_code == 200, "pressed twice"
        Proposal.objects.update(state=Proposal.State.SET_ASIDE)
        again = exchange.answers(exchange.alice, meeting, "fait").text
        assert "C’est déjà noté." in again and "n’est plus là" not in again, "said again, once it was looked at"
        exchange.answers(exchange.bruno, meeting, "fait")
    told = {(each.member, each.face, each.skill) for each in Proposal.objects.all()}
    assert told == {(exchange.alice, Face.SHARED, exchange.skill), (exchange.bruno, Face.GAINED, exchange.skill)}
    assert len({each.source_ref for each in Proposal.objects.all()}) == 2, "nothing joins the two"
    assert not any(name in each.source_label for each in Proposal.objects.all() for name in ("Alice", "Bruno"))
    assert not Meeting.objects.exists()


def test_what_did_not_take_place_proposes_nothing(exchange):
    meeting = exchange.agreed()
    with after(days=3, hours=1):
        exchange.answers(exchange.alice, meeting, NO)
        meeting.refresh_from_db()
        assert (meeting.shower, meeting.is_called_off) == (None, False)
    assert not Proposal.objects.exists()


def test_what_was_called_off_is_read_until_its_hour_and_proposes_nothing(exchange):
    meeting = exchange.agreed()
    exchange.answers(exchange.alice, meeting, NO)
    with after(days=3, hours=1):
        assert not meetings.say_held(meeting.pk, exchange.bruno)
        assert browser_of(exchange.bruno).get(at(meeting)).status_code == 404
        purge()
    assert not Meeting.objects.exists()


@pytest.mark.parametrize(("days", "stays"), [(32, True), (34, False)])
def test_it_is_erased_thirty_days_after_its_moment(exchange, days, stays):
    exchange.agreed()
    with after(days=days):
        purge()
        assert Meeting.objects.exists() is stays
        assert Meeting.objects.settled_for(exchange.alice).exists() is stays


def test_a_press_without_an_answer_says_what_is_missing(exchange):
    meeting = exchange.propose()
    page = browser_of(exchange.alice).post(at(meeting), {"answer": "peut-être"})
    assert page.status_code == 422 and "Choisissez une des réponses." in page.text


def test_the_file_of_one_s_data_tells_one_s_side_and_not_the_other(exchange):
    exchange.agreed()
    told = personal_data.export(exchange.bruno)["ateliers"]["rencontres à deux"]
    assert [(each["compétence"], each["où elle en est"]) for each in told] == [("Faire du pain", "convenue")]
    assert "Alice" not in str(told)


def test_back_in_the_group_one_finds_nothing_of_before(exchange):
    meeting = exchange.agreed()
    Membership.objects.filter(user=exchange.alice).update(ends_on=timezone.localdate(), left_at=timezone.now())
    Membership.objects.create(user=exchange.alice, peer_group=exchange.group)
    assert browser_of(exchange.alice).get(at(meeting)).status_code == 404


def test_the_database_refuses_a_meeting_of_one_and_one_called_off_before_it_is_agreed(exchange):
    meeting = exchange.propose()
    for wrong in (
        {"learner": meeting.shower},
        {"is_called_off": True},
        {"answer_until": meeting.starts_at + datetime.timedelta(hours=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Meeting.objects.filter(pk=meeting.pk).update(**wrong)


def test_requests_ask_as_many_queries_for_one_and_for_many(exchange, django_assert_max_num_queries):
    client = browser_of(exchange.alice)
    exchange.propose()
    client.get(AWAITED)
    for _ in range(2):
        with django_assert_max_num_queries(8):
            client.get(AWAITED)
        for number in range(10):
            other = Membership.objects.create(user=person(f"Personne {number}"), peer_group=exchange.group)
            wishes.add(other, exchange.skill, Side.LEARNS)
        for pair in pairs.read_by(exchange.maude, exchange.group):
            meetings.propose(pair, timezone.now() + datetime.timedelta(days=4), "La salle")


def test_the_wishes_of_a_group_tell_the_meetings_of_that_group(exchange, client_of):
    exchange.propose()
    assert "Faire du pain" in browser_of(exchange.alice).get(here("wishes", exchange.group)).text
    assert "Vos rencontres" not in client_of("member").get(here("wishes", exchange.group)).text
