"""Key figures in the lessons: read wherever a lesson is, at no further query, and at once when a value changes."""

import json
import threading
from unittest import mock

import pytest
from django.core.cache import caches
from django.db import DatabaseError

from config.operations.task_queue import run_waiting_tasks
from content import remembered
from content.models import TextPage
from content.templatetags.number_to_call import prevention_number
from courses.booklet.document import booklet_of
from courses.booklet.together import sheet_of
from courses.editing.lesson_text import remarks_on, text_of
from courses.learning.lookup import contents_of, find_reading
from courses.learning.rehearsal import past_questions
from courses.models import LessonPage
from tests.courses.exercises import order_block, short_block
from tests.courses.factories import address, choice_ids, question_block, text_block
from tests.courses.scenarios import scenario, step
from tests.key_figures import DAY, make_figure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("forgotten")]
NAMED = "{repère:don}"
READ = "12\u00a0€"


def block(kind, value):
    return {"type": kind, "id": f"bloc-{kind}", "value": value}


def every_block():
    """Return a block of each kind that holds words, with a key figure in it."""
    columns = [{"type": "text", "heading": f"Quoi, {NAMED}"}, {"type": "amount", "heading": "Combien"}]
    table = {"columns": columns, "rows": [{"values": ["Un don", NAMED]}], "caption": ""}
    first = step("1", "2", text=f"<p>Pas {NAMED}</p>", choices=[])
    first["choices"] = [{"text": f"Donner {NAMED}", "consequence": f"Reçu {NAMED}", "leads_to": "fin"}] * 2
    pairs = [
        {"type": "item", "id": f"p{n}", "value": {"left": f"{n} {NAMED}", "right": f"Là {n} {NAMED}"}} for n in "ab"
    ]
    asked = {"question": f"Combien ? {NAMED}", "explanation": f"Ainsi {NAMED}"}
    return [
        text_block(f"Le <b>don</b> est de {NAMED}."),
        block("brief", {"points": [f"En bref {NAMED}"]}),
        block("example", {"title": f"Cas {NAMED}", "text": f"<p>Cas {NAMED}</p>"}),
        block("steps", {"title": f"Titre {NAMED}", "steps": [f"Pas {NAMED}", "Deux."]}),
        block("to_do", {"text": f"<p>Faire {NAMED}</p>"}),
        block("warning", {"text": f"<p>Attention {NAMED}</p>"}),
        block("call", {"who": f"Qui {NAMED}", "number": NAMED, "when": f"Quand {NAMED}", "link": ""}),
        block("table", {"title": f"Titre {NAMED}", "table": table, "total": False, "aloud": f"Dit {NAMED}"}),
        block("scenario", scenario(first, step("fin")) | {"title": f"S {NAMED}", "intro": f"Intro {NAMED}"}),
        block("match", {**asked, "pairs": pairs}),
        order_block(f"Un {NAMED}", f"Deux {NAMED}", f"Trois {NAMED}"),
        question_block((f"Oui {NAMED}", True), (f"Non {NAMED}", False), question=f"Vrai {NAMED} ?"),
    ]


def write(lesson: LessonPage, *blocks, **fields) -> LessonPage:
    lesson.body = list(blocks)
    for name, value in fields.items():
        setattr(lesson, name, value)
    lesson.save_revision().publish()
    return lesson


@pytest.fixture
def figure():
    return make_figure()


@pytest.fixture
def lesson(lessons, figure):
    """Return a lesson that names a key figure in each of its parts."""
    easy = [
        block("sentences", [f"Le don est {NAMED}."]),
        block(
            "group", {"title": f"T {NAMED}", "pictogram": "1F4D2", "says": "un cahier", "sentences": [f"Oui {NAMED}"]}
        ),
    ]
    return write(lessons[0], *every_block(), easy_read=easy, content_note=f"Un don de {NAMED}.")


def test_every_block_shows_the_value_and_none_its_name(client, lesson):
    text = client.get(address(lesson)).text
    assert "repère:" not in text and "à vérifier" not in text
    assert text.count(READ) >= str(lesson.body.get_prep_value()).count(NAMED) - 3  # two answers are shown afterwards
    assert f"Le <b>don</b> est de {READ}." in text and f"Un don de {READ}." in text


def test_the_easy_version_says_it_in_words(client, lesson):
    client.cookies["confort"] = "m.normal.on.auto"
    text = client.get(address(lesson)).text
    assert text.count("12\u00a0euros") == 3 and "repère:" not in text


def test_an_answer_and_what_is_said_of_it_show_the_value(visitor, lesson):
    question = next(each for each in lesson.body.raw_data if each["type"] == "question")
    sent = {"question": question["id"], "choices": choice_ids(question, f"Oui {NAMED}"), "attempt": "1"}
    text = visitor.post(address(lesson, "reponse"), sent, follow=True).text
    assert f"Oui {READ}" in text and "repère:" not in text


def test_the_booklet_prints_the_value(module, lesson):
    printed = json.dumps(booklet_of(contents_of(module)), ensure_ascii=False)
    assert "repère:" not in printed and f"Un don de {READ}." in printed and f"Reçu {READ}" in printed


