"""Entries: declared, changed, removed, brought back; odd input is refused beside its field and kept."""

import pytest
import time_machine
from django.urls import reverse

from passport import querysets
from passport.entries import views
from passport.models import Entry, Occasion
from tests.passport.factories import make_line, make_person, make_skill

pytestmark = pytest.mark.django_db
OWN = reverse("passport:add_own")
SAID = {"face": "shared", "practice": "tried", "own_words": "Mes mots à moi"}
FUTURE = "Ce jour n’est pas encore passé"


@pytest.fixture
def skill():
    return make_skill("Jardiner", domain="Dehors")


@pytest.fixture
def line(people, skill):
    return make_line(people.member, skill)


def address(name, *args):
    return reverse(f"passport:{name}", args=args)


def test_a_skill_is_found_by_its_words_and_by_its_family(client_of, skill):
    make_skill("Compter")
    client, choose = client_of("member"), address("add")
    assert "Compter" in client.get(choose).content.decode()
    found = client.get(choose, {"q": "dehors jardi"}).content.decode()
    assert "Jardiner" in found
    assert "Compter" not in found
    assert "Aucune compétence de la liste" in client.get(choose, {"q": "zzz"}).content.decode()


def test_a_retired_skill_is_no_longer_proposed(client_of):
    skill = make_skill("Ancienne", is_active=False)
    client = client_of("member")
    assert "Ancienne" not in client.get(address("add")).content.decode()
    assert client.get(address("add_skill", skill.slug)).status_code == 404


@pytest.mark.parametrize(
    ("words", "status"), [("🎉", 200), ("\u202e", 200), ("%_'\"", 200), ("\x00", 422), ("x" * 10_000, 422)]
)
def test_odd_words_in_the_search_never_break_it(client_of, skill, words, status):
    assert client_of("member").get(address("add"), {"q": words}).status_code == status


def test_declaring_makes_a_line_with_its_day(client_of, people, skill):
    said = SAID | {"happened_on": "2026-03-12", "frequency": "often", "is_collective": "on", "my_part": "L’arrosage"}
    assert client_of("member").post(address("add_skill", skill.slug), said).url == address("index")
    entry = Entry.objects.get()
    assert (entry.member, entry.skill, entry.own_words, entry.my_part) == (
        people.member,
        skill,
        "Mes mots à moi",
        "L’arrosage",
    )
    assert entry.occasions.get().happened_on.isoformat() == "2026-03-12"


def test_a_title_of_ones_own_stands_beside_the_catalogue(client_of):
    client_of("member").post(OWN, SAID | {"own_title": "Réparer un vélo"})
    assert Entry.objects.get().title == "Réparer un vélo"


def test_a_line_break_counts_for_one_character(client_of):
    words = "a\r\n" * 500
    assert client_of("member").post(OWN, SAID | {"own_title": "X", "own_words": words}).status_code == 302
    assert len(Entry.objects.get().own_words) == 999


ODD = [
    ({"own_title": ""}, "own_title"),
    ({"own_title": "a\x00b"}, "own_title"),
    ({"own_title": "x" * 10_000}, "own_title"),
    ({"own_words": "é" * 10_000}, "own_words"),
    ({"own_words": "a\x00b"}, "own_words"),
    ({"face": "both"}, "face"),
    ({"practice": ""}, "practice"),
    ({"practice": "not_tried"}, "practice"),
    ({"face": "gained", "practice": "not_tried", "frequency": "often"}, "frequency"),
    ({"frequency": "jamais"}, "frequency"),
    ({"happened_on": "hier"}, "happened_on"),
    ({"happened_on": "2999-01-01"}, "happened_on"),
    ({"happened_on": "2999"}, "happened_on"),
    ({"happened_on": "x" * 10_000}, "happened_on"),
    ({"happened_on": "0026-01-01"}, "happened_on"),
    ({"my_part": "x" * 301}, "my_part"),
]


@pytest.mark.parametrize(("odd", "field"), ODD)
def test_odd_input_is_refused_beside_its_field_and_what_was_typed_stays(client_of, odd, field):
    said = {"own_title": "Réparer un vélo", "task": "Une roue", **SAID} | odd
    response = client_of("member").post(OWN, said)
    page = response.content.decode()
    assert response.status_code == 422
    assert f'href="#id_{field}' in page
    assert "Une roue" in page
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    ("typed", "told"), [("2019", "En 2019"), ("mars 2019", "En mars 2019"), ("12.03.19", "Le 12 mars 2019")]
)
def test_a_date_is_told_as_far_as_it_is_known(client_of, line, typed, told):
    client = client_of("member")
    client.post(OWN, SAID | {"own_title": "X", "happened_on": typed})
    client.post(address("add_occasion", line.pk), {"happened_on": typed, "ref": "r" * 22})
    for entry in Entry.objects.all():
        assert told in client.get(entry.get_absolute_url()).text
        assert str(entry.occasions.get().happened_on)[:5] == "2019-"


