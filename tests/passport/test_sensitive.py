"""Sensitive words: found whole, whatever accents and plurals; said where a text is typed; the editors' own list."""

import json
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from config.seeding.files import SEED_DIR
from passport.models import HealthWord
from passport.sensitive import finder, words_of
from passport.sharing import sensitive_texts
from passport.sharing.snapshot import FrozenConfirmation, FrozenEntry
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
        ("à l’Hôpital de  jour.", ["Hôpital", "Hôpital de  jour"]),
        ("", []),
    ],
)
def test_whole_words_are_found_as_they_are_written(text, found):
    assert finder.found(text, ["hôpital", "GEM", "hôpital de jour"]) == found


def test_each_word_of_the_first_list_is_found_whatever_its_capitals():
    listed = [entry["word"] for entry in SEED]
    assert [word for word in listed if not finder.found(f"Avec {word.upper()} ici", [word])] == []
    assert {entry["kind"] for entry in SEED} <= set(HealthWord.Kind.values)


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
    assert words_of.found(f"Je cuisine au {name}", people.other_member) == []


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


FROZEN = FrozenEntry(
    title="T", task="", setting="", own_words="", is_collective=False, my_part="", domain="D", unit="U",
    how="apprise", practice="essayée", frequency="", occasions=(), confirmations=(),
)  # fmt: skip
FINDER = finder.Finder(["GEM"])


def discreet(entry_id, frozen, kept):
    return sensitive_texts.discreet_entry(entry_id, frozen, FINDER, kept)


@pytest.mark.parametrize("field", ["task", "setting", "own_words", "my_part"])
def test_a_text_is_left_out_and_a_tick_keeps_that_very_text(field):
    said = replace(FROZEN, **{field: "au GEM"})
    assert getattr(discreet(7, said, []), field) == ""
    key = sensitive_texts.remarks_on_entry(7, said, FINDER)[0].key
    assert getattr(discreet(7, said, [key]), field) == "au GEM"
    changed = replace(said, **{field: "au GEM d’ici"})
    assert getattr(discreet(7, changed, [key]), field) == ""
    assert getattr(discreet(8, said, [key]), field) == ""


def test_a_key_is_the_one_that_sessions_hold():
    [remark] = sensitive_texts.remarks_on_entry(7, replace(FROZEN, task="au GEM"), FINDER)
    assert remark.key == "7.task.770f1ec6c806c64f"
    confirmed = FrozenConfirmation(3, "un pair", "au GEM", "", ())
    [remark] = sensitive_texts.remarks_on_entry(7, replace(FROZEN, confirmations=(confirmed,)), FINDER)
    assert remark.key == "7.confirmation3-sentence.770f1ec6c806c64f"
    texts = {"shown_name": "", "looking_for": "au GEM", "how_helped": ""}
    [remark] = sensitive_texts.remarks_on_share(texts, FINDER)
    assert remark.key == "0.looking_for.770f1ec6c806c64f"


def test_a_title_left_out_leaves_the_entry_out():
    said = replace(FROZEN, title="Animer le GEM")
    assert discreet(7, said, []) is None
    assert discreet(7, said, [sensitive_texts.remarks_on_entry(7, said, FINDER)[0].key]) == said


def test_the_words_of_a_confirmation_are_looked_at_too():
    confirmed = FrozenConfirmation(3, "un pair", "Vue au GEM", "Alix du GEM", ("a",))
    said = replace(FROZEN, confirmations=(confirmed,))
    [left] = discreet(7, said, []).confirmations
    assert left == FrozenConfirmation(3, "un pair", "", "", ("a",))
    remarks = sensitive_texts.remarks_on_entry(7, said, FINDER)
    assert [remark.can_be_changed for remark in remarks] == [False, False]
    [kept] = discreet(7, said, [remark.key for remark in remarks]).confirmations
    assert kept == confirmed
