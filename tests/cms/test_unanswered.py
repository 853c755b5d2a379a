"""What is asked and not found: counted by day, its words kept the fifth day when they can name nobody."""

import pytest
import time_machine
from django.db import IntegrityError
from django.test import override_settings

from content import purge
from content.models import SearchWord, Unanswered
from content.unanswered.rules import MOST_ROWS, State, note
from tests.passport.factories import make_person

pytestmark = pytest.mark.django_db
URL = "/recherche/"
PAGE = "/admin/recherches-sans-reponse/"


def ask_on(days, text="permis bateau", start=1):
    for day in range(start, start + days):
        with time_machine.travel(f"2026-03-{day:02} 12:00+01:00", tick=False):
            note(text)


def test_before_the_fifth_day_nothing_but_a_fingerprint_is_kept():
    ask_on(4)
    row = Unanswered.objects.get()
    assert (row.days, row.text, row.state) == (4, "", State.COUNTED)
    assert "permis" not in row.fingerprint
    assert len(row.fingerprint) == 64


def test_the_fifth_day_the_words_are_kept():
    ask_on(5)
    assert (Unanswered.objects.get().text, Unanswered.objects.get().state) == ("permis bateau", State.KEPT)


def test_a_hundred_times_the_same_day_count_once():
    with time_machine.travel("2026-03-01 12:00+01:00", tick=False):
        for _ in range(100):
            note("permis bateau")
    assert Unanswered.objects.get().days == 1


def test_spellings_of_one_question_are_one():
    ask_on(1, "Comment passer le PERMIS bateau ?")
    ask_on(1, "passer permis bateau", start=2)
    assert Unanswered.objects.get().days == 2


@pytest.mark.parametrize(
    "text",
    [
        "permis de conduire un bateau demain",
        "permis 2026",
        "permis de Kevin",
        "marie",
        "a@b.fr",
        "0612345678",
        "٣٤",
        "?",
        "",
    ],
)
def test_what_could_tell_who_is_not_even_counted(text):
    ask_on(5, text)
    assert not Unanswered.objects.exists()


def test_a_display_name_is_never_kept_even_once_its_account_is_gone():
    person = make_person("Ylannia du jeudi")
    ask_on(5, "voir ylannia")
    person.delete()
    ask_on(3, "voir ylannia", start=10)
    row = Unanswered.objects.get()
    assert (row.text, row.state, row.days) == ("", State.REFUSED, 8)


def test_the_database_holds_no_words_before_the_fifth_day():
    with pytest.raises(IntegrityError):
        Unanswered.objects.create(fingerprint="a", text="permis", days=2, state=State.KEPT)


def test_a_flood_fills_no_more_than_its_table(monkeypatch):
    monkeypatch.setattr("content.unanswered.rules.MOST_ROWS", 3)
    for word in ("bateau", "avion", "tracteur", "camion", "moto"):
        note(word)
    assert Unanswered.objects.count() == 3
    assert MOST_ROWS > 1000


def test_a_year_after_the_last_time_it_is_gone():
    ask_on(5)
    with time_machine.travel("2027-03-01 12:00+01:00"):
        purge.purge()
        assert Unanswered.objects.exists()
    with time_machine.travel("2027-03-10 12:00+01:00"):
        assert purge.purge() >= 1
        assert not Unanswered.objects.exists()


def test_the_page_counts_what_it_did_not_find_and_that_alone(client, indexed):
    SearchWord.objects.create(typed="sous", means="aide")
    for text in ("permis bateau", "aide", "sous"):
        client.get(URL, {"q": text})
    client.head(URL, {"q": "permis avion"})
    assert Unanswered.objects.count() == 1
    assert client.get(URL, {"q": "permis bateau"}).cookies == {}


def test_beyond_the_limit_of_a_day_nothing_more_is_counted_nor_said(client):
    with override_settings(LIMITS={"search": "240/m/ip", "search_in_vain": "2/d/ip"}):
        answers = [client.get(URL, {"q": word}).status_code for word in ("bateau", "avion", "tracteur")]
    assert answers == [200, 200, 200]
    assert Unanswered.objects.count() == 2


def test_an_editor_reads_what_is_still_in_vain_the_most_asked_first(client_of, lesson, indexed):
    ask_on(6, "permis bateau")
    ask_on(5, "danse")
    ask_on(5, "mots expliques")
    ask_on(4, "secretement")
    text = client_of("editor").get(PAGE).text
    assert "permis bateau" in text
    assert text.index("permis bateau") < text.index(">danse<")
    assert "mots expliques" not in text, "the site answers it"
    assert "secretement" not in text
    make_person("Danse")
    assert ">danse<" not in client_of("editor").get(PAGE).text


@pytest.mark.parametrize("kind", ["member", "coordinator"])
def test_nobody_else_reads_them(client_of, lesson, kind):
    assert client_of(kind).get(PAGE).status_code in {302, 403, 404}
