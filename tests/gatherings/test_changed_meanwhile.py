"""A workshop, a date or its numbers changed by two people at once: an older page puts nothing back unseen."""

import html

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from gatherings.models import Leader, WorkshopDate
from gatherings.programme import rules
from tests.gatherings.factories import in_days, make_workshop, mark, typed
from tests.gatherings.presence_kit import at, make_date
from tests.passport.factories import make_skill

pytestmark = pytest.mark.django_db
BY_ANOTHER = "Une autre personne a "
WRITTEN = "Aujourd’hui, il est écrit\xa0: «\xa0{}\xa0»."
WORD = "Apportez un certificat."


@pytest.fixture
def workshop(people):
    return make_workshop(people.here, what="Une soupe et un gâteau.", minutes=150)


@pytest.fixture
def date(workshop) -> WorkshopDate:
    return workshop.dates.select_related("workshop__peer_group").get()


def change(workshop) -> str:
    return reverse("gatherings:change", args=[workshop.pk])


def moved(date, **changes) -> dict:
    said = {
        "first_day": date.begins.date().isoformat(),
        "begins_at": "14h",
        "ends_at": "16h30",
        "place": "",
        "word": "",
    }
    return said | {"shown": mark(date)} | changes


def hidden(answer, form="form") -> str:
    return answer.context[form]["shown"].value()


def read(answer) -> str:
    return html.unescape(answer.text)


def test_an_older_page_of_a_workshop_puts_nothing_back_and_passes_once_read_again(client_of, workshop):
    board, facilitator = client_of("board_member"), client_of("facilitator")
    older, present = (hidden(client.get(change(workshop))) for client in (board, facilitator))
    facilitator.post(change(workshop), typed(title="<b>Soupe</b>", what=WORD, begins_at="15h", shown=present))
    said = typed(place="Au jardin", shown=older)
    answer = board.post(change(workshop), said)
    assert answer.status_code == 422 and BY_ANOTHER in answer.text
    for words in ("<b>Soupe</b>", WORD, "15\xa0h", "Dans la cuisine"):
        assert WRITTEN.format(words) in read(answer), words
    assert "<b>Soupe</b>" not in answer.text, "what somebody typed is text"
    assert read(answer).count("Aujourd’hui, il est écrit") == 4, "what is the same is not said again"
    typed_again = answer.context["form"]
    assert [typed_again[name].value() for name in ("title", "place")] == ["Cuisine du mardi", "Au jardin"]
    workshop.refresh_from_db()
    assert (workshop.title, workshop.what, workshop.place) == ("<b>Soupe</b>", WORD, "Dans la cuisine")
    assert board.post(change(workshop), said | {"shown": hidden(answer)}).status_code == 302
    workshop.refresh_from_db()
    assert (workshop.title, workshop.place) == ("Cuisine du mardi", "Au jardin")


def test_a_page_to_correct_keeps_the_mark_of_what_it_showed(client_of, workshop):
    board, older = client_of("board_member"), mark(workshop)
    client_of("facilitator").post(change(workshop), typed(title="Soupe", shown=older))
    answer = board.post(change(workshop), typed(title="", shown=older))
    assert (answer.status_code, hidden(answer)) == (422, older)
    assert board.post(change(workshop), typed(place="Au jardin", shown=hidden(answer))).status_code == 422


@pytest.mark.parametrize("shown", [{}, {"shown": "x\0" * 99}])
def test_a_page_without_its_mark_writes_nothing_and_is_given_one(client_of, workshop, shown):
    answer = client_of("board_member").post(change(workshop), typed(title="Autrement", **shown))
    assert (answer.status_code, hidden(answer)) == (422, mark(workshop))


def test_a_skill_added_meanwhile_is_not_taken_away(client_of, workshop):
    older = mark(workshop)
    workshop.skills.add(make_skill())
    assert client_of("board_member").post(change(workshop), typed(shown=older)).status_code == 422
    assert workshop.skills.exists()


def test_a_second_press_of_one_page_passes_as_one(client_of, workshop, date):
    client, said = client_of("facilitator"), typed(title="Soupe", shown=mark(workshop))
    assert [client.post(change(workshop), said).status_code for _ in range(2)] == [302, 302]
    for name, sent in (("move", moved(date, place="La cour", word=WORD)), ("cancel", {"word": WORD})):
        sent |= {"shown": mark(date)}
        assert [client.post(at(name, date), sent).status_code for _ in range(2)] == [302, 302], name


