"""The previews of an editor: the easy version, the printed page, questions tried without a trace."""

import json

import pytest
from django.urls import reverse

from courses.models import Enrolment, QuizResult
from tests.courses.factories import choice_ids, question_block, text_block


@pytest.fixture
def revised(lessons):
    """Return a published lesson and the question of its unpublished revision; the published text has none."""
    lesson = lessons[0]
    question = question_block(("Le bureau", True), ("Le parrain", False))
    lesson.body = [text_block("Le texte complet."), question]
    lesson.easy_read = [{"type": "sentences", "value": ["Le texte facile."]}]
    lesson.save_revision()
    return lesson, question


@pytest.fixture
def editor(index, browser_of):
    return browser_of("editor")


def look(client, lesson, **query):
    return client.get(reverse("wagtailadmin_pages:view_draft", args=[lesson.pk]), query)


def test_the_form_of_a_question_leads_back_to_the_preview(editor, revised):
    lesson, _ = revised
    text = look(editor, lesson, mode="").text
    assert 'method="get"' in text
    assert 'action="#reponse-' in text
    assert "/reponse/" not in text


@pytest.mark.parametrize(("choice", "said"), [("Le bureau", "Oui."), ("Le parrain", "Pas encore.")])
def test_an_editor_tries_a_question_in_a_preview_and_nothing_is_kept(editor, revised, people, choice, said):
    lesson, question = revised
    before = dict(editor.session)
    query = {"mode": "", "question": question["id"], "attempt": "1", "choices": choice_ids(question, choice)}
    text = look(editor, lesson, **query).text
    assert said in text
    assert "Parce que" in text
    assert not QuizResult.objects.exists()
    assert not Enrolment.objects.exists()
    assert dict(editor.session) == before


def test_an_odd_answer_in_a_preview_is_refused_with_a_message(editor, revised):
    lesson, question = revised
    assert "Choisissez une réponse" in look(editor, lesson, question=question["id"]).text
    assert "n’est plus dans la liste" in look(editor, lesson, question=question["id"], choices="x\x00").text
    assert look(editor, lesson, question="nulle part", attempt="²").status_code == 200


def test_an_answer_keeps_the_mode_of_the_preview(editor, revised):
    lesson, question = revised
    query = {"mode": "papier", "in_preview_panel": "true", "question": question["id"]}
    text = look(editor, lesson, **query).text
    assert '<input type="hidden" name="mode" value="papier">' in text
    assert '<input type="hidden" name="in_preview_panel" value="true">' in text
    assert text.count('name="question"') == 1


def test_the_mark_buttons_of_a_preview_are_disabled(editor, revised):
    lesson, _ = revised
    assert '<button class="btn" type="submit" disabled name="action" value="done">' in look(editor, lesson).text


@pytest.mark.parametrize(("mode", "easy"), [("", "off"), ("facile", "on")])
def test_the_version_is_the_one_asked_for_whatever_the_comfort_of_the_editor(editor, people, revised, mode, easy):
    people.editor.easy_read = easy == "off"
    people.editor.save()
    text = look(editor, revised[0], mode=mode).text
    assert f'data-easy="{easy}"' in text
    assert ("Le texte facile." in text) is (easy == "on")
    assert ("Le texte complet." in text) is (easy == "off")


def test_the_easy_preview_says_when_the_version_is_not_written(editor, lessons):
    assert "pas encore de version facile" in look(editor, lessons[0], mode="facile").text
    assert "pas encore de version facile" not in look(editor, lessons[0], mode="").text


@pytest.mark.parametrize("which", ["lesson", "module"])
def test_the_paper_preview_shows_the_page_as_it_prints(editor, revised, module, which):
    page = module if which == "module" else revised[0]
    assert "print-preview" in look(editor, page, mode="papier").text
    assert "print-preview" not in look(editor, page, mode="").text
    assert "print-preview" not in editor.get(page.url).text


def test_the_editor_may_preview_on_a_phone_a_computer_and_paper(editor, revised, module):
    for page in (revised[0], module):
        text = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
        for label in ("Sur un téléphone", "Sur un ordinateur", "feuille A4", "Imprimée"):
            assert label in text


def test_the_advice_beside_a_lesson_is_renewed_at_each_save(editor, revised):
    lesson, _ = revised
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    text = editor.get(edit).text
    assert "Relire la leçon" in text
    assert "Aucun fait établi" in text
    assert "phrase longue" not in text
    text = {"heading": "", "text": json.dumps({"blocks": [_line("mot " * 30)], "entityMap": {}})}
    fields = {f"body-0-value-{name}": value for name, value in text.items()}
    saved = editor.post(edit, _form(lesson) | fields, headers={"Accept": "application/json"}).json()
    assert "Une phrase longue" in saved["html"]
    assert 'data-w-teleport-target-value="#quality"' in saved["html"]


def test_a_module_has_no_advice_panel(editor, module):
    assert "Relire la leçon" not in editor.get(reverse("wagtailadmin_pages:edit", args=[module.pk])).text


def _line(text: str) -> dict:
    return {"key": "a", "text": text, "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "entityRanges": []}


def _form(lesson) -> dict[str, str]:
    empty = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    return {
        "title": lesson.title,
        "slug": lesson.slug,
        "content_note": "",
        "body-count": "1",
        "body-0-type": "text",
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-id": "",
        "easy_read-count": "0",
        **{f"{name}-{key}": value for name in ("sources", "comments") for key, value in empty.items()},
    }