def test_paper_says_the_number_to_call_that_the_editors_keep(module, lesson):
    """Without it in the key figures, paper says it all the same."""

    def said():
        remembered._drop_former(remembered.UNKNOWN)
        sheet = sheet_of(find_reading(module.slug, lesson.slug), is_easy=False)
        assert sheet["note"] == f"Un don de {READ}."
        return booklet_of(contents_of(module))["prevention"], sheet["prevention"]

    assert said() == ("3114", "3114")
    make_figure(key="prevention", value="31 14")
    assert said() == ("31 14", "31 14")


def test_screens_say_the_number_to_call_that_the_editors_keep(client, lesson, monkeypatch):
    """A telephone takes it without spaces. Without one, or without a database, screens say what the code knows."""

    def said():
        remembered._drop_former(remembered.UNKNOWN)
        caches["pages"].clear()
        return [client.get(page).text for page in (address(lesson), "/aide/", "/pratiques/question/")]

    assert all("3114<" in text for text in said())
    make_figure(key="prevention", value="31 15")
    note, *dialled = said()
    assert "31 15</strong>" in note and "3114" not in note
    assert all('href="tel:3115">31 15<' in text and "tel:3114" not in text for text in dialled)
    monkeypatch.setattr("content.templatetags.number_to_call.value_of", mock.Mock(side_effect=DatabaseError))
    assert prevention_number() == ("3114", "3114")


def test_a_rehearsal_asks_with_the_value(lesson):
    asked = past_questions([lesson.pk])
    assert {each.content_note for each in asked} == {f"Un don de {READ}."}
    assert f"Vrai {READ} ?" in {each.question.text for each in asked}


def test_an_answer_is_compared_with_the_value(lessons, figure):
    write(lessons[0], short_block(NAMED))
    (asked,) = past_questions([lessons[0].pk])
    assert asked.question.answer(["12 €"], 1).is_right


def test_what_is_counted_is_what_is_read(lessons):
    make_figure(key="long", value="un deux trois quatre")
    lesson = write(lessons[0], text_block("{repère:long} " * 140))
    assert lesson.minutes == 4
    assert "un deux trois quatre" in text_of(lesson).full[0].words


def test_a_text_page_shows_the_value(client, index, figure):
    page = TextPage(title="Merci", slug="merci", body=[text_block(f"Un don de {NAMED}.")])
    index.get_parent().add_child(instance=page)
    assert f"Un don de {READ}." in client.get("/merci/").text


def test_one_that_is_gone_leaves_a_sentence_to_read(client, lesson, figure):
    type(figure).objects.all().delete()
    remembered._drop_former(remembered.UNKNOWN)
    text = client.get(address(lesson)).text
    assert "repère:" not in text and "Le <b>don</b> est de (à vérifier)." in text


@pytest.mark.django_db(transaction=True)
def test_a_value_that_changes_is_read_at_once_by_everybody(client, member, lesson, figure):
    for browser in (client, client, member):
        assert READ in browser.get(address(lesson)).text
    figure.value = "15 €"
    figure.save()
    for browser in (client, member):
        text = browser.get(address(lesson)).text
        assert "15\u00a0€" in text and READ not in text


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("indexed")
def test_a_lesson_is_found_by_a_value_and_by_the_one_that_takes_its_place(client, lessons, figure):
    make_figure(key="formulaire", value="Cerfa 12156")
    write(lessons[0], text_block("Le {repère:formulaire}."))

    def found(query):
        groups = {
            group.title: group.hits for group in client.get("/recherche/", {"q": query}).context["results"].groups
        }
        return [hit.thing.title for hit in groups.get("Leçons", [])]

    assert found("12156") == [lessons[0].title] and found("repère formulaire") == []
    changed = type(figure).objects.get(key="formulaire")
    changed.value = "Cerfa 99999"
    changed.save()
    found("99999")  # held in memory, until the worker has indexed the page
    run_waiting_tasks(threading.Event())
    assert (found("12156"), found("99999")) == ([], [lessons[0].title])


@pytest.mark.parametrize("kind", ["visitor", "member"])
def test_all_the_figures_of_a_lesson_cost_two_queries_then_none(request, kind, lessons, count_queries):
    browser = request.getfixturevalue(kind)
    for number in range(12):
        make_figure(key=f"don-{number}")
    named = write(lessons[0], *[text_block(f"Un don de {{repère:don-{number}}}.") for number in range(12)])
    write(lessons[1], *[text_block("Un don.") for _ in range(12)])
    costs = []
    for lesson in (lessons[1], named):
        browser.get(address(lesson))
        remembered._drop_former(remembered.UNKNOWN)
        caches["pages"].clear()
        costs.append(count_queries(lambda page=lesson: browser.get(address(page))))
    assert costs[1] <= costs[0] + 2 <= 11, "their values, their sources"


def test_the_blocks_of_a_lesson_remembered_are_loaded_once(lesson):
    assert lesson.shown_body is lesson.shown_body
    lesson.body = [text_block("Sans repère.")]
    assert lesson.shown_body is lesson.body


def test_the_advice_beside_a_lesson_names_those_to_read_again(lessons, figure):
    lesson = write(lessons[0], text_block(NAMED))
    titles = [remark.title for remark in remarks_on(lesson)]
    assert "Repères à vérifier" not in titles
    figure.read_on, figure.check_on = DAY.replace(year=2020), DAY.replace(year=2021)
    figure.save()
    (remark,) = [remark for remark in remarks_on(lesson) if remark.title == "Repères à vérifier"]
    assert remark.quotes == (f"don – {READ}",) and not remark.blocks