@pytest.mark.parametrize(("day", "status"), [("2026-11-29", 302), ("2026-11-30", 422)])
def test_a_day_that_has_begun_in_la_reunion_may_be_said(client_of, day, status):
    client = client_of("member")
    with time_machine.travel("2026-11-28 23:45:00+01:00"):
        assert client.post(OWN, SAID | {"own_title": "X", "happened_on": day}).status_code == status


@pytest.mark.parametrize(
    "words", ["שלום עולם", "\u202erenversé", "e\u0301t\u0301e\u0301", "👩\u200d🍳🎉", "<script>alert(1)</script>"]
)
def test_words_of_any_script_are_kept_as_they_are(client_of, words):
    client = client_of("member")
    client.post(OWN, SAID | {"own_title": words})
    assert Entry.objects.get().own_title == words
    assert "<script>alert" not in client.get(address("index")).content.decode()


def test_a_second_line_for_the_same_skill_leads_to_the_first_and_loses_nothing(client_of, line, skill):
    response = client_of("member").post(address("add_skill", skill.slug), SAID | {"face": "gained", "task": "Semer"})
    page = response.content.decode()
    assert response.status_code == 422
    assert line.get_absolute_url() in page
    assert "Mes mots à moi" in page
    assert "Semer" in page


def test_the_other_face_and_the_collective_line_are_other_lines(client_of, line, skill):
    client = client_of("member")
    for said in (SAID, SAID | {"face": "gained", "is_collective": "on"}):
        assert client.post(address("add_skill", skill.slug), said).status_code == 302
    assert Entry.objects.count() == 3


def test_the_line_made_in_between_is_a_friendly_answer_too(client_of, people, skill, monkeypatch):
    from passport.entries.forms import EntryForm

    answers = iter([None])
    look = EntryForm._same_entry
    monkeypatch.setattr(EntryForm, "_same_entry", lambda form, face: next(answers, None) or look(form, face))
    first = Entry.objects.same_entry(people.member.pk, skill.pk, "shared")
    assert not first.exists()

    def late(form, face):
        found = look(form, face)
        if found is None:
            make_line(people.member, skill, face=face)
        return found

    monkeypatch.setattr(EntryForm, "_same_entry", late)
    response = client_of("member").post(address("add_skill", skill.slug), SAID)
    assert response.status_code == 422
    assert "déjà dans votre passeport" in response.content.decode()
    assert Entry.objects.count() == 1


def test_a_line_is_changed(client_of, line):
    client = client_of("member")
    assert "Jardiner" in client.get(address("edit", line.pk)).content.decode()
    client.post(address("edit", line.pk), SAID)
    line.refresh_from_db()
    assert (line.face, line.own_words) == ("shared", "Mes mots à moi")


def test_changing_the_face_onto_another_line_is_refused(client_of, people, line, skill):
    other = make_line(people.member, skill, face="shared")
    response = client_of("member").post(address("edit", line.pk), SAID)
    assert response.status_code == 422
    assert other.get_absolute_url() in response.content.decode()


def test_removing_asks_first_and_can_be_undone(client_of, line):
    client = client_of("member")
    client.get(address("remove", line.pk))
    assert Entry.objects.standing().exists()
    page = client.post(address("remove", line.pk), follow=True).content.decode()
    assert "Remettre" in page
    assert client.get(line.get_absolute_url()).status_code == 404
    client.post(address("put_back", line.pk), follow=True)
    client.post(address("put_back", line.pk), follow=True)
    assert Entry.objects.standing().get() == line


def test_bringing_back_a_line_whose_place_is_taken_says_so(client_of, people, line, skill):
    line.remove()
    make_line(people.member, skill)
    page = client_of("member").post(address("put_back", line.pk), follow=True).content.decode()
    assert "est déjà dans votre passeport" in page


