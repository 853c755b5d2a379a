"""Anonymous questions: nothing is kept of the visitor who asks; the code is shown once, and finds the answer."""

import datetime
import logging
import re

import pytest
from django.contrib.sessions.models import Session as DjangoSession
from django.core.cache.backends.base import BaseCache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import shared_computer
from accounts.models import Draft, Session
from content import private_words, purge
from content.models import Question, ReviewCase, ReviewStep
from content.practices.questions import answer_rules
from content.practices.questions import rules as questions
from passport.models import HealthWord
from tests.practices.peer_advocates import make_drafted, make_peer_advocate, make_question

pytestmark = pytest.mark.django_db
ASK, FIND = reverse("practices:ask"), reverse("practices:find_question")
HERE = {"Sec-Fetch-Site": "same-origin"}
TEXT = "Combien de temps pour répondre à la lettre ?"


@pytest.fixture
def visitor() -> Client:
    return Client(headers=HERE)


def code_in(answer) -> str:
    return re.search(r'id="code">([^<]+)<', answer.text)[1]


def test_a_question_is_asked_without_account_cookie_or_session(visitor, index):
    page = visitor.get(ASK)
    assert "3114" in page.text
    assert "15" in page.text
    answer = visitor.post(ASK, {"text": TEXT})
    assert answer.status_code == 201
    assert not visitor.cookies
    question = Question.objects.get()
    assert (question.text, question.state, question.asked_on) == (TEXT, "asked", timezone.localdate())
    words = code_in(answer).split()
    assert len(words) == 4
    assert question.code_hmac == questions.WORDS.fingerprint(words)


def test_nothing_says_who_asked_even_signed_in(client_of, people, index):
    client = client_of("member")
    before = dict(client.session)
    client.post(ASK, {"text": TEXT}, headers=HERE)
    assert dict(client.session) == before
    question = Question.objects.values().get()
    assert {name for name, value in question.items() if value} == {"id", "code_hmac", "text", "asked_on", "state"}
    case = ReviewCase.objects.get()
    assert case.held_by is None
    moments = [timezone.localtime(case.opened_at), *(timezone.localtime(step.done_at) for step in case.steps.all())]
    assert {moment.time() for moment in moments} == {datetime.time.min}
    assert [step.actor for step in case.steps.all()] == [None]


def test_nothing_is_kept_when_the_session_of_a_shared_computer_has_ended(client_of, people, index):
    client = client_of("member")
    session = client.session
    session[shared_computer.KEY], session[shared_computer.SEEN] = True, 1
    session.save()
    assert client.post(ASK, {"text": TEXT}, headers=HERE).status_code == 201
    assert "_auth_user_id" not in client.session
    assert not Draft.objects.exists()


def test_no_log_and_no_counter_tells_the_text_the_code_or_the_address(visitor, index, settings, caplog, monkeypatch):
    names: list[str] = []
    make_key = BaseCache.make_key
    monkeypatch.setattr(BaseCache, "make_key", lambda *args, **more: names.append(args[1]) or make_key(*args, **more))
    settings.LIMITS = {"question": "20/h/key", "question_code": "60/15m/key"}
    with caplog.at_level(logging.INFO):
        code = code_in(visitor.post(ASK, {"text": TEXT}))
        visitor.post(FIND, {"code": code})
    said = "\n".join(str(record.__dict__) for record in caplog.records)
    assert names
    for secret in (TEXT, code, "127.0.0.1"):
        assert secret not in said
        assert not any(secret in name for name in names)
    assert not Session.objects.exists()
    assert not DjangoSession.objects.exists()


def test_the_button_pressed_twice_is_one_question_and_one_code(visitor, index):
    key = re.search(r'name="key" value="([^"]+)"', visitor.get(ASK).text)[1]
    codes = {code_in(visitor.post(ASK, {"text": TEXT, "key": key})) for _ in range(2)}
    assert len(codes) == 1
    assert Question.objects.count() == ReviewCase.objects.count() == 1
    other = code_in(visitor.post(ASK, {"text": "Une autre ?", "key": key}))
    assert other not in codes
    assert Question.objects.count() == 2


@pytest.mark.parametrize("key", ["", "court", "a\x00b", "x" * 10_000])
def test_a_page_without_its_key_still_asks(visitor, index, key):
    first, second = (visitor.post(ASK, {"text": TEXT, "key": key}) for _ in range(2))
    assert code_in(first) != code_in(second)


