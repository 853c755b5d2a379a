"""`{% explained %}`: a word of the interface with its meaning, from the one definition of the words explained."""

import pytest
from django.db import connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.models import Term
from tests.people import person

pytestmark = pytest.mark.django_db
MEANING = "Le temps pendant lequel une personne <élue> garde sa fonction."


def shown(key: str) -> str:
    return Template(f'{{% load explained %}}{{% explained "{key}" %}}').render(Context())


@pytest.fixture
def mandate_word():
    return Term.objects.create(key="mandat", word="Mandat", meaning=MEANING)


def test_a_word_opens_on_its_meaning_without_script(mandate_word):
    page = shown("mandat")
    assert "<details" in page
    assert "Mandat" in page.split("</summary>")[0]
    assert "une personne &lt;élue&gt; garde" in page.split("</summary>")[1]


def test_a_word_that_is_not_written_shows_nothing():
    assert shown("mandat").strip() == ""


def test_the_same_meaning_is_read_again_once_it_changes(mandate_word, django_capture_on_commit_callbacks):
    shown("mandat")
    with django_capture_on_commit_callbacks(execute=True):
        mandate_word.meaning = "Autre chose."
        mandate_word.save()
    assert "Autre chose." in shown("mandat")


def test_a_page_asks_nothing_more_once_the_words_are_known(mandate_word):
    shown("mandat")
    with CaptureQueriesContext(connection) as queries:
        shown("mandat")
    assert [query["sql"] for query in queries if "content_term" in query["sql"]] == []


def test_the_screens_of_mandates_explain_the_word(client_of, people, mandate_word):
    people.board_member  # noqa: B018 - is there
    client = client_of("board_member")
    slug = people.here.slug
    pages = ["accounts:home", "groups:mandates", "groups:mandate_new", "groups:home"]
    for name in pages:
        page = client.get(reverse(name, args=[slug] if name.startswith("groups:") else []))
        assert page.text.count("qu’est-ce que c’est") == 1, name


def test_the_mark_beside_a_name_is_explained_where_there_is_one(client_of, people):
    Term.objects.create(key="repere-a-cote-d-un-nom", word="Repère (à côté d’un nom)", meaning="Un petit signe.")
    group = reverse("groups:people", args=[people.here.slug])
    people.member  # noqa: B018 - is there
    assert "Un petit signe." not in client_of("facilitator").get(group).text
    people.here.memberships.create(user=person(str(people.member)))
    assert "Un petit signe." in client_of("facilitator").get(group).text
