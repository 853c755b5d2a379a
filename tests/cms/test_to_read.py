"""« À relire » on the home of the admin: what waits for the member, what they sent, what is to be checked again."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.models import Fact
from courses.models import LessonPage, ModulePage
from tests.courses.factories import FactFactory, cite, text_block

pytestmark = pytest.mark.django_db


def sections(client) -> dict[str, list]:
    """Return the sections of the panel, by title."""
    panels = client.get("/admin/").context["panels"]
    (found,) = [panel for panel in panels if type(panel).__name__ == "ReviewPanel"]
    request = type("Request", (), {"user": client.user})
    return {section.title: section.rows for section in found.get_context_data({"request": request})["sections"]}


@pytest.fixture
def client_as(client_of, people):
    """Return a function that gives the browser of a role, with its member as `user`."""

    def make(kind: str):
        client = client_of(kind)
        client.user = people.of(kind)
        return client

    return make


def submit(lesson: LessonPage, user) -> None:
    lesson.save_revision(user=user)
    lesson.get_workflow().start(lesson, user)


def fact(key: str, days: int) -> Fact:
    return FactFactory(key=key, checked_on=timezone.localdate() - datetime.timedelta(days=days))


def test_nothing_waits_at_first(lesson, client_of):
    assert "Rien n’attend" in client_of("editor").get("/admin/").text


def test_a_moderator_sees_what_an_editor_submitted(lesson, client_as, people):
    submit(lesson, people.editor)
    (row,) = sections(client_as("moderator"))["À lire et à publier"]
    assert row.title == "Compter"
    assert row.note == "d’Editor, depuis aujourd’hui"
    text = client_as("moderator").get("/admin/").text
    assert f'<a href="{row.url}">Compter</a>' in text


def test_an_editor_sees_what_they_sent_and_the_remark_they_got(lesson, client_as, people):
    submit(lesson, people.editor)
    client = client_as("editor")
    assert sections(client)["Ce que vous avez soumis"][0].note == "en relecture depuis aujourd’hui"
    assert "À lire et à publier" not in sections(client)
    lesson.current_workflow_task_state.reject(user=people.moderator, comment="Coupez la deuxième phrase.")
    (row,) = sections(client)["Ce que vous avez soumis"]
    assert row.note == "une remarque vous attend"
    assert row.details == ("« Coupez la deuxième phrase. »",)
    assert sections(client_as("moderator")) == {}


def test_a_fact_is_checked_again_after_a_year_with_the_lessons_that_cite_it(lesson, client_as):
    old, recent = fact("VIEUX", 366), fact("NEUF", 365)
    cite(lesson, old, recent)
    (row,) = sections(client_as("moderator"))["Faits à vérifier"]
    assert row.title.startswith("VIEUX")
    assert row.details == ("cité dans « Compter »",)
    assert row.url.endswith(f"/edit/{old.pk}/")
    (row,) = sections(client_as("editor"))["Faits à vérifier"]
    assert row.url == ""


def test_a_module_of_law_waits_for_a_lawyer(lesson, client_as):
    ModulePage.objects.update(needs_legal_review=True)
    client = client_as("moderator")
    (row,) = sections(client)["Formations à faire relire par un juriste"]
    assert row.title == "Tenir la trésorerie"
    ModulePage.objects.update(reviewed_by="Un juriste")
    assert sections(client) == {}


def test_many_facts_are_counted_not_all_shown(lesson, client_of):
    for number in range(13):
        fact(f"F{number}", 500)
    text = client_of("editor").get("/admin/").text
    assert "Et 3 autres" in text
    assert client_of("editor").get("/admin/faits/?ordering=checked_on").status_code == 200


def fill(module: ModulePage, start: int, number: int, user) -> None:
    """Make `number` more submitted lessons, cited facts to check, modules without a lawyer."""
    for place in range(start, start + number):
        page = LessonPage(title=f"Leçon {place}", slug=f"lecon-{place}", body=[text_block()])
        module.add_child(instance=page)
        cite(page, fact(f"F{place}", 400))
        submit(page, user)
        other = ModulePage(title=f"Formation {place}", slug=f"formation-{place}", needs_legal_review=True)
        module.get_parent().add_child(instance=other)


@pytest.mark.one_database
def test_queries_do_not_grow_with_what_waits(lesson, client_as, people):
    module = lesson.get_parent().specific
    clients = {kind: client_as(kind) for kind in ("moderator", "editor")}
    counts: dict[str, list[int]] = {kind: [] for kind in clients}
    for start, more in ((0, 20), (20, 40)):
        fill(module, start, more, people.editor)
        for kind, client in clients.items():
            client.get("/admin/")
            with CaptureQueriesContext(connection) as queries:
                assert client.get("/admin/").status_code == 200
            counts[kind].append(len(queries))
    assert {kind: few == many for kind, (few, many) in counts.items()} == dict.fromkeys(clients, True)
    assert "Et 40 autres, à la suite." in clients["editor"].get("/admin/").text
    assert "Tenir la trésorerie : 60 leçons" in clients["moderator"].get("/admin/").text
