"""« Dupliquer » : a draft with its lessons, which shares nothing with the first."""

import datetime
import doctest
import json

import pytest
from django.urls import reverse
from wagtail.models import Page

from courses.editing import duplicate as duplicating
from courses.editing.duplicate import TitleTakenError, duplicate
from courses.models import LessonPage, ModulePage
from tests.courses.factories import FactFactory, SkillFactory, cite, question_block, text_block

pytestmark = pytest.mark.django_db


@pytest.fixture
def module(lesson) -> ModulePage:
    """Make a published module: author, reviewer, a skill, a lesson with a question, a source, an easy version."""
    module = lesson.get_parent().specific
    module.credits, module.reviewed_by, module.reviewed_on = "Une équipe", "Un juriste", datetime.date(2026, 1, 2)
    module.needs_legal_review = True
    module.outcomes = [{"type": "outcome", "value": "Je sais compter"}]
    module.skills.add(SkillFactory())
    module.save()
    lesson.body = [text_block(), question_block(("oui", True), ("non", False))]
    lesson.easy_read = [{"type": "sentences", "value": ["On compte."]}]
    cite(lesson, FactFactory())
    lesson.save()
    lesson.save_revision().publish()
    return module


def address(page: Page) -> str:
    return reverse("duplicate_page", args=[page.pk])


def ids_of(value) -> set[str]:
    """Return every block id in the raw value of a StreamField."""
    if isinstance(value, list):
        return set().union(*map(ids_of, value)) if value else set()
    if not isinstance(value, dict):
        return set()
    own = {value["id"]} if "type" in value and "id" in value else set()
    return own.union(*map(ids_of, value.values()))


def raw(lesson: LessonPage) -> list:
    return json.loads(json.dumps(list(lesson.body.raw_data)))


def test_the_example_of_the_prose_holds():
    assert doctest.testmod(duplicating).failed == 0


def test_an_editor_duplicates_a_module_from_the_screen(module, lesson, client_of, people):
    client = client_of("editor")
    assert "Dupliquer cette formation" in client.get(reverse("wagtailadmin_pages:edit", args=[module.pk])).text
    screen = client.get(address(module))
    assert "Tenir la trésorerie (copie)" in screen.text
    response = client.post(address(module), {"title": "Tenir la caisse"})
    copy = ModulePage.objects.get(title="Tenir la caisse")
    assert response.url == reverse("wagtailadmin_pages:edit", args=[copy.pk])
    assert (copy.slug, copy.live, copy.owner) == ("tenir-la-caisse", False, people.editor)
    assert copy.get_parent().pk == module.get_parent().pk
    assert list(copy.skills.all()) == list(module.skills.all())
    assert copy.outcomes[0].value == "Je sais compter"
    assert copy.needs_legal_review


def test_what_people_put_their_name_to_is_not_carried_over(module, people):
    copy = duplicate(module, "Autre", people.editor)
    latest = copy.get_latest_revision_as_object()
    for page in (copy, latest):
        assert (page.credits, page.reviewed_by, page.reviewed_on) == ("", "", None)
        assert page.first_published_at is None
    module.refresh_from_db()
    assert module.reviewed_by == "Un juriste"


def test_lessons_come_as_drafts_with_questions_of_their_own(module, lesson, people):
    copy = duplicate(module, "Autre", people.editor)
    twin = LessonPage.objects.child_of(copy).get()
    assert (twin.title, twin.slug, twin.live) == (lesson.title, lesson.slug, False)
    assert [source.fact for source in twin.sources.all()] == [source.fact for source in lesson.sources.all()]
    assert len(twin.easy_read) == 1
    assert len(ids_of(raw(lesson))) == 4
    assert ids_of(raw(twin)).isdisjoint(ids_of(raw(lesson)))
    assert len(ids_of(raw(twin))) == 4
    assert ids_of(raw(twin.get_latest_revision_as_object())) == ids_of(raw(twin))
    lesson.refresh_from_db()
    assert lesson.live
    assert lesson.sources.count() == 1


def test_the_latest_text_is_taken_drafts_too(module, lesson, people):
    lesson.title = "Compter à trois"
    lesson.save_revision()
    module.add_child(instance=LessonPage(title="Brouillon", slug="brouillon", body=[], live=False))
    copy = duplicate(module, "Autre", people.editor)
    assert [each.title for each in LessonPage.objects.child_of(copy)] == ["Compter à trois", "Brouillon"]


def test_a_lesson_is_duplicated_in_its_module(module, lesson, client_of):
    client_of("editor").post(address(lesson), {"title": "Compter (copie)"})
    twin = LessonPage.objects.get(title="Compter (copie)")
    assert twin.get_parent().specific == module
    assert ids_of(raw(twin)).isdisjoint(ids_of(raw(lesson)))


def test_pressed_twice_it_makes_one_copy(module, client_of, people):
    client = client_of("editor")
    client.post(address(module), {"title": "Autre"})
    again = client.post(address(module), {"title": "autre"})
    assert again.status_code == 422
    assert "porte déjà ce titre" in again.text
    assert 'value="autre"' in again.text
    assert ModulePage.objects.count() == 2
    with pytest.raises(TitleTakenError):
        duplicate(module, "AUTRE", people.editor)


@pytest.mark.parametrize("title", ["", "   ", "a\x00b", "x" * 10_000, "!!!", "\u202e", "😀"])
def test_a_title_that_cannot_serve_is_explained(module, client_of, title):
    response = client_of("editor").post(address(module), {"title": title})
    assert response.status_code == 422
    assert ModulePage.objects.count() == 1


def test_wagtails_own_copy_is_not_offered(module, lesson, client_of):
    client = client_of("superuser")
    for page in (module, lesson):
        copy = reverse("wagtailadmin_pages:copy", args=[page.pk])
        assert copy not in client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).text
        assert copy not in client.get(reverse("wagtailadmin_explore", args=[page.get_parent().pk])).text
        client.post(copy, {"new_title": "Copie", "new_slug": "copie", "new_parent_page": page.get_parent().pk})
    assert Page.objects.filter(slug="copie").count() == 0


@pytest.mark.parametrize("who", ["coordinator", "member", "facilitator", "referent", "visitor"])
def test_others_duplicate_nothing(module, client_of, who):
    assert client_of(who).post(address(module), {"title": "Autre"}).status_code in {302, 404}
    assert ModulePage.objects.count() == 1


def test_only_modules_and_lessons_are_duplicated(home, module, client_of):
    client = client_of("superuser")
    assert client.get(address(home)).status_code == 404
    assert client.get(reverse("duplicate_page", args=[999_999])).status_code == 404