@pytest.mark.parametrize("text", ["", "   ", "a\x00b", "é" * 2001])
def test_odd_questions_are_refused_beside_the_field(visitor, index, text):
    answer = visitor.post(ASK, {"text": text})
    assert answer.status_code == 422
    assert 'href="#id_text"' in answer.text
    assert not Question.objects.exists()


def test_a_hint_is_shown_once_then_the_question_goes_as_it_is(visitor, index):
    said = {"text": "Le foyer de Villeurbanne me doit-il une réponse ?"}
    first = visitor.post(ASK, said)
    assert first.status_code == 422
    assert said["text"].split()[0] in first.text
    assert not Question.objects.exists()
    remarks = [each.replace("&#x27;", "'") for each in re.findall(r'name="already_said" value="([^"]+)"', first.text)]
    assert remarks
    assert visitor.post(ASK, said | {"already_said": remarks}).status_code == 201


def test_a_question_may_speak_of_its_subject(visitor, index):
    for word, kind in {"MDPH": "protection", "curatelle": "protection", "hôpital": "place"}.items():
        HealthWord.objects.create(word=word, kind=kind)
    said = {"text": "Quel délai pour la MDPH, sous curatelle, en sortant de l’hôpital ?"}
    assert visitor.post(ASK, said).status_code == 201


def test_too_many_questions_keep_what_was_typed(visitor, index, settings):
    settings.LIMITS = {"question": "1/h/key"}
    visitor.post(ASK, {"text": TEXT})
    late = visitor.post(ASK, {"text": "Une deuxième question ?"})
    assert late.status_code == 429
    assert "Une deuxième question ?" in late.text
    assert Question.objects.count() == 1


def test_one_household_has_one_limit_however_many_addresses_it_draws(visitor, index, settings):
    settings.LIMITS = {"question": "2/h/key", "question_code": "2/15m/key"}
    calls = [{"REMOTE_ADDR": f"2001:db8:1:{n:x}::{n:x}"} for n in range(1, 4)]
    asked = [visitor.post(ASK, {"text": f"{TEXT} {n}"}, **call).status_code for n, call in enumerate(calls)]
    tried = [visitor.post(FIND, {"code": "lune lune lune lune"}, **call).status_code for call in calls]
    assert (asked, tried) == ([201, 201, 429], [422, 422, 429])
    assert visitor.post(ASK, {"text": TEXT}, REMOTE_ADDR="2001:db8:2::1").status_code == 201


def test_beyond_what_people_can_read_each_network_asks_one_an_hour(visitor, index, monkeypatch, settings):
    monkeypatch.setattr(questions, "MOST_A_DAY", 2)
    settings.LIMITS = {"question": "10/h/key", "question_late": "1/h/key"}
    asked = [visitor.post(ASK, {"text": f"{TEXT} {n}"}).status_code for n in range(4)]
    assert asked == [201, 201, 201, 429], "two of the day, one more from here"
    other = [visitor.post(ASK, {"text": f"{TEXT} {n}"}, REMOTE_ADDR="192.0.2.9").status_code for n in range(4, 6)]
    assert other == [201, 429], "the door is closed to nobody"


def test_networks_that_one_person_has_for_nothing_have_one_limit(visitor, index, settings):
    settings.LIMITS = {"question": "10/h/key", "question_around": "2/h/key"}
    calls = [f"2001:db8:0:{n:x}00::1" for n in range(3)]
    asked = [visitor.post(ASK, {"text": f"{TEXT} {call}"}, REMOTE_ADDR=call).status_code for call in calls]
    assert asked == [201, 201, 429]
    for other in ("2001:db8:1::1", "192.0.2.1"):
        assert visitor.post(ASK, {"text": f"{TEXT} {other}"}, REMOTE_ADDR=other).status_code == 201


def test_tries_of_codes_are_limited(visitor, index, settings):
    settings.LIMITS = {"question_code": "3/15m/key"}
    tried = [visitor.post(FIND, {"code": "lune lune lune lune"}).status_code for _ in range(4)]
    assert tried == [422, 422, 422, 429]