@pytest.mark.parametrize("act", ["move", "cancel"])
def test_an_older_page_of_a_date_puts_nothing_back_nor_takes_its_word_away(client_of, date, act):
    board = client_of("board_member")
    said = moved(date, place="Salle B") if act == "move" else {"word": "", "shown": hidden(board.get(at(act, date)))}
    day = in_days(5)
    client_of("facilitator").post(at("move", date), moved(date, first_day=day.isoformat(), word=WORD))
    answer = board.post(at(act, date), said)
    assert answer.status_code == 422 and BY_ANOTHER in answer.text
    assert WRITTEN.format(WORD) in read(answer)
    now = WorkshopDate.objects.select_related("workshop").get()
    assert (now.begins.date(), now.word, now.is_cancelled) == (day, WORD, False)
    assert board.post(at(act, date), said | {"shown": hidden(answer)}).status_code == 302
    assert WorkshopDate.objects.get().is_cancelled == (act == "cancel")


def test_the_word_of_a_moved_date_is_shown_to_who_moves_it_again(client_of, date):
    rules.move(date, in_days(5), date.begins.time(), 60, "", WORD)
    client = client_of("board_member")
    assert client.get(at("move", date)).context["form"]["word"].value() == WORD
    rules.cancel(date, "Nous sommes au cinéma.")
    assert client.get(at("move", date)).context["form"]["word"].value() == ""
    assert client.get(at("cancel", date)).context["form"]["word"].value() == "Nous sommes au cinéma."


def test_the_second_of_two_words_about_a_cancelled_date_takes_no_place_unread(client_of, date):
    sent = [{"word": word, "shown": mark(date)} for word in ("La salle est prise.", "")]
    answers = [client_of("facilitator").post(at("cancel", date), each).status_code for each in sent]
    assert answers == [302, 422]
    assert WorkshopDate.objects.get().word == "La salle est prise."


def test_who_leads_and_answered_is_not_told_again_by_a_second_press(people, client_of, workshop, date):
    leader = Leader.objects.create(workshop=workshop, user=people.member, accepted_at=timezone.now())
    said = moved(date, word=WORD)
    for told in (True, False):
        client_of("facilitator").post(at("move", date), said)
        leader.refresh_from_db()
        assert leader.has_news == told
        Leader.objects.update(has_news=False)


@pytest.mark.parametrize("more", [{}, {"close": "1"}])
def test_two_who_count_at_once_write_over_nothing_unseen(people, client_of, more):
    date, board, said = (
        make_date(people.here, people.board_member),
        client_of("board_member"),
        {"came": 8, "guests": ""},
    )
    older = hidden(board.get(at("presences", date)), "numbers")
    for _ in range(2):
        client_of("facilitator").post(at("presences", date), {"came": 12, "guests": 3, "shown": older})
    answer = board.post(at("presences", date), said | more | {"shown": older})
    assert answer.status_code == 422 and BY_ANOTHER in answer.text
    assert all(WRITTEN.format(number) in read(answer) for number in (12, 3))
    date.refresh_from_db()
    assert (date.came, date.guests, date.closed_on) == (12, 3, None)
    assert board.post(at("presences", date), said | more | {"shown": hidden(answer, "numbers")}).status_code == 302
    date.refresh_from_db()
    assert (date.came, date.guests, bool(date.closed_on)) == (8, 0, bool(more))


def test_a_number_written_meanwhile_is_not_replaced_unread(client_of, date):
    with time_machine.travel(date.starts_at, tick=False):
        board = client_of("board_member")
        older = hidden(board.get(at("count", date)))
        assert client_of("facilitator").post(at("count", date), {"came": 9, "shown": older}).status_code == 302
        answer = board.post(at("count", date), {"came": 4, "shown": older})
        assert answer.status_code == 422 and WRITTEN.format(9) in read(answer)
        assert WorkshopDate.objects.get().came == 9
        assert board.post(at("count", date), {"came": 4, "shown": hidden(answer)}).status_code == 302
    assert WorkshopDate.objects.get().came == 4


def test_a_second_reason_to_set_aside_is_not_dropped_in_silence(people, client_of):
    workshop = make_workshop(people.here, is_shown=False)
    address, told = reverse("gatherings:set_aside", args=[workshop.pk]), "Votre phrase n’est pas gardée"
    for kind, reason, is_told in (("facilitator", "Salle prise.", False), ("board_member", "Trop tôt.", True)):
        for _ in range(2):
            page = client_of(kind).post(address, {"reason": reason}, follow=True)
            assert (told in page.text) == is_told
    workshop.refresh_from_db()
    assert workshop.reason == "Salle prise."
