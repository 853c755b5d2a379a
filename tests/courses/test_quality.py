"""The remarks on the text of a lesson: the rules, without a database, then a lesson of the database."""

import doctest

import pytest

from courses.editing import quality
from courses.editing.lesson_text import missing_in, remarks_on, text_of
from courses.editing.quality import (
    LessonText,
    QuestionText,
    Text,
    ToolText,
    advice,
    blocking,
    long_sentences,
    sentences,
    unexplained_acronyms,
    word_count,
)
from tests.courses.factories import FactFactory, cite, question_block, reflection_block, text_block
from tests.take_home.factories import block, build_tools, make_tool

LONG = "On " + "compte " * 24 + "encore."


def titles(text: LessonText) -> list[str]:
    return [remark.title for remark in quality.remarks(text)]


def complete(**changes) -> LessonText:
    """Return a text without a remark, apart from `changes`."""
    return LessonText(**{"full": (Text("On compte à deux."),), "easy": True, "sources": 1, "minutes": 3, **changes})


def test_the_doctests_of_the_module_pass():
    assert doctest.testmod(quality).failed == 0


def test_a_complete_lesson_has_no_remark():
    assert titles(complete()) == []


def test_a_sentence_ends_at_its_point_or_at_the_end_of_its_line():
    text = "On compte à deux. Le 3 mars, 4,50 € : c’est noté !\nRien à dire"
    assert sentences(text) == ["On compte à deux.", "Le 3 mars, 4,50 € : c’est noté !", "Rien à dire"]


def test_a_sentence_is_long_from_twenty_six_words():
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
def test_an_explained_acronym_has_no_remark(text):
    assert unexplained_acronyms([Text(text)]) == []


@pytest.mark.parametrize("text", ["L’ARS répond.", "L’ARS répond. L’agence (ARS) écrit."])
def test_an_acronym_used_before_its_meaning_has_a_remark(text):
    assert unexplained_acronyms([Text(text)]) == ["ARS"]


def test_a_word_explained_in_its_own_block_counts_for_the_whole_lesson():
    assert unexplained_acronyms([Text("L’ARS répond.")], explained=["ARS"]) == []


def test_a_missing_easy_version_missing_sources_or_too_much_text_are_advice():
    assert titles(complete(easy=False, sources=0)) == ["Version facile à lire", "Sources"]
    assert titles(complete(minutes=8)) == ["Leçon longue"]
    assert blocking(complete(easy=False, sources=0, minutes=8)) == []


@pytest.mark.parametrize("pictures", [("",), ("  ",), ("Un cahier ouvert.", "")])
def test_an_image_without_description_blocks_publication(pictures):
    (remark,) = blocking(complete(pictures=pictures))
    assert remark.blocks
    assert "description" in remark.advice


@pytest.mark.parametrize(("words", "count"), [("IMG_2034.jpg", 1), ("photo 3", 1), ("Un cahier de caisse ouvert", 0)])
def test_a_file_name_as_description_is_advice(words, count):
    assert len(quality.remarks(complete(pictures=(words,)))) == count
    assert blocking(complete(pictures=(words,))) == []


def test_a_question_without_explanation_blocks_publication():
    text = complete(
        questions=(QuestionText("Qui signe ?", is_explained=False), QuestionText("Quand ?", is_explained=True))
    )
    (remark,) = quality.remarks(text)
    assert remark.blocks
    assert remark.quotes == ("Qui signe ?",)


def test_a_choice_without_explanation_is_advice():
    (remark,) = quality.remarks(
        complete(questions=(QuestionText("Qui ?", is_explained=True, bare_choices=("Le parrain",)),))
    )
    assert remark.quotes == ("Le parrain",)
    assert not remark.blocks


def test_a_remark_quotes_a_few_of_many_passages():
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
    text = text_of(lesson)
    assert Text("Un.\nDeux mots. Trois\xa0!") in text.full
    assert (text.easy, text.sources, text.pictures) == (True, 1, ("",))
    assert text.questions == (QuestionText("Que faire ?", is_explained=True, bare_choices=("non",)),)
    assert [remark.title for remark in missing_in(lesson)] == ["Images à décrire"]
    assert "Sigles à expliquer" in [remark.title for remark in remarks_on(lesson)]


