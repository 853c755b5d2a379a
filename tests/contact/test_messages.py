"""A message to those who run the site: nothing is kept of who writes, the answer is read with four words."""

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content import purge
from content.contact import rules
from content.models import ContactMessage
from tests.practices.factories import build_exchange

pytestmark = pytest.mark.django_db
WRITE, FIND, JOIN = reverse("contact:write"), reverse("contact:find"), reverse("join")
DESK = reverse("contact:messages")
HERE = {"Sec-Fetch-Site": "same-origin"}
SAID = {"about": "site", "text": "La page du calendrier reste blanche."}
GROUP = {"group": "Un groupe, dans une ville", "reach": "", "text": "Nous sommes douze."}


@pytest.fixture
def visitor() -> Client:
    return Client(headers=HERE)


def words_in(answer) -> str:
    return re.search(r'id="code">([^<]+)<', answer.text)[1]


def key_in(page) -> str:
    return re.search(r'name="key" value="([^"]+)"', page.text)[1]


def page_of(message: ContactMessage) -> str:
    return reverse("contact:message", args=[message.pk])


def answer(browser: Client, message: ContactMessage, state: str, text: str = "", seen: str = "") -> object:
    fresh = ContactMessage.objects.get(pk=message.pk)
    return browser.post(page_of(message), {"state": state, "answer": text, "seen": seen or rules.seen_of(fresh)})


def test_a_message_goes_from_the_form_to_its_answer(visitor, client_of):
    page = visitor.get(WRITE)
    assert "personne ne lit tout de suite" in page.text and "3114" in page.text
    sent = visitor.post(WRITE, SAID)
    assert sent.status_code == 201 and not visitor.cookies
    words = words_in(sent)
    assert "attend une réponse" in visitor.post(FIND, {"code": words}).text

    desk, message = client_of("coordinator"), ContactMessage.objects.get()
    assert SAID["text"] in desk.get(DESK).text
    assert answer(desk, message, "answered", "C’est réparé.").url == DESK
    assert SAID["text"] not in desk.get(DESK).text
    assert SAID["text"] in desk.get(f"{DESK}?etat=fermes").text
    found = visitor.post(FIND, {"code": words.upper()}).text
    assert "Votre réponse est là" in found and "C’est réparé." in found


def test_nothing_says_who_wrote_even_signed_in(client_of):
    client = client_of("member")
    before = dict(client.session)
    client.post(WRITE, SAID, headers=HERE)
    assert dict(client.session) == before
    kept = ContactMessage.objects.values().get()
    assert {name for name, value in kept.items() if value} == {
        "id",
        "code_hmac",
        "about",
        "text",
        "state",
        "received_on",
    }
    assert kept["received_on"] == timezone.localdate()


@pytest.mark.parametrize(("address", "said"), [(WRITE, SAID), (JOIN, GROUP)])
def test_the_button_pressed_twice_is_one_message_and_one_code(visitor, address, said):
    key = key_in(visitor.get(address))
    codes = {words_in(visitor.post(address, {**said, "key": key})) for _ in range(2)}
    assert len(codes) == 1 == ContactMessage.objects.count()
    other = words_in(visitor.post(address, {**said, "text": "Autre chose.", "key": key}))
    assert other not in codes and ContactMessage.objects.count() == 2


def test_a_group_that_wants_to_come_says_which_one(visitor, client_of):
    assert "Ce qui se passe ensuite" in visitor.get(JOIN).text
    assert visitor.post(JOIN, GROUP | {"reach": "01 23 45 67 89"}).status_code == 201
    message = ContactMessage.objects.get()
    assert (message.about, message.group, message.reach) == ("join", GROUP["group"], "01 23 45 67 89")
    assert GROUP["group"] in client_of("coordinator").get(page_of(message)).text


@pytest.mark.parametrize(
    ("address", "said", "field"),
    [
        (WRITE, {"about": "site", "text": " "}, "text"),
        (WRITE, {"about": "", "text": "Oui."}, "about"),
        (WRITE, {"about": "join", "text": "Oui."}, "about"),
        (WRITE, {"about": "site", "text": "é" * 2001}, "text"),
        (JOIN, {"group": "", "text": "Oui."}, "group"),
        (JOIN, {"group": "x" * 201, "text": "Oui."}, "group"),
    ],
)
def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(visitor, address, said, field):
    answered = visitor.post(address, said)
    assert answered.status_code == 422
    assert f'href="#id_{field}' in answered.text
    assert said["text"].strip() in answered.text
    assert not ContactMessage.objects.exists()


