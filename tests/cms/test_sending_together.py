"""A module and its lessons: sent in one press, read in one review, published in one go; all of it, or nothing."""

import datetime

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse
from wagtail.models import Page

from content.admin.roles import ensure_roles
from courses.editing.batch_views import CHANGED, NO_WORDS, NOTHING, NOTHING_TICKED
from courses.editing.draft_form import TITLE_WANTED, UNTITLED
from courses.models import LessonPage, ModuleIndexPage, ModulePage
from tests.cms.test_workflow import form_of
from tests.courses.factories import question_block, text_block

pytestmark = pytest.mark.django_db
EMPTY = {"type": "example", "value": {"title": "", "text": ""}}


@pytest.fixture
def module(home) -> ModulePage:
    """Make a module of two lessons, none of them published."""
    modules = home.add_child(instance=ModuleIndexPage(title="Se former", slug="formations"))
    ensure_roles()
    module = modules.add_child(instance=ModulePage(title="Tenir la caisse", slug="caisse", live=False))
    module.save_revision()
    for title in ("Compter", "Noter"):
        lesson = LessonPage(title=title, slug=title.lower(), live=False, body=[text_block(), EMPTY])
        module.add_child(instance=lesson).save_revision(clean=False)
    return module


@pytest.fixture
def lessons(module) -> list[LessonPage]:
    return list(LessonPage.objects.child_of(module))


@pytest.fixture
def editor(module, client_of):
    return client_of("editor")


@pytest.fixture
def moderator(module, client_of):
    return client_of("moderator")


def send(client, module):
    return client.post(reverse("send_module", args=[module.pk]))


def together(module=None) -> str:
    return reverse("review_together") + (f"?formation={module.pk}" if module else "")


def marks(client, module=None) -> list[str]:
    """Return the ticks that the screen offers."""
    return [piece.mark for piece in client.get(together(module)).context["pieces"]]


def answer(client, ticked, act="publier", **more):
    return client.post(together(), {"pieces": ticked, "act": act, **more})


def live(module) -> list[str]:
    return list(Page.objects.descendant_of(module, inclusive=True).live().values_list("title", flat=True))


def waiting(module) -> int:
    pages = Page.objects.descendant_of(module, inclusive=True)
    return sum(page.workflow_in_progress for page in pages.specific())


def test_one_press_sends_the_module_and_its_lessons_and_leads_back_to_it(editor, module):
    edit = reverse("wagtailadmin_pages:edit", args=[module.pk])
    assert "Envoyer la formation et ses leçons" in editor.get(edit).text
    response = send(editor, module)
    assert (response.status_code, response.url) == (302, edit)
    assert waiting(module) == 3
    assert live(module) == []
    assert "3 pages attendent" in editor.get(edit).text


def test_what_is_sent_has_lost_its_blank_parts(editor, module, lessons):
    send(editor, module)
    assert [part.block_type for part in lessons[0].get_latest_revision_as_object().body] == ["text"]


def test_pressed_twice_it_is_sent_once(editor, module):
    send(editor, module)
    assert send(editor, module).status_code == 302
    assert NOTHING in editor.get(reverse("wagtailadmin_home")).text
    assert waiting(module) == 3


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("body", [question_block(("a", False), ("b", False))], "Cochez au moins une réponse juste."),
        ("title", UNTITLED, TITLE_WANTED),
    ],
)
def test_a_lesson_that_is_not_finished_keeps_everything_back_and_says_what_is_missing(
    editor, module, lessons, field, value, said
):
    setattr(lessons[1], field, value)
    lessons[1].save_revision(clean=False)
    response = send(editor, module)
    assert response.status_code == 422
    assert said in response.text.replace("&#x27;", "'")
    assert reverse("wagtailadmin_pages:edit", args=[lessons[1].pk]) in response.text
    assert waiting(module) == 0


def test_only_what_changed_is_sent(editor, moderator, module, lessons):
    for page in (module, *lessons):
        page.get_latest_revision().publish()
    lessons[0].refresh_from_db()
    lessons[0].title = "Compter à deux"
    lessons[0].save_revision()
    send(editor, module)
    [piece] = moderator.get(together(module)).context["pieces"]
    assert (piece.page.pk, piece.is_new) == (lessons[0].pk, False)


def test_they_are_read_in_order_and_published_in_one_go(editor, moderator, module):
    send(editor, module)
    home = moderator.get(reverse("wagtailadmin_home")).text
    assert "Tenir la caisse : la formation et 2 leçons" in home
    assert together(module) in home
    response = moderator.get(together(module))
    assert [piece.page.title for piece in response.context["pieces"]] == ["Tenir la caisse", "Compter", "Noter"]
    assert answer(moderator, marks(moderator, module)).url == reverse("wagtailadmin_home")
    assert live(module) == ["Tenir la caisse", "Compter", "Noter"]
    assert waiting(module) == 0


