"""What the quality panel says: rules of the text, without a database, then a lesson read."""

import doctest

import pytest

from courses.editing import quality
from courses.editing.lesson_text import missing_in, remarks_on, text_of
from courses.editing.quality import (
    LessonText,
    QuestionText,
    Text,
    advice,
    blocking,
    long_sentences,
    sentences,
    unexplained_acronyms,
)
from tests.courses.factories import FactFactory, cite, question_block, text_block

LONG = "On " + "compte " * 24 + "encore."


def titles(draft: LessonText) -> list[str]:
    return [remark.title for remark in quality.remarks(draft)]


def complete(**changes) -> LessonText:
    """A draft there is nothing to say about, but for what changes."""
    return LessonText(**{"full": (Text("On compte à deux."),), "easy": True, "sources": 1, "minutes": 3, **changes})


def test_the_example_of_the_prose_holds():
    assert doctest.testmod(quality).failed == 0


def test_there_is_nothing_to_say_of_a_complete_lesson():
    assert titles(complete()) == []


def test_a_sentence_ends_at_its_point_or_at_the_end_of_its_line():
    text = "On compte à deux. Le 3 mars, 4,50 € : c’est noté !\nRien à dire"
    assert sentences(text) == ["On compte à deux.", "Le 3 mars, 4,50 € : c’est noté !", "Rien à dire"]


def test_a_sentence_of_twenty_five_words_is_short_enough():
    assert long_sentences([Text("mot " * 24 + "fin.")]) == []
    assert long_sentences([Text(LONG)]) == [LONG]


def test_a_long_sentence_is_quoted_with_what_to_do():
    (remark,) = advice(complete(full=(Text(LONG),)))
    assert remark.quotes == (LONG,)
    assert "point" in remark.advice
    assert not remark.blocks


@pytest.mark.parametrize(
    "text",
    [
        "L’agence régionale de santé (ARS) répond. L’ARS écrit.",
        "L’ARS (agence régionale de santé) répond.",
        "ARS veut dire agence régionale de santé.",
        "L’agence régionale, ou ARS, répond.",
        "Le GEM, la TV, un PDF, le chapitre IV, 2026, un n° 3114.",
        "Écrivez à a@ARS.fr.",
    ],
)
def test_an_acronym_that_was_explained_is_left_alone(text):
    assert unexplained_acronyms([Text(text)]) == []


@pytest.mark.parametrize("text", ["L’ARS répond.", "L’ARS répond. L’agence (ARS) écrit."])
def test_an_acronym_met_before_its_meaning_is_told(text):
    assert unexplained_acronyms([Text(text)]) == ["ARS"]


def test_a_word_explained_in_its_own_block_serves_the_whole_lesson():
    assert unexplained_acronyms([Text("L’ARS répond.")], explained=["ARS"]) == []


def test_what_is_missing_is_advice():
    assert titles(complete(easy=False, sources=0)) == ["Version facile à lire", "Sources"]
    assert titles(complete(minutes=8)) == ["Leçon longue"]
    assert blocking(complete(easy=False, sources=0, minutes=8)) == []


@pytest.mark.parametrize("pictures", [("",), ("  ",), ("Un cahier ouvert.", "")])
def test_an_image_without_words_keeps_the_lesson_back(pictures):
    (remark,) = blocking(complete(pictures=pictures))
    assert remark.blocks
    assert "description" in remark.advice


@pytest.mark.parametrize(("words", "count"), [("IMG_2034.jpg", 1), ("photo 3", 1), ("Un cahier de caisse ouvert", 0)])
def test_the_name_of_a_file_describes_nothing(words, count):
    assert len(quality.remarks(complete(pictures=(words,)))) == count
    assert blocking(complete(pictures=(words,))) == []


def test_a_question_without_its_explanation_keeps_the_lesson_back():
    draft = complete(
        questions=(QuestionText("Qui signe ?", is_explained=False), QuestionText("Quand ?", is_explained=True))
    )
    (remark,) = quality.remarks(draft)
    assert remark.blocks
    assert remark.quotes == ("Qui signe ?",)


def test_a_choice_without_its_own_reason_is_advice():
    (remark,) = quality.remarks(
        complete(questions=(QuestionText("Qui ?", is_explained=True, bare_choices=("Le parrain",)),))
    )
    assert remark.quotes == ("Le parrain",)
    assert not remark.blocks


def test_many_places_are_not_all_quoted():
    (remark,) = quality.remarks(complete(full=tuple(Text(LONG) for _ in range(12))))
    assert remark.title == "12 phrases longues"
    assert len(remark.quotes) == quality.MOST_QUOTES


def test_a_lesson_is_read_block_by_block(lessons):
    lesson = lessons[0]
    question = question_block(("oui", True), ("non", False))
    question["value"]["choices"][1]["value"]["explanation"] = ""
    picture = {"type": "picture", "value": {"image": None, "alt_text": "", "caption": "Le cahier de l’ARS"}}
    lesson.body = [text_block("Un.</p><p>Deux <b>mots</b>. Trois&nbsp;!"), picture, question]
    lesson.easy_read = [{"type": "sentences", "value": ["On compte."]}]
    cite(lesson, FactFactory())
    draft = text_of(lesson)
    assert Text("Un.\nDeux mots. Trois\xa0!") in draft.full
    assert (draft.easy, draft.sources, draft.pictures) == (True, 1, ("",))
    assert draft.questions == (QuestionText("Que faire ?", is_explained=True, bare_choices=("non",)),)
    assert [remark.title for remark in missing_in(lesson)] == ["Images à décrire"]
    assert "Sigles à expliquer" in [remark.title for remark in remarks_on(lesson)]


def test_a_lesson_just_opened_is_read_without_a_fault(module):
    from courses.models import LessonPage

    assert [remark.title for remark in remarks_on(LessonPage())] == [
        "Questions à expliquer",
        "Version facile à lire",
        "Sources",
    ]