def test_an_unknown_code_and_an_erased_one_read_alike(visitor, index):
    question, words = make_question()
    question.delete()
    pages = {visitor.post(FIND, {"code": code}).text.replace(code, "") for code in (words, "lune lune lune lune")}
    assert len(pages) == 1
    assert "Nous ne trouvons rien" in pages.pop()


@pytest.mark.parametrize("shown", [str.upper, lambda words: words.replace(" ", " - "), str])
def test_the_code_is_read_however_it_is_typed(visitor, index, shown):
    _, words = make_question()
    answer = visitor.post(FIND, {"code": shown(words)})
    assert answer.status_code == 200
    assert "Votre question est bien arrivée" in answer.text
    assert not visitor.cookies


def test_each_state_is_told_in_plain_words(visitor, index):
    first, second = make_peer_advocate("Alix"), make_peer_advocate("Dominique")
    question = make_drafted(first)
    words = " ".join(questions.ask(question.text, "k" * 22))
    page = visitor.post(FIND, {"code": words}).text
    assert "La réponse est en chemin" in page
    assert "Bon courage" not in page
    sheet = answer_rules.publish(question, second, answer_rules.text_read(question))
    page = visitor.post(FIND, {"code": words}).text
    assert sheet.address in page
    assert "Bon courage" in page
    assert "Alix" not in page
    sheet.unpublish()
    assert sheet.address not in visitor.post(FIND, {"code": words}).text


def test_a_closed_question_gives_its_private_word(visitor, index):
    advocate = make_peer_advocate("Alix")
    question, words = make_question()
    answer_rules.take(question, advocate)
    answer_rules.close(question, advocate, "Allez au point-justice.")
    assert "Allez au point-justice." in visitor.post(FIND, {"code": words}).text


def test_questions_are_forgotten_after_twelve_months(index):
    advocates = make_peer_advocate("Alix"), make_peer_advocate("Dominique")
    answered = make_drafted(advocates[0])
    answer_rules.send_back(answered, advocates[1], "Elle parle de son fils.")
    Question.objects.update(state="drafted")
    answered.refresh_from_db()
    answer_rules.publish(answered, advocates[1], answer_rules.text_read(answered))
    left, _ = make_question("Sans réponse ?", key="l" * 22)
    day = timezone.localdate() - datetime.timedelta(days=365)
    Question.objects.update(asked_on=day)
    Question.objects.filter(pk=answered.pk).update(closed_on=day)
    assert purge.purge() == 0
    before = day - datetime.timedelta(days=1)
    Question.objects.update(asked_on=before)
    Question.objects.filter(pk=answered.pk).update(closed_on=before)
    assert purge.purge() == 2
    assert purge.purge() == 0
    kept = Question.objects.get()
    assert (kept.pk, kept.text, kept.draft, kept.word_to_asker) == (answered.pk, "", {}, "")
    assert not ReviewStep.objects.filter(case__question=kept).exclude(reason="").exists()
    assert kept.practice is not None
    assert not ReviewCase.objects.filter(question=left.pk).exists()


def test_what_is_left_of_an_answered_question_is_forgotten_too(index):
    day = timezone.localdate() - datetime.timedelta(days=366)
    known = {"state": "answered", "asked_on": day, "closed_on": day}
    Question.objects.create(code_hmac="a" * 64, text="Une question ?", **known)
    Question.objects.create(code_hmac="b" * 64, text="", draft={"title": "Une réponse"}, **known)
    assert purge.purge() == 2
    assert [(each.text, each.draft) for each in Question.objects.all()] == [("", {}), ("", {})]


def test_each_word_of_a_code_is_drawn_among_all(monkeypatch):
    known = private_words.card_words.vocabulary()
    drawn = [0x89ABCDEF + place for place in range(4)]  # numbers that need their four bytes
    monkeypatch.setattr(private_words, "digest", lambda *_: b"".join(number.to_bytes(4) for number in drawn))
    assert questions.ask(TEXT, "k" * 22) == [known[number % len(known)] for number in drawn]


def test_a_question_takes_the_code_of_no_other(monkeypatch):
    monkeypatch.setattr(private_words.PrivateWords, "draw", lambda *_: ["lune"] * 4)
    questions.ask(TEXT, "k" * 22)
    with pytest.raises(RuntimeError):
        questions.ask("Une autre ?", "k" * 22)
    assert Question.objects.get().text == TEXT
