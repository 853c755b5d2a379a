"""« Mots de recherche » and « mots de tous les jours », in the admin."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.models import SearchWord
from passport.models.skill import CONFIRMED
from tests.passport.factories import make_confirmation, make_line, make_skill

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/mots-de-recherche/", "/admin/mots-de-recherche/add/"
SAID = {"typed": "sous\nargent", "means": "trésorerie"}


def test_a_moderator_adds_changes_and_removes_one(client_of, lesson):
    client = client_of("moderator")
    assert "mots de recherche" in client.get(LIST).text.lower()
    assert client.post(ADD, SAID).status_code == 302
    word = SearchWord.objects.get()
    assert (word.folded, word.typed_lines, word.means_lines) == ("sous", ["sous", "argent"], ["trésorerie"])
    client.post(f"/admin/mots-de-recherche/edit/{word.pk}/", SAID | {"typed": "Monnaie"})
    assert SearchWord.objects.get().folded == "monnaie"
    client.post(f"/admin/mots-de-recherche/delete/{word.pk}/")
    assert not SearchWord.objects.exists()


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"typed": "…"}, "avec des lettres"),
        ({"means": "…"}, "avec des lettres"),
        ({"typed": "ARGENT LIQUIDE"}, "déjà dans la liste"),
        ({"typed": "légal", "means": "illégal"}, "est le contraire de"),
        ({"means": "mot\n" * 21}, "20 lignes au plus"),
    ],
)
def test_what_is_refused_is_said_and_nothing_is_lost(client_of, lesson, typed, said):
    SearchWord.objects.create(typed="Argent liquide", means="caisse")
    answer = client_of("moderator").post(ADD, SAID | typed)
    assert answer.status_code == 200
    assert said in answer.text
    assert SearchWord.objects.count() == 1


def test_an_editor_reads_them_and_changes_none(client_of, lesson):
    client = client_of("editor")
    SearchWord.objects.create(typed="Argent liquide", means="caisse")
    assert "Argent liquide" in client.get(LIST).text
    client.post(ADD, SAID)
    assert SearchWord.objects.count() == 1


@pytest.mark.parametrize("kind", ["coordinator", "member"])
def test_nobody_else_reads_them(client_of, lesson, kind):
    assert client_of(kind).get(LIST).status_code in {302, 404}


def test_the_list_costs_the_same_for_200(client_of, lesson):
    client = client_of("moderator")

    def fill(start, number):
        SearchWord.objects.bulk_create(
            SearchWord(typed=f"mot{n}", means="x", folded=f"mot{n}") for n in range(start, start + number)
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


def test_the_form_of_a_skill_has_its_everyday_words(client_of, lesson):
    skill = make_skill(everyday_words="passer la serpillière")
    assert "passer la serpillière" in client_of("moderator").get(f"/admin/competences/liste/edit/{skill.pk}/").text


def test_a_skill_that_somebody_confirmed_takes_no_other_name(people, client_of, lesson):
    skill = make_skill()
    make_confirmation(make_line(people.member, skill), people.board_member)
    moderator, address = client_of("moderator"), f"/admin/competences/liste/edit/{skill.pk}/"
    data = {name: getattr(skill, name) for name in ("slug", "description", "order")}
    data |= {"domain": skill.domain_id, "is_active": "on", "label": "Tenir un discours"}
    data |= {"indicators-TOTAL_FORMS": 0, "indicators-INITIAL_FORMS": 0}
    answer = moderator.post(address, data)
    assert CONFIRMED in answer.text.replace("&nbsp;", "\u00a0")
    skill.refresh_from_db()
    assert skill.label != "Tenir un discours"