def test_an_occasion_is_added_and_removed(client_of, line):
    client = client_of("member")
    said = {"happened_on": "2026-05-02", "source_label": "Fête du quartier"}
    assert "Fête du quartier" in client.post(address("add_occasion", line.pk), said, follow=True).content.decode()
    client.post(address("remove_occasion", line.pk, Occasion.objects.get().pk))
    assert not Occasion.objects.exists()
    assert Entry.objects.exists()


@pytest.mark.parametrize("odd", [{"happened_on": ""}, {"happened_on": "2999-01-01"}, {"source_label": "\x00"}])
def test_an_odd_occasion_is_refused_and_stays_on_screen(client_of, line, odd):
    said = {"happened_on": "2026-05-02", "source_label": "Fête"} | odd
    response = client_of("member").post(address("add_occasion", line.pk), said)
    assert response.status_code == 422
    assert "field-error" in response.content.decode()


LINE_ADDRESSES = ["entry", "edit", "remove", "put_back", "add_occasion"]


@pytest.mark.parametrize("name", LINE_ADDRESSES)
@pytest.mark.parametrize("kind", ["other_member", "facilitator", "board_member", "superuser"])
def test_the_line_of_somebody_else_does_not_exist(client_of, line, kind, name):
    client = client_of(kind)
    assert client.post(address(name, line.pk), SAID).status_code in {404, 405}
    if name not in {"put_back", "add_occasion"}:
        assert client.get(address(name, line.pk)).status_code == 404
    line.refresh_from_db()
    assert line.is_standing


def test_an_occasion_of_another_entry_is_not_removed(client_of, people, line):
    theirs = make_line(make_person("Autre")).occasions.create(source_kind="declared")
    assert client_of("member").post(address("remove_occasion", line.pk, theirs.pk)).status_code == 404
    assert Occasion.objects.filter(pk=theirs.pk).exists()


@pytest.mark.parametrize("pk", ["0", "99999999999999999999999999", "1" * 5000])
def test_an_entry_number_that_does_not_exist_is_a_404(client_of, pk):
    assert client_of("member").get(f"/passeport/{pk}/").status_code == 404


def test_a_full_passport_says_so_and_keeps_what_was_typed(client_of, people, line, monkeypatch):
    monkeypatch.setattr(querysets, "MOST_ENTRIES", 2)
    client = client_of("member")
    removed = make_line(people.member, own_title="Retirée")
    removed.remove()
    answer = client.post(OWN, SAID | {"own_title": "Une de plus"})
    assert answer.status_code == 422 and "Votre passeport est plein" in answer.content.decode()
    assert "Une de plus" in answer.content.decode() and Entry.objects.count() == 2
    Entry.objects.filter(pk=removed.pk).delete()  # as the purge does
    assert client.post(OWN, SAID | {"own_title": "Une de plus"}).status_code == 302


def test_a_skill_has_so_many_times_and_says_so(client_of, line, monkeypatch):
    monkeypatch.setattr(views, "MOST_OCCASIONS", 1)
    client, again = client_of("member"), address("add_occasion", line.pk)
    assert client.post(again, {"happened_on": "2026-03-12", "source_label": "Un"}).status_code == 302
    answer = client.post(again, {"happened_on": "2026-03-13", "source_label": "Deux"})
    assert answer.status_code == 422 and "Retirez-en une" in answer.content.decode()
    assert "Deux" in answer.content.decode() and Occasion.objects.count() == 1


@pytest.mark.parametrize(
    ("typed", "kept"), [("réparer un vélo", "réparer un vélo"), ("é" * 300, "é" * 120), ("<b>", "&lt;b&gt;")]
)
def test_what_was_looked_for_and_not_found_becomes_ones_own_title(client_of, typed, kept):
    client = client_of("member")
    found = client.get(reverse("passport:add"), {"q": typed[:80]}).text
    assert f"{reverse('passport:add_own')}?titre=" in found
    page = client.get(reverse("passport:add_own"), {"titre": typed}).text
    assert f'value="{kept}"' in page


def test_the_list_finds_a_skill_by_everyday_words_and_says_what_is_only_near(client_of, indexed):
    skill = make_skill("Entretenir le local", everyday_words="passer la serpillière")
    client = client_of("member")
    found = client.get(reverse("passport:add"), {"q": "serpilière"}).text
    assert skill.label in found
    assert "passer la serpillière" not in found
    near = client.get(reverse("passport:add"), {"q": "serpillière bleue"}).text
    assert skill.label in near
    assert "Aucune ne répond à tous les mots" in near
