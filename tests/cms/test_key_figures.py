"""Key figures in the admin: who writes them, what is refused beside its field, which are to be read again."""

import datetime
import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.admin.roles import ensure_roles
from content.figures_in_text.values import PREVENTION
from content.key_figures.form import FIRST, WAITS
from content.models import KeyFigure
from courses.models import LessonPage
from tests.cms.test_to_read import sections
from tests.courses.factories import FactFactory, text_block
from tests.key_figures import make_figure
from tests.practices.sent_sheets import in_the_admin, moderator
from tests.shown_in_editor import PUBLISHING, shown_to
from tests.take_home.factories import build_tools, make_tool

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("lesson")]
TO_CHECK = "/admin/reperes-a-verifier/"


def days(number: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=number)


def form(**fields) -> dict:
    whole = {"key": "don", "what": "Un don.", "value": "12 €", "read_on": days(-1), "check_on": days(300)}
    return {name: str(value) for name, value in (whole | fields).items()}


def page_form(text: str, **action: str) -> dict[str, str]:
    empty = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    fields = {"title": "Compter", "slug": "compter", "content_note": "", "easy_read": streamfield([])}
    body = streamfield([("text", {"heading": "Un titre gardé", "text": rich_text(f"<p>{text}</p>")})])
    return nested_form_data({**fields, "body": body, "sources": empty, "comments": empty, **action})


def test_an_editor_adds_one_and_does_not_change_it(client_of):
    editor = client_of("editor")
    assert editor.post("/admin/reperes/add/", form(fact=FactFactory().pk)).status_code == 302
    figure = KeyFigure.objects.get()
    assert "{repère:don}" in editor.get("/admin/reperes/").text
    assert editor.post(f"/admin/reperes/edit/{figure.pk}/", form(value="15 €", fact=figure.fact_id)).status_code == 302
    figure.refresh_from_db()
    assert figure.value == "12\u00a0€"


def test_a_moderator_corrects_one_and_its_history_is_kept(client_of):
    figure = make_figure()
    client_of("moderator").post(f"/admin/reperes/edit/{figure.pk}/", form(value="15 €", fact=figure.fact_id))
    figure.refresh_from_db()
    assert figure.value == "15\u00a0€" and figure.revisions.count() == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"key": "autre"}, "Ce nom ne change plus"),
        ({"value": "<b>12</b>"}, "sans ces signes"),
        ({"check_on": "2020-01-01"}, "après celui où vous l’avez lu"),
    ],
)
def test_what_is_refused_is_said_beside_its_field_and_nothing_is_lost(client_of, typed, said):
    figure = make_figure()
    sent = {"what": "Ce que je viens d’écrire.", "fact": figure.fact_id, **typed}
    answer = client_of("moderator").post(f"/admin/reperes/edit/{figure.pk}/", form(**sent))
    assert said in answer.text and "Ce que je viens d’écrire." in answer.text
    figure.refresh_from_db()
    assert figure.what == "Un don."


@pytest.mark.parametrize("action", [{}, PUBLISHING], ids=["draft", "publish"])
def test_a_lesson_that_names_an_unknown_one_is_not_saved_and_keeps_what_was_typed(lesson, client_of, action):
    edit, client = reverse("wagtailadmin_pages:edit", args=[lesson.pk]), client_of("moderator")
    answer = client.post(edit, page_form("Un don de {repère:nulle-part}.", **action, **shown_to(client, edit)))
    assert answer.status_code == 200
    for words in ("Aucun repère n’a le nom « nulle-part ».", "Un titre gardé"):
        assert json.dumps(words)[1:-1] in answer.text
    assert not lesson.revisions.exists()


def test_a_lesson_that_names_one_is_saved_as_it_was_typed(lesson, client_of):
    make_figure()
    edit, client = reverse("wagtailadmin_pages:edit", args=[lesson.pk]), client_of("moderator")
    client.post(edit, page_form("Un don de {repère:don}.", **PUBLISHING, **shown_to(client, edit)))
    body = LessonPage.objects.get(pk=lesson.pk).body
    assert "{repère:don}" in body[0].value["text"].source


def _publish(lesson):
    lesson.body = [text_block("Un don de {repère:don}.")]
    lesson.save_revision().publish()


def _draft(lesson):
    lesson.easy_read = [("sentences", ["Un don de {repère:don}."])]
    lesson.save_revision()


def _note(lesson):
    lesson.content_note = "Un don de {repère:don}."
    lesson.save_revision().publish()


@pytest.mark.parametrize("write", [_publish, _draft, _note])
def test_one_that_a_page_names_is_not_deleted_and_the_answer_says_where(lesson, client_of, write):
    figure = make_figure()
    write(lesson)
    for url in (
        f"/admin/reperes/delete/{figure.pk}/",
        f"{reverse('wagtail_bulk_action', args=['content', 'keyfigure', 'delete'])}?id={figure.pk}",
    ):
        assert "« don » est dans « Compter »" in client_of("moderator").post(url, follow=True).text
    assert KeyFigure.objects.exists()


def test_one_that_no_page_names_is_deleted(client_of):
    figure = make_figure()
    client_of("moderator").post(f"/admin/reperes/delete/{figure.pk}/")
    assert not KeyFigure.objects.exists()


def test_the_one_that_the_site_says_is_never_deleted(client_of):
    """An editor could make it anew, and warnings would give another number to call."""
    figure = make_figure(key=PREVENTION[0])
    said = client_of("moderator").post(f"/admin/reperes/delete/{figure.pk}/", follow=True).text
    assert "est dit par le site lui-même" in said and KeyFigure.objects.exists()


