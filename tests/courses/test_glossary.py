"""Words explained: in the lesson where they stand, on the page of all, in the search, and not deleted while in use."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Revision

from content.glossary import standing
from content.models import Term
from courses.learning.term_lessons import titles_by_term
from courses.models import LessonPage
from tests.courses.factories import address, module_with, text_block
from tests.practices.sent_sheets import in_the_admin

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("forgotten")]
PAGE = "/mots/"


def word_block(term: Term, meaning_here: str = "") -> dict:
    return {"type": "glossary", "id": f"mot-{term.pk}", "value": {"term": term.pk, "meaning_here": meaning_here}}


def show(lesson: LessonPage, *blocks: dict) -> None:
    lesson.body = [text_block(), *blocks]
    lesson.save_revision().publish()


@pytest.fixture
def quorum() -> Term:
    return Term.objects.create(word="Quorum", meaning="Le plus petit nombre de personnes pour voter.")


def test_a_lesson_shows_the_meaning_written_once_or_its_own(client, lessons, quorum):
    show(lessons[0], word_block(quorum))
    show(lessons[1], word_block(quorum, "Le nombre de voix."))
    assert "Le plus petit nombre" in client.get(address(lessons[0])).content.decode()
    other = client.get(address(lessons[1])).content.decode()
    assert "<dfn>Quorum</dfn>" in other and "Le nombre de voix." in other and "Le plus petit nombre" not in other


@pytest.mark.django_db(transaction=True)
def test_a_meaning_that_changes_is_read_at_once_in_the_lesson_and_on_the_page(client, lessons, quorum):
    show(lessons[0], word_block(quorum))
    for url in (address(lessons[0]), PAGE):
        assert "Le plus petit nombre" in client.get(url).content.decode()
    quorum.meaning = "Combien il faut être."
    quorum.save()
    for url in (address(lessons[0]), PAGE):
        assert "Combien il faut être." in client.get(url).content.decode()


def test_the_page_has_the_words_of_published_lessons_and_those_always_listed(client, lessons, quorum):
    always = Term.objects.create(word="Écart", meaning="Une différence.", always_listed=True)
    hidden = Term.objects.create(word="Caché", meaning="Dans un brouillon.")
    Term.objects.create(word="Seul", meaning="Nulle part.")
    show(lessons[0], word_block(quorum, "Ici, autre chose."), word_block(quorum, "Ici, autre chose."))
    show(lessons[1], word_block(hidden))
    lessons[1].unpublish()
    response = client.get(PAGE)
    letters = response.context["letters"]
    assert [(each.name, [entry.word for entry in each.entries]) for each in letters] == [
        ("E", ["Écart"]),
        ("Q", ["Quorum"]),
    ]
    text = response.content.decode()
    assert text.count(f'href="{address(lessons[0])}"') == 1 and "Ici, autre chose." in text
    assert f'id="{always.anchor}"' in text and f'id="{quorum.anchor}"' in text


def test_a_word_of_many_lessons_names_the_first_four(client, index, quorum):
    for lesson in LessonPage.objects.child_of(module_with(index, lessons=6)):
        show(lesson, word_block(quorum))
    assert client.get(PAGE).content.decode().count('href="/formations/') == 1 + 4  # the first is that of the menu


def test_an_empty_page_says_so(client, index):
    assert "Les mots arrivent" in client.get(PAGE).content.decode()


def test_training_and_every_page_lead_there(client, module):
    assert client.get("/formations/").content.decode().count(f'href="{PAGE}"') == 2
    assert f'href="{PAGE}"' in client.get("/aide/").content.decode()


@pytest.mark.usefixtures("indexed")
def test_the_search_finds_a_word_that_is_shown_and_no_other(client, lessons, quorum):
    Term.objects.create(word="Quorum bis", meaning="Nulle part.")
    show(lessons[0], word_block(quorum))
    found = {group.title: group.hits for group in client.get("/recherche/", {"q": "quorum"}).context["results"].groups}
    assert [hit.thing.url for hit in found["Mots expliqués"]] == [f"{PAGE}#{quorum.anchor}"]
    assert [hit.thing.title for hit in found["Leçons"]] == [lessons[0].title]


@pytest.mark.parametrize("size", [1, 8])
def test_a_lesson_pays_one_query_for_all_its_words(django_assert_num_queries, lessons, size):
    terms = [Term.objects.create(word=f"Mot {n}", meaning="Un sens.") for n in range(size)]
    show(lessons[0], *map(word_block, terms))
    lesson = LessonPage.objects.get(pk=lessons[0].pk)
    with django_assert_num_queries(1):
        assert [each.value["term"].word for each in lesson.body if each.block_type == "glossary"] == [
            term.word for term in terms
        ]


def test_a_word_that_is_gone_is_not_drawn(client, lessons, quorum):
    show(lessons[0], word_block(quorum))
    Term.objects.all().delete()
    assert "<dfn>" not in client.get(address(lessons[0])).content.decode()


def test_one_word_is_explained_once_whatever_its_accents(quorum):
    with pytest.raises(ValidationError, match="déjà expliqué"):
        Term(word="QUÔRUM", meaning="Autre.").full_clean()
    with pytest.raises(ValidationError, match="avec des lettres"):
        Term(word="  ", meaning="Rien.").full_clean()
    Term.objects.create(word="L’écart", meaning="Un sens.")
    assert Term.objects.create(word="L écart 2", meaning="Un sens.").key == "l-ecart-2"


def test_a_key_never_changes_and_is_never_that_of_another(quorum):
    quorum.word = "Nombre de personnes"
    quorum.save()
    assert (quorum.key, Term.objects.create(word="Quorum", meaning="Autre.").key) == ("quorum", "quorum-2")


@pytest.mark.parametrize("draft", [False, True])
def test_a_word_that_a_lesson_holds_is_not_deleted_and_the_answer_says_where(people, lessons, quorum, draft):
    if draft:
        lessons[0].body = [word_block(quorum)]
        lessons[0].save_revision()
    else:
        show(lessons[0], word_block(quorum))
    admin = in_the_admin(people.moderator)
    for url in (
        f"/admin/mots/delete/{quorum.pk}/",
        f"{reverse('wagtail_bulk_action', args=['content', 'term', 'delete'])}?id={quorum.pk}",
    ):
        answer = admin.post(url, follow=True)
        assert f"est expliqué dans « {lessons[0].title} »" in answer.content.decode()
    assert Term.objects.filter(pk=quorum.pk).exists()


def test_a_word_that_the_site_explains_is_never_deleted(people, lessons):
    word = Term.objects.create(key="mandat", word="Mandat", meaning="Une charge confiée.")
    answer = in_the_admin(people.moderator).post(f"/admin/mots/delete/{word.pk}/", follow=True)
    assert "est expliqué par le site lui-même" in answer.content.decode()
    assert Term.objects.filter(pk=word.pk).exists()


def test_lessons_are_walked_once_for_all_words_and_no_page_is_made_of_a_draft(
    people, lessons, quorum, monkeypatch, django_assert_num_queries
):
    other = Term.objects.create(word="Quote-part", meaning="Ce que chacun paie.")
    for lesson in lessons:
        lesson.body = [word_block(other)]
        lesson.save_revision()
    with django_assert_num_queries(1):
        assert standing.titles() == {other.pk: [lesson.title for lesson in lessons]}
    walks, admin = [], in_the_admin(people.moderator)
    monkeypatch.setattr(standing, "_anywhere", [lambda: walks.append(1) or {}])
    asked = f"{reverse('wagtail_bulk_action', args=['content', 'term', 'delete'])}?id={quorum.pk}&id={other.pk}"
    assert admin.get(asked).status_code == 200
    assert len(walks) == 1
    monkeypatch.setattr(standing, "_anywhere", [titles_by_term])
    monkeypatch.setattr(Revision, "as_object", lambda _: pytest.fail("a page was made of a draft"))
    assert admin.get(f"/admin/mots/delete/{quorum.pk}/").status_code == 200


def test_a_word_that_stands_nowhere_is_deleted(people, lessons, quorum):
    in_the_admin(people.moderator).post(f"/admin/mots/delete/{quorum.pk}/")
    assert not Term.objects.exists()


def test_a_moderator_corrects_a_word_and_its_history_is_kept(people, lessons, quorum):
    form = {"word": "Quorum", "meaning": "Combien il faut être."}
    in_the_admin(people.moderator).post(f"/admin/mots/edit/{quorum.pk}/", form)
    quorum.refresh_from_db()
    assert quorum.meaning == "Combien il faut être." and quorum.revisions.count() == 1


def test_an_editor_writes_a_word_and_does_not_publish_it_alone(client, people, lessons):
    form = {"word": "Quorum", "meaning": "Combien il faut être.", "always_listed": "on"}
    editor = in_the_admin(people.editor)
    assert 'name="always_listed"' not in editor.get("/admin/mots/add/").content.decode()
    editor.post("/admin/mots/add/", form)
    assert not Term.objects.get(word="Quorum").always_listed
    assert "Quorum" not in client.get(PAGE).content.decode()


def test_a_moderator_lists_a_word_for_all(client, people, lessons):
    form = {"word": "Quorum", "meaning": "Combien il faut être.", "always_listed": "on"}
    in_the_admin(people.moderator).post("/admin/mots/add/", form)
    assert "Quorum" in client.get(PAGE).content.decode()