def test_what_is_not_ticked_goes_on_waiting(editor, moderator, module):
    send(editor, module)
    assert answer(moderator, marks(moderator)[:2]).url == together()
    assert live(module) == ["Tenir la caisse", "Compter"]
    assert waiting(module) == 1


def test_nothing_ticked_is_said_beside_the_ticks(editor, moderator, module):
    send(editor, module)
    response = answer(moderator, [])
    assert response.status_code == 422
    assert NOTHING_TICKED in response.text


def test_a_text_changed_since_it_was_read_is_not_published_nor_the_others(editor, moderator, module, lessons):
    send(editor, module)
    ticked = marks(moderator)
    lessons[1].title = "Noter tout"
    lessons[1].save_revision()
    task = lessons[1].current_workflow_task_state
    task.revision = lessons[1].latest_revision
    task.save()
    response = answer(moderator, ticked)
    assert response.status_code == 422
    assert CHANGED in response.text
    assert live(module) == []


def test_the_hours_of_a_page_are_said_beside_its_tick(editor, moderator, module, lessons):
    lesson = LessonPage.objects.get(pk=lessons[1].pk)
    lesson.go_live_at, lesson.expire_at = (
        datetime.datetime(year, 3, 1, 8, tzinfo=datetime.UTC) for year in (2020, 2999)
    )
    lesson.save_revision()
    send(editor, module)
    page = moderator.get(together(module)).text
    assert "Quittera le site le 1er mars 2999 à 09 h 00." in page.replace("\N{NO-BREAK SPACE}", " ")
    assert "Paraîtra le" not in page, "that hour is past"


@pytest.mark.parametrize("written_over", [False, True])
def test_a_draft_saved_after_the_text_was_sent_is_not_published_unread(
    editor, moderator, module, lessons, written_over
):
    send(editor, module)
    lesson = LessonPage.objects.get(pk=lessons[1].pk)
    if written_over:
        begun = lesson.save_revision()
        ticked = marks(moderator)
        lesson.title = "Pas lu"
        lesson.save_revision(overwrite_revision=begun)
        assert lesson.latest_revision_id == begun.pk
    else:
        ticked = marks(moderator)
        lesson.title = "Pas lu"
        lesson.save_revision()
    response = answer(moderator, ticked)
    assert response.status_code == 422
    assert CHANGED in response.text
    assert live(module) == []


@pytest.mark.parametrize("mark", ["", "12", "1-x", "-", "9" * 30 + "-1", "1-1", "²-1"])
def test_an_odd_tick_publishes_nothing(moderator, mark):
    assert answer(moderator, [mark]).status_code == 422


@pytest.mark.parametrize("ask", ["abc", "", "0", "9" * 30, "²"])
def test_a_module_that_is_not_there_is_not_found(moderator, ask):
    assert moderator.get(reverse("review_together"), {"formation": ask}).status_code == 404


def test_giving_back_needs_words_and_the_editor_reads_them(editor, moderator, module, lessons):
    send(editor, module)
    ticked = marks(moderator)[1:2]
    refused = answer(moderator, ticked, "rendre")
    assert refused.status_code == 422
    assert NO_WORDS in refused.text
    answer(moderator, ticked, "rendre", words="Coupez la deuxième phrase.")
    home = editor.get(reverse("wagtailadmin_home")).text
    assert "« Coupez la deuxième phrase. »" in home
    assert live(module) == []


def test_what_was_given_back_is_sent_again_with_the_rest(editor, moderator, module, lessons):
    send(editor, module)
    answer(moderator, marks(moderator), "rendre", words="Encore un effort.")
    assert waiting(module) == 0
    send(editor, module)
    assert waiting(module) == 3
    assert len(marks(moderator)) == 3


def test_an_editor_publishes_nothing_there(editor, moderator, module):
    send(editor, module)
    ticked = marks(moderator)
    assert marks(editor) == []
    refused = answer(editor, ticked)
    assert refused.status_code == 422
    assert "Compter" not in refused.text  # a number tells no title
    assert live(module) == []


@pytest.mark.parametrize("who", ["visitor", "member", "coordinator"])
def test_others_neither_send_nor_review(module, client_of, who):
    client = client_of(who)
    assert send(client, module).status_code in {302, 403, 404}
    assert answer(client, ["1-1"]).status_code in {302, 403, 404}
    assert waiting(module) == 0


def test_each_person_gets_one_mail_however_many_pages(editor, moderator, module, people, mailoutbox):
    for user in (people.editor, people.moderator):
        user.email = f"{user.pk}@example.org"
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    send(editor, module)
    assert [mail.to for mail in mailoutbox] == [[people.moderator.email]]
    answer(moderator, marks(moderator))
    assert [mail.to for mail in mailoutbox[1:]] == [[people.editor.email]]


def test_a_lesson_sent_alone_leads_back_to_its_module(editor, module, lessons):
    edit = reverse("wagtailadmin_pages:edit", args=[lessons[0].pk])
    response = editor.post(edit, form_of("Compter à deux", **{"action-submit": "oui"}))
    assert response.url == reverse("wagtailadmin_pages:edit", args=[module.pk])