def test_the_one_that_the_site_says_is_written_by_two_people(client_of, people):
    figure = make_figure(key=PREVENTION[0], value="3114")
    second = in_the_admin(moderator("Seconde"))
    edit = f"/admin/reperes/edit/{figure.pk}/"

    def writes(client, value: str) -> str:
        client.post(edit, form(key=figure.key, value=value, fact=figure.fact_id))
        figure.refresh_from_db()
        return figure.value

    one = client_of("moderator")
    for _ in range(2):
        assert writes(one, "0899 000 000") == "3114"
    assert FIRST.split(":", maxsplit=1)[0] in one.post(edit, form(key=figure.key, value="1", fact=figure.fact_id)).text
    asked = second.get(edit).text
    assert "Une autre personne a écrit" in asked and 'value="3114"' in asked
    assert writes(second, "0899 000 001") == "3114", "not what the first one wrote"
    assert writes(second, "0899 000 000") == "0899\u00a0000\u00a0000"


def test_what_one_wrote_is_not_put_back_from_the_history(client_of, people):
    figure = make_figure(key=PREVENTION[0], value="3114")
    one, sent = client_of("moderator"), form(key=figure.key, value="0899 000 000", fact=figure.fact_id)
    one.post(f"/admin/reperes/edit/{figure.pk}/", sent)
    revision = figure.revisions.get()
    one.post(f"/admin/reperes/history/{figure.pk}/revisions/{revision.pk}/revert/", sent | {"revision": revision.pk})
    figure.refresh_from_db()
    assert figure.value == "3114"


def test_what_one_wrote_counts_no_more_once_they_may_not_change_it_or_late(client_of, people):
    figure = make_figure(key=PREVENTION[0], value="3114")
    edit, sent = f"/admin/reperes/edit/{figure.pk}/", form(key=figure.key, value="3115", fact=figure.fact_id)
    client_of("moderator").post(edit, sent)
    second = in_the_admin(moderator("Seconde"))
    figure.revisions.update(created_at=timezone.now() - WAITS - datetime.timedelta(hours=1))
    second.post(edit, sent)
    figure.revisions.filter(user=people.moderator).update(created_at=timezone.now())
    people.moderator.groups.clear()
    second.post(edit, sent)
    figure.refresh_from_db()
    assert figure.value == "3114"


def test_the_one_that_the_site_says_begins_as_the_site_says_it(client_of):
    fact = FactFactory().pk
    editor = client_of("editor")
    editor.post("/admin/reperes/add/", form(key="Prevention", value="0899 000 000", fact=fact))
    assert not KeyFigure.objects.exists()
    editor.post("/admin/reperes/add/", form(key=PREVENTION[0], value=PREVENTION[1], fact=fact))
    assert KeyFigure.objects.get().value == PREVENTION[1]


def test_its_days_are_renewed_by_one(client_of):
    figure = make_figure(key=PREVENTION[0], value="3114")
    sent = form(key=figure.key, value="3114", fact=figure.fact_id, check_on=days(350))
    client_of("moderator").post(f"/admin/reperes/edit/{figure.pk}/", sent)
    figure.refresh_from_db()
    assert figure.check_on == days(350)


@pytest.mark.parametrize("kind", ["editor", "moderator"])
def test_those_past_their_day_come_first_with_their_pages(lesson, client_of, kind):
    make_figure(check_on=days(0), read_on=days(-300))
    _publish(lesson)
    make_tool(build_tools(), title="Un reçu", how=[text_block("Un don de {repère:don}.")])
    make_figure(key="plus-tard", value="9 €", check_on=days(1), read_on=days(-300))
    text = client_of(kind).get(TO_CHECK).text
    assert (
        text.index("À relire maintenant") < text.index("don – ") < text.index("Les suivants") < text.index("plus-tard")
    )
    assert "Dans 2 pages" in text and "Compter" in text and "Un reçu" in text and "Aucune page ne l’emploie" in text
    assert ("/admin/reperes/edit/" in text) == (kind == "moderator")


def test_the_menu_leads_there_for_those_who_see_them(client_of, people):
    ensure_roles()
    assert f'"url": "{TO_CHECK}"' in client_of("editor").get("/admin/").text
    facilitator = Group.objects.create(name="Sans repères")
    facilitator.permissions.add(Permission.objects.get(codename="access_admin"))
    people.editor.groups.set([facilitator])
    answer = client_of("editor").get(TO_CHECK, follow=True)
    assert "À relire maintenant" not in answer.text and TO_CHECK not in client_of("editor").get("/admin/").text


@pytest.mark.parametrize("size", [1, 12])
def test_the_screen_asks_the_same_number_of_queries(lesson, client_of, size):
    for number in range(size):
        make_figure(key=f"don-{number}")
    lesson.body = [text_block(f"Un don de {{repère:don-{number}}}.") for number in range(size)]
    lesson.save_revision().publish()
    client = client_of("moderator")
    client.get(TO_CHECK)
    with CaptureQueriesContext(connection) as asked:
        client.get(TO_CHECK)
    assert len(asked) <= 20


def test_the_home_of_the_admin_lists_those_past_their_day(client_of, people):
    make_figure(check_on=days(0), read_on=days(-300))
    make_figure(key="plus-tard", check_on=days(1), read_on=days(-300))
    client = client_of("moderator")
    client.user = people.moderator
    (row,) = sections(client)["Repères à vérifier"]
    assert row.title == "don – 12\u00a0€" and row.url
