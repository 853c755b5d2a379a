"""Sensitive words: found whole, whatever accents and plurals; said where a text is typed; the editors' own list."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from config.seeding.files import SEED_DIR
from directory.models import Collective, PeerGroup
from passport.models import HealthWord
from passport.sensitive import finder, words_of
from passport.sensitive.place_names import everyday_names
from tests.passport.factories import make_line

SEED = json.loads((SEED_DIR / "health_words.json").read_text())


@pytest.fixture
def hospital(db):
    return HealthWord.objects.create(word="hôpital de jour", kind=HealthWord.Kind.PLACE)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Je sors de l’hôpital", ["hôpital"]),
        ("LES HOPITAUX, les hôpitals", ["hôpitals"]),
        ("hospitalité", []),
        ("ho\u0302pital", ["hôpital"]),
        ("Un gem, des GEMs", ["gem"]),
        ("une gemme", []),
        ("à l’Hôpital de  jour.", ["Hôpital de  jour"]),
        ("au G.E.M. de Caen, au g.e.m", ["G.E.M"]),
        ("P. Gem, G. E. Martin, a.g.e.m", ["Gem"]),
        ("hô\u00adpi\u200btal", ["hôpital"]),
        ("", []),
    ],
)
def test_whole_words_are_found_as_they_are_written(text, found):
    assert finder.found(text, ["hôpital", "GEM", "hôpital de jour"]) == found


def test_three_letters_keep_their_last_one():
    assert finder.found("un ga, du gaz, au bu, des GEMS", ["gas", "bus", "GEM"]) == ["GEMS"]


def test_an_acronym_is_found_however_the_list_writes_it():
    for listed in ("H.P.", "HP", "h.p"):
        assert finder.found("à l’H.P., en HP", [listed]) == ["H.P"]


def test_each_word_of_the_first_list_is_found_whatever_its_capitals():
    listed = [entry["word"] for entry in SEED]
    assert [word for word in listed if not finder.found(f"Avec {word.upper()} ici", [word])] == []
    assert {entry["kind"] for entry in SEED} <= set(HealthWord.Kind.values)


AS_PEOPLE_SAY_IT = [
    "au G.E.M. de Caen", "entre gémiens", "à l’HP", "en H.P. deux mois", "à l’hosto", "au C.M.P.P.", "en post-cure",
    "on me dit schizo", "je suis bipo", "un aspie", "après un burnout", "traumatisé crânien", "une TCA",
    "entendeuse de voix", "suivie par le SESSAD", "en ULIS",
]  # fmt: skip


@pytest.mark.parametrize("text", AS_PEOPLE_SAY_IT)
def test_health_is_found_as_people_say_it(text):
    assert finder.found(text, [entry["word"] for entry in SEED])


ORDINARY = [
    "J’ai tapé un courrier en traitement de texte.",
    "Je prends soin des plantes.",
    "Je suis patient avec les enfants.",
    "J’ai tenu la caisse de l’association, deux matins par semaine.",
    "Chat, chien, hospitalité, gemme.",
]


@pytest.mark.parametrize("text", ORDINARY)
def test_ordinary_words_raise_no_warning(text):
    assert finder.found(text, [entry["word"] for entry in SEED]) == []


def test_the_names_of_one_s_own_groups_count_too(people):
    name = people.here.name
    assert words_of.found(f"Je cuisine au {name.upper()}", people.member) == [name.upper()]
    assert words_of.found(f"Je cuisine au {name.lower()}", people.member) == [name.lower()]
    assert words_of.found(f"Je cuisine au {name.lower()}", people.other_member) == []


def test_the_same_word_is_listed_once(hospital):
    twice = HealthWord(word="HOPITAL  de Jour", kind=HealthWord.Kind.PLACE)
    with pytest.raises(ValidationError):
        twice.full_clean()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ([], ""),
        (["GEM"], "Ce mot peut faire deviner votre santé\xa0: «\xa0GEM\xa0». Vous décidez."),
        (["a", "b"], "Ces mots peuvent faire deviner votre santé\xa0: «\xa0a\xa0», «\xa0b\xa0». Vous décidez."),
    ],
)
def test_the_warning_in_words(said, sentence):
    assert words_of.sentence(said) == sentence


def test_the_warning_stands_where_the_text_is_typed_and_forbids_nothing(client_of, people, hospital):
    client = client_of("member")
    said = {"own_title": "Jardiner", "face": "shared", "practice": "tried", "task": "Le jardin de l’hôpital de jour"}
    assert "Vous décidez" in client.post(reverse("passport:add_own"), said, follow=True).text
    line = people.member.entries.get()
    for name in ("entry", "edit"):
        assert "«\xa0hôpital de jour\xa0»" in client.get(reverse(f"passport:{name}", args=[line.pk])).text
    quiet = make_line(people.member, own_words="Le jardin")
    assert "deviner" not in client.get(quiet.get_absolute_url()).text


@pytest.mark.parametrize(
    ("name", "town", "text", "said"),
    [
        ("GEM Le Phare", "Rouen", "Repas du jeudi au phare", ["phare"]),
        ("Groupe de démonstration", "", "J’ai cuisiné à la démonstration", ["démonstration"]),
        ("Maison de l’autisme de Mulhouse (MAM)", "Mulhouse", "La caisse de la MAM", ["MAM"]),
        ("Inouï-Criquet (GEM d’Asnières)", "Asnières-sur-Seine", "Le jardin de l’inouï", ["inouï"]),
        ("Espace convivial citoyen (Advocacy Paris Île-de-France)", "Paris", "A l'ESPACE CONVIVIAL CITOYEN", None),
        ("GEM de Caen", "Caen", "Le marché de Caen", []),
        ("GEM du Petit-Quevilly", "Le Petit-Quevilly", "La fête du Petit-Quevilly", []),
    ],
)
def test_what_people_call_their_own_group_is_found(people, name, town, text, said):
    PeerGroup.objects.filter(pk=people.here.pk).update(name=name, town=town)
    found = words_of.found(text, people.member)
    assert found == said if said is not None else found


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Avec les adhérents du Passage", ["Passage"]),
        ("J’ai salué les gens au passage.", []),
        ("Passage en caisse le samedi.", []),
        ("Merci. Passage en caisse le samedi.", []),
        ("Nouveau Cap m’a appris cela.", ["Nouveau Cap"]),
        ("Merci. Le Nouveau Cap m’a appris cela.", ["Le Nouveau Cap"]),
        ("Un nouveau cap pour moi.", []),
    ],
)
def test_any_group_of_the_directory_is_found_where_its_name_has_its_capital(people, text, said):
    for name in ("Le Passage", "Le Nouveau Cap"):
        PeerGroup.objects.create(slug=name.replace(" ", "-").lower(), name=name, town="Ailleurs")
    assert words_of.found(text, people.member) == said


@pytest.mark.parametrize("place", [PeerGroup, Collective])
def test_a_former_name_is_found_whoever_bears_it(people, place):
    renamed = place.objects.create(slug="un-lieu", name="GEM Le Phare", town="Vire")
    renamed.name = "GEM L’Escale"
    renamed.save()
    text = "Repas du jeudi au Phare, puis à l’Escale, et au phare"
    assert words_of.found(text, people.member) == ["Phare", "Escale"]
    renamed.delete()
    assert words_of.found(text) == ["Phare", "Escale"]
    assert words_of.found(text, people.member) == [], "nobody knows any more whether it was shown"


def test_a_warning_tells_no_name_of_a_hidden_group_but_one_s_own(people):
    def said(person=None) -> list[str]:
        return words_of.found("Repas du jeudi au Phare, puis à l’Escale", person)

    people.here.name, people.here.is_listed = "GEM Le Phare", False
    people.here.save()
    people.here.name = "GEM L’Escale"
    people.here.save()
    assert said(people.member) == said() == ["Phare", "Escale"]
    assert said(people.other_member) == []


def test_the_former_name_of_one_s_own_group_is_found_in_small_letters(people):
    people.here.name, people.here.town = "GEM Le Phare", "Vire"
    people.here.save()
    people.here.name = "GEM L’Escale"
    people.here.save()
    assert words_of.found("Repas du jeudi au phare", people.member) == ["phare"]
    assert words_of.found("Repas du jeudi au phare", people.other_member) == []


def test_the_names_of_places_cost_one_query(people, django_assert_num_queries):
    member = people.member
    with django_assert_num_queries(1):
        words_of.finder_of_places(member)
    with django_assert_num_queries(2):
        words_of.finder(member)


def test_each_group_of_the_first_content_is_found_under_its_whole_name():
    places = json.loads((SEED_DIR / "groups.json").read_text())
    missed = [
        place["name"]
        for place in places
        if not finder.found(f"Le {place['name']} ici", everyday_names(place["name"], place.get("town", "")))
    ]
    assert missed == []


def test_ordinary_texts_name_no_group_of_the_first_content():
    places = json.loads((SEED_DIR / "groups.json").read_text())
    names = [said for place in places for said in everyday_names(place["name"], place.get("town", ""))]
    assert [text for text in ORDINARY if finder.Finder((), names).found(text)] == []
