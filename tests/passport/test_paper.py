"""« Ma feuille de passeport »: a blank page that says nothing of anybody, and the form that types it in."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from passport import querysets
from passport.models import Entry, HealthWord, Occasion, SourceKind
from passport.models.share import new_ref
from passport.paper import rules as paper
from passport.paper.forms import MOST_ROWS
from tests.passport.factories import make_line, make_person, make_skill

pytestmark = pytest.mark.django_db
BLANK, TYPE_IN = reverse("passport:paper"), reverse("passport:paper_type_in")


def row(number, **said):
    said = {"face": "shared", "practice": "tried"} | said
    return {f"{name}_{number}": value for name, value in said.items()}


def sheet(*rows, **said):
    values = {"sheet": new_ref(), "written_on": "2026-11-02"} | said
    for each in rows:
        values |= each
    return values


def test_the_blank_sheet_is_neutral_and_the_same_for_everybody(client_of, people):
    make_skill("Préparer un repas", domain="Cuisiner")
    seen = {Client().get(BLANK).content, client_of("member").get(BLANK).content}
    assert len(seen) == 1
    page = seen.pop().decode()
    assert "Cuisiner" in page
    assert "Préparer un repas" in page
    assert re.search("<title>La feuille à remplir · Passeport de compétences</title>", page)
    assert not re.search(r"entrepairs|\bGEM\b|groupe d’entraide", page, re.IGNORECASE)


def test_one_line_is_said_in_the_singular(client_of, people):
    answer = client_of("member").post(TYPE_IN, sheet(row(1, own_title="Réparer un vélo")), follow=True)
    assert "Une ligne de plus dans votre passeport. Vous seul lisez votre passeport." in answer.text


def test_several_lines_enter_at_once(client_of, people):
    skill = make_skill("Jardiner")
    said = sheet(
        row(1, skill=skill.slug, own_words="Les tomates"),
        row(3, own_title="Réparer un vélo", face="gained", practice="with_help"),
    )
    answer = client_of("member").post(TYPE_IN, said, follow=True)
    assert "2 lignes de plus dans votre passeport." in answer.text
    found = {(line.title, line.face, line.practice, line.own_words) for line in Entry.objects.of(people.member)}
    assert found == {
        ("Jardiner", "shared", "tried", "Les tomates"),
        ("Réparer un vélo", "gained", "with_help", ""),
    }


def test_one_wrong_row_keeps_all_of_them_out_and_everything_typed_stays(client_of):
    said = sheet(row(1, own_title="Réparer un vélo", own_words="La roue"), row(2, own_title="Coudre", face=""))
    answer = client_of("member").post(TYPE_IN, said)
    assert answer.status_code == 422
    assert 'href="#id_face_2"' in answer.text
    assert "Ligne 2, Pour vous" in answer.text
    assert "La roue" in answer.text
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("odd", "field"),
    [
        ({"own_title": ""}, "own_title_2"),
        ({"skill": "x", "own_title": ""}, "skill_2"),
        ({"practice": "jamais"}, "practice_2"),
        ({"practice": ""}, "practice_2"),
        ({"own_title": "x" * 121}, "own_title_2"),
        ({"own_title": "a\x00b"}, "own_title_2"),
        ({"face": "shared", "practice": "not_tried"}, "practice_2"),
        ({"own_words": "é" * 10_000}, "own_words_2"),
    ],
)
def test_an_odd_row_is_refused_beside_its_field(client_of, odd, field):
    said = sheet(row(2, **({"own_title": "Coudre", "own_words": "Un ourlet"} | odd)))
    answer = client_of("member").post(TYPE_IN, said)
    assert answer.status_code == 422
    assert f'href="#id_{field}' in answer.text
    assert not Entry.objects.exists()


def test_a_skill_and_a_title_on_one_row_are_too_many(client_of):
    skill = make_skill()
    answer = client_of("member").post(TYPE_IN, sheet(row(1, skill=skill.slug, own_title="Coudre")))
    assert "pas les deux" in answer.text
    assert not Entry.objects.exists()


def test_an_empty_sheet_and_a_day_to_come_are_refused(client_of):
    client = client_of("member")
    assert "au moins une ligne" in client.post(TYPE_IN, sheet()).text
    late = client.post(TYPE_IN, sheet(row(1, own_title="Coudre"), written_on="2999-01-01"))
    assert 'href="#id_written_on"' in late.text
    assert not Entry.objects.exists()


@pytest.mark.parametrize("own_title", ["", "Réparer un vélo"])
def test_a_line_already_there_receives_a_time_and_the_words(client_of, people, own_title):
    skill = None if own_title else make_skill("Jardiner")
    line = make_line(people.member, skill, own_title=own_title, face="shared", own_words="Au parc", practice="tried")
    named = {"own_title": own_title.upper()} if own_title else {"skill": skill.slug}
    said = sheet(row(1, own_words="Les tomates", practice="shows_others", **named))
    answer = client_of("member").post(TYPE_IN, said, follow=True)
    assert "une fois de plus" in answer.text
    line.refresh_from_db()
    assert (line.own_words, line.practice) == ("Au parc\nLes tomates", "shows_others")
    time = line.occasions.get()
    assert (time.source_kind, time.happened_on.isoformat()) == (SourceKind.DECLARED, "2026-11-02")
    assert Entry.objects.count() == 1


def test_words_that_do_not_fit_are_said_and_nothing_enters(client_of, people):
    skill = make_skill()
    line = make_line(people.member, skill, face="shared", own_words="a" * 990)
    said = sheet(row(1, own_title="Coudre"), row(2, skill=skill.slug, own_words="b" * 20))
    answer = client_of("member").post(TYPE_IN, said)
    assert answer.status_code == 422
    assert 'href="#id_own_words_2"' in answer.text
    assert "la place de 9 signes" in answer.text
    assert list(Entry.objects.all()) == [line]


def test_the_same_sheet_sent_twice_enters_once(client_of, people):
    skill = make_skill()
    make_line(people.member, skill, face="shared")
    client, said = client_of("member"), sheet(row(1, skill=skill.slug), row(2, own_title="Coudre", own_words="Là"))
    client.post(TYPE_IN, said)
    answer = client.post(TYPE_IN, said, follow=True)
    assert "Cette feuille est déjà dans votre passeport." in answer.text
    assert Entry.objects.count() == 2
    assert Occasion.objects.count() == 1


@pytest.mark.parametrize("other", [{"own_title": "Jardiner"}, {"own_title": "Coudre", "face": "gained"}])
def test_another_row_from_the_same_page_enters_beside_the_first(client_of, other):
    client, said = client_of("member"), sheet(row(1, own_title="Coudre"))
    client.post(TYPE_IN, said)
    answer = client.post(TYPE_IN, said | row(1, **other) | row(2, own_title="Coudre"), follow=True)
    assert "Une ligne de plus dans votre passeport." in answer.text
    assert Entry.objects.count() == 2
    assert not Occasion.objects.exists(), "the first row is known, wherever it stands"


def test_the_same_skill_twice_on_a_sheet_is_one_line_with_both_words(client_of):
    skill = make_skill()
    said = sheet(row(1, skill=skill.slug, own_words="Ici"), row(2, skill=skill.slug, own_words="Là"))
    client_of("member").post(TYPE_IN, said)
    assert Entry.objects.get().own_words == "Ici\nLà"


def test_the_reference_of_another_member_s_page_blocks_nothing(people):
    said = [paper.Row(1, None, "Coudre", "shared", "tried", "")]
    other = make_person("Autre")
    for person in (people.member, other):
        paper.take(person, "A" * 22, timezone.localdate(), said)
    assert Entry.objects.of(people.member).count() == Entry.objects.of(other).count() == 1


def test_lines_are_added_without_a_script_and_nothing_typed_is_lost(client_of):
    client = client_of("member")
    said = sheet(row(2, own_title="Coudre", own_words="Un ourlet"), more="1")
    longer = client.post(TYPE_IN, said)
    assert longer.status_code == 200
    assert "Ligne 10" in longer.text
    assert "Un ourlet" in longer.text
    assert not Entry.objects.exists()
    most = client.post(TYPE_IN, said | row(99, own_title="Au bout"))
    assert f"Ligne {MOST_ROWS}" in most.text
    assert f"Ligne {MOST_ROWS + 1}" not in most.text
    assert 'name="more"' not in most.text


def test_sensitive_words_of_a_sheet_are_said_for_information(client_of):
    HealthWord.objects.create(word="hôpital", kind=HealthWord.Kind.PLACE)
    said = sheet(row(1, own_title="Jardiner à l’HOPITAL"))
    answer = client_of("member").post(TYPE_IN, said, follow=True)
    assert "faire deviner votre santé" in answer.text
    assert "HOPITAL" in answer.text
    assert Entry.objects.exists()


def test_typing_in_asks_as_many_queries_whatever_the_passport_holds(client_of, people, django_assert_max_num_queries):
    client = client_of("member")
    for _ in range(30):
        make_line(people.member)
    with django_assert_max_num_queries(6):
        client.get(TYPE_IN)
    with django_assert_max_num_queries(2):
        Client().get(BLANK)


def test_a_sheet_that_would_not_fit_in_a_full_passport_enters_whole_or_not_at_all(client_of, monkeypatch):
    monkeypatch.setattr(querysets, "MOST_ENTRIES", 2)
    rows = [row(number, own_title=f"Titre {number}") for number in (1, 2, 3)]
    answer = client_of("member").post(TYPE_IN, sheet(*rows))
    assert answer.status_code == 422 and "Votre passeport est plein" in answer.text and "Titre 3" in answer.text
    assert not Entry.objects.exists()
