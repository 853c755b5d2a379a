"""« Mots sensibles » : the list that moderators keep in the admin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from passport.models import HealthWord

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/mots-sensibles/", "/admin/mots-sensibles/add/"
SAID = {"word": "Hôpital  de jour", "kind": "place"}


def test_a_moderator_adds_changes_and_removes_a_word(client_of, lesson):
    client = client_of("moderator")
    assert "mots sensibles" in client.get(LIST).text.lower()
    assert client.post(ADD, SAID).status_code == 302
    word = HealthWord.objects.get()
    assert word.folded == "hopital de jour"
    client.post(f"/admin/mots-sensibles/edit/{word.pk}/", SAID | {"word": "Clinique"})
    assert HealthWord.objects.get().folded == "clinique"
    client.post(f"/admin/mots-sensibles/delete/{word.pk}/")
    assert not HealthWord.objects.exists()


@pytest.mark.parametrize("word", ["", "   ", "…!", "x" * 61, "a\x00b", "HOPITAL de JOUR"])
def test_a_word_that_says_nothing_or_is_there_already_is_refused_in_words(client_of, lesson, word):
    HealthWord.objects.create(word="hôpital de jour", kind=HealthWord.Kind.PLACE)
    answer = client_of("moderator").post(ADD, SAID | {"word": word})
    assert answer.status_code == 200
    assert "error" in answer.text
    assert HealthWord.objects.count() == 1


@pytest.mark.parametrize("kind", ["editor", "coordinator", "member"])
def test_nobody_else_changes_the_list(client_of, lesson, kind):
    assert client_of(kind).post(ADD, SAID).status_code in {302, 404}
    assert not HealthWord.objects.exists()


def test_the_list_costs_the_same_for_200_words(client_of, lesson):
    client = client_of("moderator")

    def fill(start, number):
        HealthWord.objects.bulk_create(
            HealthWord(word=f"mot{n}", folded=f"mot{n}", kind="place") for n in range(start, start + number)
        )

    def asked():
        client.get(LIST)
        with CaptureQueriesContext(connection) as queries:
            client.get(LIST)
        return len(queries)

    fill(0, 20)
    few = asked()
    fill(20, 180)
    assert asked() == few