def test_unknown_words_and_those_of_an_erased_message_get_the_same_answer(visitor):
    words = words_in(visitor.post(WRITE, SAID))
    ContactMessage.objects.all().delete()
    gone = visitor.post(FIND, {"code": words})
    never = visitor.post(FIND, {"code": "lune velo chat pomme"})
    assert gone.status_code == never.status_code == 422
    assert gone.text.replace(words, "") == never.text.replace("lune velo chat pomme", "")
    assert visitor.post(FIND, {"code": "deux mots"}).status_code == 422


def test_the_words_of_a_question_open_no_message(visitor):
    build_exchange()
    asked = visitor.post(reverse("practices:ask"), {"text": "Combien de temps ?"})
    assert visitor.post(FIND, {"code": words_in(asked)}).status_code == 422


@pytest.mark.parametrize("kind", ["member", "facilitator", "board_member", "editor", "moderator", "superuser"])
def test_the_coordination_alone_reads_messages(visitor, client_of, kind):
    visitor.post(WRITE, SAID)
    client = client_of(kind)
    assert client.get(DESK).status_code == 404
    assert client.get(page_of(ContactMessage.objects.get())).status_code == 404


def test_two_coordinators_do_not_answer_over_each_other(visitor, client_of):
    visitor.post(WRITE, SAID)
    desk, message = client_of("coordinator"), ContactMessage.objects.get()
    read = rules.seen_of(message)
    answer(desk, message, "answered", "Première réponse.")
    second = answer(desk, message, "closed", seen=read)
    assert second.status_code == 422 and "Entre-temps" in second.text
    assert ContactMessage.objects.get().answer == "Première réponse."


def test_an_answer_corrected_keeps_its_day_and_a_message_opened_again_loses_it(visitor, client_of):
    visitor.post(WRITE, SAID)
    desk, message = client_of("coordinator"), ContactMessage.objects.get()
    answer(desk, message, "answered", "Une réponse.")
    before = timezone.localdate() - datetime.timedelta(20)
    ContactMessage.objects.update(closed_on=before)
    answer(desk, message, "answered", "Une meilleure réponse.")
    message.refresh_from_db()
    assert (message.closed_on, message.answer) == (before, "Une meilleure réponse.")
    answer(desk, message, "received")
    message.refresh_from_db()
    assert (message.closed_on, message.answer, message.state) == (None, "", "received")


@pytest.mark.parametrize(
    ("state", "text"), [("answered", "  "), ("closed", "Des mots."), ("received", "Des mots."), ("", "Oui.")]
)
def test_an_answer_that_says_two_things_is_asked_again(visitor, client_of, state, text):
    visitor.post(WRITE, SAID)
    desk, message = client_of("coordinator"), ContactMessage.objects.get()
    assert answer(desk, message, state, text).status_code == 422
    assert ContactMessage.objects.get().state == "received"


@pytest.mark.parametrize(
    ("days", "closed", "kept"), [(90, True, True), (91, True, False), (365, False, True), (366, False, False)]
)
def test_a_message_goes_three_months_after_its_end_or_a_year_unanswered(days, closed, kept):
    day = timezone.localdate() - datetime.timedelta(days)
    end = {"state": "closed", "closed_on": day} if closed else {}
    ContactMessage.objects.create(code_hmac="1" * 64, about="site", text="Oui.", received_on=day, **end)
    assert purge.purge() == (0 if kept else 1)
    assert ContactMessage.objects.exists() is kept


def test_a_network_that_writes_too_much_keeps_its_text(visitor, settings):
    settings.LIMITS = {"message": "1/h/key"}
    visitor.post(WRITE, SAID)
    late = visitor.post(WRITE, SAID | {"text": "Encore moi."})
    assert late.status_code == 429
    assert "Encore moi." in late.text and "Gardez votre texte" in late.text
    assert ContactMessage.objects.count() == 1


def test_once_as_many_came_as_can_be_read_each_network_still_writes_one_an_hour(visitor, settings, monkeypatch):
    monkeypatch.setattr(rules, "MOST_A_DAY", 1)
    settings.LIMITS = {"message": "9/h/key", "message_late": "1/h/key"}
    statuses = [visitor.post(WRITE, SAID | {"text": f"Message {number}."}).status_code for number in range(3)]
    assert statuses == [201, 201, 429]


def test_the_coordination_finds_the_messages_from_its_own_pages(visitor, client_of):
    visitor.post(WRITE, SAID)
    desk = client_of("coordinator")
    assert f'href="{DESK}"' in desk.get("/compte/").text
    assert "1 à lire" in " ".join(desk.get(reverse("coordination:groups")).text.split())
