"""The key figures of the first content: each has its source and its days, and no text writes one by hand."""

import datetime
import re
from functools import cache

import pytest

from config.seeding.files import load
from content.figures_in_text.references import names_in, texts_of
from content.models import KeyFigure
from courses.models import LessonPage
from tests.seed.key_figures import as_read, figures

SPACES = re.compile(r"[\u00a0\u202f]")
AS_TYPED = {"key", "link", "url", "slug", "facts", "order", "moved_from"}
LESSON = "les-seuils-a-connaitre"
DAY = datetime.date(2026, 11, 21)
NEW = {"key": "neuf", "what": "Un.", "value": "1", "read_on": DAY, "check_on": DAY.replace(year=2027)}


def texts_to_read():
    """Return the texts of the modules and tools, without keys and addresses."""
    return without(load("modules") + load("tools"))


def without(value):
    if isinstance(value, dict):
        return {name: without(each) for name, each in value.items() if name not in AS_TYPED}
    return [without(each) for each in value] if isinstance(value, list) else value


@cache
def plain_texts() -> list[str]:
    """Return them with plain spaces."""
    return [SPACES.sub(" ", text) for text in texts_of(texts_to_read())]


def by_hand(value: str) -> re.Pattern[str]:
    """Return what a value is found by: a number of four digits or more, in any sentence; a short one, with its unit."""
    plain = SPACES.sub(" ", value)
    number = re.search(r"\d[\d ]*\d", plain)[0]
    if len(number.replace(" ", "")) < 4:
        number = plain
    either = re.escape(number).replace("€", "(?:€|euros)")
    return re.compile(rf"(?<![\d,])(?<!\d ){either}(?!,?\d)")


def test_each_has_a_source_and_two_days_a_year_apart_at_most():
    facts = {fact["key"]: fact for fact in load("facts")}
    keys = [each["key"] for each in figures()]
    assert keys == sorted(set(keys))
    for figure in figures():
        assert figure["what"].endswith("."), figure["key"]
        assert figure["read_on"].isoformat() == facts[figure["fact"]]["checked_on"], figure["key"]
        assert 0 < (figure["check_on"] - figure["read_on"]).days <= 366, figure["key"]


def test_each_is_what_its_fact_says():
    facts = {fact["key"]: SPACES.sub(" ", fact["statement"]) for fact in load("facts")}
    assert not [each["key"] for each in figures() if SPACES.sub(" ", each["value"]) not in facts[each["fact"]]]


def test_each_is_named_in_a_text_and_no_text_names_another():
    assert names_in(texts_to_read()) == {each["key"] for each in figures()}


@pytest.mark.parametrize("figure", figures(), ids=lambda figure: figure["key"])
def test_no_text_writes_it_by_hand(figure):
    pattern = by_hand(figure["value"])
    assert [text for text in plain_texts() if pattern.search(text)] == []


@pytest.mark.parametrize(
    ("value", "text", "is_found"),
    [
        ("23 000 €", "Plus de 23 000 euros.", True),
        ("23 000 €", "C’est plus que 23\u00a0000.", True),
        ("23 000 €", "123 000 €", False),
        ("160 €", "Il coûte 160 euros.", True),
        ("160 €", "160 pages", False),
        ("Cerfa 12156", "le formulaire 12156*06", True),
    ],
)
def test_what_is_written_by_hand_is_found(value, text, is_found):
    assert bool(by_hand(value).search(SPACES.sub(" ", text))) == is_found


def words_of(stream) -> str:
    return " ".join(texts_of(stream.get_prep_value()))


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
class TestSeeded:
    def test_a_lesson_shows_the_values_and_the_easy_version_says_them_in_words(self):
        lesson = LessonPage.objects.get(slug=LESSON)
        assert "{repère:seuil-convention}" in words_of(lesson.body)
        assert "23\u00a0000\u00a0€" in words_of(lesson.shown_body)
        assert "23\u00a0000\u00a0euros" in words_of(lesson.shown_easy_read)
        assert "{rep" not in words_of(lesson.shown_body) + words_of(lesson.shown_easy_read)

    def test_a_value_that_people_changed_is_kept(self, seed, new_edition):
        KeyFigure.objects.filter(key="seuil-convention").update(value="25 000 €")
        new_edition("key_figures", lambda content: [each.update(value="9 €") for each in content["figures"]])
        said = seed()
        assert "gardé comme des personnes l’ont fait : key_figure:seuil-convention" in said
        values = KeyFigure.objects.as_values()
        assert (values["seuil-convention"], values["seuil-comptes"]) == ("25 000 €", "9\u00a0€")

    def test_one_that_people_deleted_stays_deleted_and_its_value_is_written_out(self, seed):
        KeyFigure.objects.filter(key="seuil-convention").delete()
        seed()
        assert not KeyFigure.objects.filter(key="seuil-convention").exists()
        lesson = LessonPage.objects.get(slug=LESSON)
        assert "23\u00a0000\u00a0€" in words_of(lesson.body)
        assert "{repère:seuil-comptes}" in words_of(lesson.body)

    def test_one_without_its_fact_is_not_written(self, new_edition, seed):
        new_edition("key_figures", lambda content: content["figures"].append(NEW | {"fact": "GONE-1"}))
        seed()
        assert not KeyFigure.objects.filter(key=NEW["key"]).exists()


def test_lessons_are_read_with_values_by_the_other_tests():
    assert names_in(as_read(load("modules"))) == set()
