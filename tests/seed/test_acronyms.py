"""The full text of a lesson says what each acronym means where it is first read; its easy version has none."""

import pytest

from config.seeding.files import load
from courses.editing.quality import Text, unexplained_acronyms
from tests.seed.key_figures import as_read
from tests.seed.words_read import texts_read


def words():
    return {each["key"]: each["word"] for each in load("terms")["terms"]}


def left_unexplained(lesson, words):
    """Return the acronyms that neither brackets, nor « veut dire », nor a word explained says: its title is no text."""
    read = [block for block in lesson["body"] if block["block"] != "glossary"]
    explained = [words[block["term"]] for block in lesson["body"] if block["block"] == "glossary"]
    texts = [lesson.get("content_note", ""), *texts_read(read)]
    return set(unexplained_acronyms([Text(text) for text in texts], explained))


def test_each_acronym_is_spelled_where_it_is_first_read():
    lessons = [lesson for module in as_read(load("modules")) for lesson in module["lessons"]]
    known = words()
    left = {lesson["key"]: left_unexplained(lesson, known) for lesson in lessons}
    assert {key: acronyms for key, acronyms in left.items() if acronyms} == {}


@pytest.mark.parametrize(
    ("text", "term", "left"),
    [
        ("L’ARS le dit.", None, {"ARS"}),
        ("L’agence régionale de santé (ARS) le dit. L’ARS paie.", None, set()),
        ("L’ARS le dit.", "ars", set()),
        ("L’ARS le dit.", "mdph", {"ARS"}),
    ],
)
def test_an_acronym_is_found_unless_the_text_or_a_word_explained_says_it(text, term, left):
    body = [{"block": "text", "text": text}, *([{"block": "glossary", "term": term}] if term else [])]
    assert left_unexplained({"title": "La CNIL", "body": body}, words()) == left
