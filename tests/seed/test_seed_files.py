"""The seed files by themselves: their numbers, their wording, ids that never change."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings

from accounts.models import Mandate
from config.seeding.files import SEED_DIR, load
from config.seeding.lesson_blocks import SeedFileError, There, easy_body, id_of, lesson_body
from config.seeding.typography import NBSP, french_typography
from passport.sensitive.finder import Finder
from tests.seed.test_lessons_at_the_bar import WRITTEN


@pytest.fixture(scope="module")
def modules():
    return load("modules")


def lessons_of(modules):
    return [(module, lesson) for module in modules for lesson in module["lessons"]]


def questions_of(lesson):
    return [block for block in lesson["body"] if block["block"] == "question"]


def test_the_files_hold_the_expected_numbers(modules):
    assert len(modules) == 20
    assert len(lessons_of(modules)) == 154
    assert sum(len(questions_of(lesson)) for _, lesson in lessons_of(modules)) == 379
    assert sum(len(domain["skills"]) for domain in load("skills")) == 60
    counts = {name: len(load(name)) for name in ("facts", "groups", "collectives", "organisations", "skills", "paths")}
    assert counts == {
        "facts": 351, "groups": 47, "collectives": 10, "organisations": 16, "skills": 9, "paths": 4,
    }  # fmt: skip


def test_every_lesson_has_its_brief_its_text_and_its_easy_read_version(modules):
    for _, lesson in lessons_of(modules):
        kinds = [block["block"] for block in lesson["body"]]
        assert kinds[0] == "brief" and {"text", "steps"} & set(kinds), lesson["slug"]
        sentences = [sentence for group in lesson["easy_read"] for sentence in group["sentences"]]
        assert sentences and all(len(sentence) <= 120 for sentence in sentences), lesson["slug"]


def test_no_two_things_have_one_key(modules):
    lessons = [lesson for _, lesson in lessons_of(modules)]
    blocks = [each for lesson in lessons for each in (*lesson["body"], *lesson["easy_read"])]
    choices = [choice["key"] for each in blocks for choice in each.get("choices", []) if "key" in choice]
    for keys in (
        [module["key"] for module in modules],
        [lesson["key"] for lesson in lessons],
        [id_of(key) for key in (*(each["key"] for each in blocks), *choices)],
    ):
        assert len(keys) == len(set(keys))


def test_what_was_published_keeps_its_key_for_ever(modules):
    """Marks, tries and what an editor changed hang on these keys: a lesson that goes is named here, with the reason."""
    published = json.loads(Path(__file__).with_name("published_keys.json").read_text())
    assert set(published["modules"]) <= {module["key"] for module in modules}
    assert set(published["lessons"]) <= {lesson["key"] for _, lesson in lessons_of(modules)}
    ids = {block["key"] for _, lesson in lessons_of(modules) for block in questions_of(lesson)}
    assert set(published["questions"]) <= ids


BLOCK = {"block": "text", "key": "essai/1", "text": "Un texte."}


@pytest.mark.parametrize(
    "changed",
    [{"block": "texte"}, {"key": ""}, {"txt": "Un texte."}, {"block": "steps"}],
    ids=["unknown kind", "no key", "unknown field", "field of another kind"],
)
def test_a_block_that_cannot_be_read_is_named(changed):
    with pytest.raises(SeedFileError, match=r"essai/1|kinds"):
        lesson_body([BLOCK | changed])


def test_each_kind_of_block_is_read_with_what_it_says():
    choices = [{"text": "Oui", "right": True, "explanation": "Parce que."}, {"text": "Non", "key": "essai/non"}]
    asked = {"question": "Vrai ?", "explanation": "Oui.", "facts": [], "choices": choices}
    body = lesson_body(
        [
            BLOCK | {"heading": "Titre", "text": "Un **mot** :\n\n- [ici](https://exemple.org) ;\n- là."},
            {"block": "example", "key": "essai/2", "title": "Jeudi", "text": "La boîte."},
            {"block": "to_do", "key": "essai/3", "text": "Essayez."},
            {"block": "warning", "key": "essai/4", "text": "Attention."},
            {"block": "glossary", "key": "essai/5", "term": "solde", "meaning_here": "Le reste."},
            {"block": "glossary", "key": "essai/7", "term": "parti"},
            {"block": "question", "key": "essai/6", **asked},
        ],
        There(terms={"solde": 3}),
    )
    values = {each["type"]: each["value"] for each in body}
    html = '<p>Un <b>mot</b> :</p><ul><li><a href="https://exemple.org">ici</a> ;</li><li>là.</li></ul>'
    assert values["text"] == {"heading": "Titre", "text": html}
    assert values["example"] == {"title": "Jeudi", "text": "<p>La boîte.</p>"}
    assert values["to_do"] == {"text": "<p>Essayez.</p>"} and values["warning"] == {"text": "<p>Attention.</p>"}
    assert values["glossary"] == {"term": 3, "meaning_here": "Le reste."} and len(body) == 6
    assert [each["value"]["explanation"] for each in values["question"]["choices"]] == ["Parce que.", ""]
    assert [each["id"] for each in values["question"]["choices"]] == [id_of("essai/6/choice/0"), id_of("essai/non")]
    assert easy_body([{"key": "essai/7", "sentences": ["Une."]}])[0]["value"][0]["value"] == "Une."


def test_each_exercise_is_read_with_ids_that_never_change():
    asked = {"question": "Comment ?", "explanation": "Ainsi.", "facts": []}
    pairs = [{"left": "a", "right": "b"}, {"left": "c", "right": "d", "key": "essai/cd"}]
    order, match, short, hinted = lesson_body(
        [
            {"block": "order", "key": "essai/8", "steps": ["Un.", "Deux.", "Trois."], **asked},
            {"block": "match", "key": "essai/9", "pairs": pairs, **asked},
            {"block": "short_answer", "key": "essai/10", "accepted": ["27,50 €"], **asked},
            {"block": "short_answer", "key": "essai/11", "accepted": ["Oui"], "hint": "Relisez.", **asked},
        ]
    )
    assert [each["value"] for each in order["value"]["steps"]] == ["Un.", "Deux.", "Trois."]
    assert [each["id"] for each in order["value"]["steps"]] == [id_of(f"essai/8/item/{n}") for n in range(3)]
    assert [tuple(each["value"].values()) for each in match["value"]["pairs"]] == [("a", "b"), ("c", "d")]
    assert [each["id"] for each in match["value"]["pairs"]] == [id_of("essai/9/pair/0"), id_of("essai/cd")]
    assert (short["value"]["hint"], hinted["value"]["hint"]) == ("", "Relisez.")
    assert all(each["value"]["explanation"] == "Ainsi." for each in (order, match, short))


def test_the_first_question_keeps_its_id_for_ever(modules):
    question = questions_of(modules[0]["lessons"][0])[0]
    assert id_of(question["key"]) == "b18aef38-2102-56ce-81e8-7cd1c57ffc66"


def test_each_question_has_one_right_answer_and_an_explanation(modules):
    for _, lesson in lessons_of(modules):
        for question in questions_of(lesson):
            assert sum(choice.get("right", False) for choice in question["choices"]) == 1
            assert question["explanation"]


def test_a_question_stands_in_the_first_lesson_that_holds_its_facts(modules):
    """Where the lessons are written in full, several may stand on one fact: each asks of what it says."""
    for module in (each for each in modules if each["key"] not in WRITTEN):
        for lesson in module["lessons"]:
            for question in questions_of(lesson):
                wanted = set(question["facts"])
                holders = [each["slug"] for each in module["lessons"] if wanted and wanted <= set(each["facts"])]
                touching = [each["slug"] for each in module["lessons"] if wanted & set(each["facts"])]
                expected = (holders or touching or [module["lessons"][-1]["slug"]])[0]
                assert lesson["slug"] == expected, question["question"]


def test_facts_skills_and_modules_that_are_cited_exist(modules):
    facts = {fact["key"] for fact in load("facts")}
    skills = {skill["slug"] for domain in load("skills") for skill in domain["skills"]}
    for module in modules:
        assert set(module["skills"]) <= skills
        assert all(set(lesson["facts"]) <= facts for lesson in module["lessons"])
    assert all(set(path["modules"]) <= {module["slug"] for module in modules} for path in load("paths"))


def test_the_legal_caution_stands_on_law(modules):
    """On rights, associations, employers and what is kept of people; keeping tickets in order is no law."""
    assert {module["slug"] for module in modules if module["needs_legal_review"]} == {
        "comprendre-le-gem",
        "association-loi-1901",
        "ecrire-une-convention",
        "employeur-et-conventions",
        "droits-en-psychiatrie",
        "mdph-aah-rqth",
        "curatelle-tutelle",
        "ecrire-a-une-administration",
        "nos-fichiers-nos-photos",
    }


def test_a_module_offers_only_what_its_lessons_teach(modules):
    """What was read in no lesson of them: « Parler en public » after a module on shares, and its like."""
    untaught = {
        "comprendre-le-gem": set(),
        "association-loi-1901": {"ecrire-un-compte-rendu"},
        "roles-du-bureau": {"representer-association"},
        "assemblee-generale": {"participer-rapport-activite"},
        "tresorerie-simple": set(),
        "budget-et-subvention": set(),
        "ecrire-une-convention": set(),
        "employeur-et-conventions": {"representer-association"},
        "soutenir-sans-diriger": {"animer-une-reunion"},
        "tenir-dans-la-duree": {"apaiser-une-tension", "prendre-des-nouvelles"},
        "pair-advocate-posture": {"trouver-information-fiable"},
        "droits-en-psychiatrie": {"trouver-information-fiable", "aider-a-ecrire-un-courrier"},
        "mdph-aah-rqth": {"trouver-information-fiable"},
        "curatelle-tutelle": {"aider-a-ecrire-un-courrier", "accompagner-a-un-rendez-vous"},
        "mon-passeport": {"transmettre-un-savoir-faire", "garder-le-secret"},
        "accueillir": set(),
        "ecrire-a-une-administration": set(),
        "preparer-et-animer-un-atelier": set(),
        "decider-et-se-parler": set(),
        "nos-fichiers-nos-photos": set(),
    }
    for module in modules:
        assert module["skills"], module["slug"]
        assert not untaught[module["slug"]] & set(module["skills"]), module["slug"]


def test_the_catalogue_says_no_word_that_warns_a_holder():
    """Its families, units and signs are read in a share, beside what the holder chose to show."""
    words = Finder(each["word"] for each in load("health_words"))
    for family in load("skills"):
        said = [family["label"], *(_texts_of(skill) for skill in family["skills"])]
        assert words.found("\n".join(said)) == [], family["slug"]


def _texts_of(skill):
    return "\n".join([skill["label"], skill["description"], skill.get("collective_unit") or "", *skill["indicators"]])


def test_each_office_opens_a_path_and_a_module_of_it_and_offers_known_skills(modules):
    paths = {path["slug"]: path["modules"] for path in load("paths")}
    skills = {skill["slug"] for domain in load("skills") for skill in domain["skills"]}
    offices = load("offices")
    assert {data["office"] for data in offices} == set(Mandate.BoardOffice.values)
    for data in offices:
        assert data["module"] in paths[data["path"]]
        assert data["skills"] and set(data["skills"]) <= skills


def test_the_files_use_no_refused_word(modules):
    """Words the interface does not use; « validation des acquis » is an official name, a fact may quote a text."""
    refused = re.compile(
        r"\b(suivis?|surveillance|profil|usagers?|patients?|bénéficiaires?|valider|score|niveau|échec|retard|expire)\b",
        re.IGNORECASE,
    )
    for name in ("skills", "paths", "pages", "organisations", "groups", "collectives", "audiences"):
        text = re.sub(r"https?://\S+", "", (SEED_DIR / f"{name}.json").read_text())
        assert refused.findall(text) == [], name
    for path in [*(SEED_DIR / "modules").glob("*.toml"), *(SEED_DIR / "practices").glob("*.toml")]:
        assert refused.findall(path.read_text()) == [], path.name


def test_sensitive_lessons_have_a_content_note(modules):
    words = re.compile(r"suicide|psychiatri|curatelle|tutelle|danger grave", re.IGNORECASE)
    for module, lesson in lessons_of(modules):
        if words.search(lesson["title"]) or module["slug"] in {"droits-en-psychiatrie", "curatelle-tutelle"}:
            assert lesson.get("content_note"), lesson["slug"]


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("L'ARS ?", "L’ARS~?"),
        ("« Oui » : 23 000 €", "«~Oui~»~: 23~000~€"),
        ("de 50 à 79 % ; puis", "de 50 à 79~%~; puis"),
        ("Fiche-action n° 25", "Fiche-action n°~25"),
        ("10 h 30", "10 h 30"),
        ("Du 1er mars au 12 avril.", "Du 1er~mars au 12~avril."),
        ("On les garde 10 ans, puis 3 mois.", "On les garde 10~ans, puis 3~mois."),
        ("Le 12e jour, la 72e heure.", "Le 12e~jour, la 72e~heure."),
    ],
)
def test_french_typography(typed, printed):
    once = french_typography(typed)
    assert once == printed.replace("~", NBSP)
    assert french_typography(once) == once


def test_addresses_receive_no_french_typography():
    assert all(" " not in fact["url"] and NBSP not in fact["url"] for fact in load("facts"))


def test_the_words_of_login_cards_are_2048_distinct_plain_words():
    words = (settings.BASE_DIR / "site" / "accounts" / "secret_code" / "words.txt").read_text().split("\n")
    assert words.pop() == ""
    assert len(words) == len(set(words)) == 2048
    assert all(re.fullmatch(r"[a-z]{3,8}", word) for word in words)
    assert all(first < second for first, second in pairwise(words))
    assert not {word + "s" for word in words} & set(words), "two words one letter apart by their plural"
