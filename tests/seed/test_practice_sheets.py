"""What a practice sheet of the first content must hold; its README says how one is written."""

import re
from itertools import combinations

import pytest

from config.seeding.files import SEED_DIR, load
from content.blocks import Tone
from content.practices.privacy_hints import is_first_name
from content.publishing import relays
from content.search.words import stems
from tests.seed.lesson_bar import sentences, word_count

SHEETS = 40
TEXTS = ("situation", "what_we_did", "what_helped", "limits")
WORDS = (120, 260)
LONGEST_SENTENCE = 20
OLD = "ancienne"  # how the note of a fact says that its source is
STILL_TRUE = {"URG-02"}  # its note says that the numbers are
TO_CHECK = re.compile(r"vérifi|demandez|relisez|demander|relire", re.IGNORECASE)
LIVED = re.compile(
    r"\b(?:nous avons (?:fait|essayé|décidé|choisi|mis)|chez nous|notre (?:GEM|groupe) a)\b", re.IGNORECASE
)
CONTACT = re.compile(r"@|\b0\d(?:[ .-]?\d\d){4}\b|https?:")


def text_of(sheet) -> str:
    return "\n".join(sheet[part] for part in TEXTS)


@pytest.fixture(scope="module")
def facts():
    return {fact["key"]: fact for fact in load("facts")}


def sheets():
    return [pytest.param(sheet, id=sheet["key"]) for sheet in load("practices")]


each_sheet = pytest.mark.parametrize("sheet", sheets())


def test_there_are_forty_sheets_and_some_for_each_public():
    keys = [sheet["key"] for sheet in load("practices")]
    assert len(keys) == len(set(keys)) == SHEETS
    assert {path.stem for path in (SEED_DIR / "practices").glob("*.toml")} == set(keys)
    publics = [sheet["audience"] for sheet in load("practices")]
    assert min(publics.count(tone) for tone in Tone.values) >= 5


def test_no_two_sheets_stand_at_one_place_nor_one_address():
    for name in ("order", "slug"):
        found = [sheet[name] for sheet in load("practices")]
        assert len(found) == len(set(found)), name


def test_no_two_titles_are_alike():
    """Half of the words of the shorter title are in no other."""
    titles = {sheet["title"]: set(stems(sheet["title"])) for sheet in load("practices")}
    alike = [
        (one, other)
        for (one, words), (other, others) in combinations(titles.items(), 2)
        if len(words & others) * 2 > min(len(words), len(others))
    ]
    assert alike == []


@each_sheet
def test_a_sheet_cites_facts_that_exist_and_one_at_least_is_sure(sheet, facts):
    cited = [facts[key] for key in sheet["facts"]]
    assert cited and len(set(sheet["facts"])) == len(cited)
    assert any(fact["confidence"] == "H" for fact in cited)
    weak = [fact["key"] for fact in cited if is_weak(fact)]
    assert not weak or TO_CHECK.search(text_of(sheet)), f"does not say where to check {weak}"


def is_weak(fact) -> bool:
    """Return whether a fact is inferred, or stands on one old source."""
    is_old = fact["confidence"] == "M" and OLD in (fact["note"] or "")
    return fact["confidence"] == "L" or (is_old and fact["key"] not in STILL_TRUE)


@each_sheet
def test_a_sheet_names_two_to_four_skills_of_the_catalogue(sheet):
    skills = {skill["slug"] for family in load("skills") for skill in family["skills"]}
    assert set(sheet["skills"]) <= skills
    assert 2 <= len(set(sheet["skills"])) <= 4


@each_sheet
def test_a_sheet_reads_in_two_minutes_in_short_sentences(sheet):
    assert WORDS[0] <= word_count(text_of(sheet)) <= WORDS[1]
    long = [each for part in TEXTS for each in sentences(sheet[part]) if word_count(each) > LONGEST_SENTENCE]
    assert long == []


@each_sheet
def test_a_sheet_claims_no_experience(sheet):
    """The team wrote it: no group has tried it yet."""
    assert LIVED.findall(text_of(sheet)) == []


@each_sheet
def test_a_sheet_names_nobody_and_no_place(sheet):
    text = text_of(sheet)
    inside = re.findall(r"(?<=[a-zà-ÿ,’] )[A-ZÀ-Ý][a-zà-ÿ]+", text)  # a capital that begins no sentence
    assert [word for word in inside if is_first_name(word.lower())] == []
    assert CONTACT.findall(text) == []


@each_sheet
def test_a_sheet_about_rights_names_who_goes_further(sheet):
    is_about_rights = sheet["audience"] == Tone.RIGHTS or sheet.get("about_rights", False)
    assert not is_about_rights or relays.named(text_of(sheet))