def test_a_new_lesson_is_read_without_an_error(module):
    from courses.models import LessonPage

    assert [remark.title for remark in remarks_on(LessonPage())] == [
        "Questions à expliquer",
        "Version facile à lire",
        "Sources",
    ]


def test_a_long_cell_of_a_table_is_quoted():
    assert titles(complete(cells=("mot " * 15, ""))) == []
    (remark,) = advice(complete(cells=("court", "mot " * 16)))
    assert remark.title == "Cases longues"
    assert remark.quotes == ("mot " * 16,)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (("Que savez-vous déjà faire ?",), []),
        (("Comment va votre santé ?",), ["« Pour vous seulement » parle de santé"]),
        (("Quel rôle jouez-vous malgré la maladie ?",), ["« Pour vous seulement » parle de santé"]),
        (("Dites ce que vous savez faire.",), ["« Pour vous seulement » sans question"]),
        (("Que savez-vous faire ?", "Qu’essayez-vous ?"), ["Plusieurs « Pour vous seulement »"]),
    ],
)
def test_a_reflection_asks_one_question_about_the_task(asked, found):
    text = complete(reflections=asked)
    assert titles(text) == found and blocking(text) == []


@pytest.mark.parametrize(
    ("tools", "found"),
    [
        ((ToolText("La caisse"),), {}),
        ((ToolText("La caisse", says_why=False),), {"Outil sans phrase pour l’annoncer": ("La caisse",)}),
        ((ToolText("La caisse", says_why=False, is_shown=False),), {"Outil qui n’est pas publié": ("La caisse",)}),
        ((ToolText("La caisse"), ToolText("Un mot"), ToolText("La caisse")), {"Même outil deux fois": ("La caisse",)}),
    ],
)
def test_a_tool_is_announced_published_and_there_once(tools, found):
    text = complete(tools=tools)
    assert {remark.title: remark.quotes for remark in advice(text)} == found and blocking(text) == []


@pytest.mark.django_db
def test_the_tools_of_a_lesson_are_read(lessons):
    index = build_tools()
    shown, hidden = make_tool(index, title="La caisse"), make_tool(index, title="Un brouillon", live=False)
    chosen = [(shown.pk, "Pour ce soir."), (hidden.pk, " "), (None, "")]
    lessons[0].body = [block("tool", {"tool": pk, "words": words}) for pk, words in chosen]
    assert text_of(lessons[0]).tools == (ToolText("La caisse"), ToolText("Un brouillon", False, False))


@pytest.mark.django_db
def test_the_question_of_a_reflection_is_read(lessons):
    lessons[0].body = [reflection_block("Que savez-vous faire ?")]
    assert text_of(lessons[0]).reflections == ("Que savez-vous faire ?",)


@pytest.mark.django_db
def test_the_words_of_a_table_are_read(module):
    columns = [{"type": "text", "heading": "ARS"}, {"type": "amount", "heading": "Somme"}]
    cells = {"columns": columns, "rows": [{"values": ["mot " * 16, "2,40"]}], "caption": ""}
    value = {"title": "La caisse", "table": cells, "total": False, "aloud": ""}
    lesson = module.get_children().first().specific
    lesson.body = [{"type": "table", "id": "a", "value": value}]
    text = text_of(lesson)
    assert [each.words for each in text.full] == ["La caisse", "ARS", "Somme", ("mot " * 16).strip(), "2,40"]
    assert text.cells == ("mot " * 16, "2,40")
    assert unexplained_acronyms(text.full) == ["ARS"]


@pytest.mark.django_db
def test_a_group_of_the_easy_version_says_what_its_drawing_shows(module):
    lesson = module.get_children().first().specific
    value = {"title": "Le cahier", "pictogram": "1F4D2", "says": "", "sentences": ["Une."]}
    lesson.easy_read = [{"type": "group", "id": "a", "value": value}]
    assert text_of(lesson).easy
    assert "Images à décrire" in [remark.title for remark in missing_in(lesson)]


@pytest.mark.parametrize("sign", ["’", "'", "-"])
def test_a_long_row_of_signs_is_read_once(sign):
    """Read again from each of its signs, it would take minutes."""
    assert word_count(f"un {sign * 300_000} deux") == 2
    assert word_count(f"aujourd{sign}hui{sign} rendez-vous {sign}a") == 3
