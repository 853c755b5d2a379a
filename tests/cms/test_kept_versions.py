"""A version that somebody may have read stays as it is, whatever the editor saves by itself."""

import pytest
from django.urls import reverse
from wagtail.models import Revision

from courses.models import LessonPage
from tests.cms.test_workflow import form_of
from tests.shown_in_editor import APPROVING, PUBLISHING, shown_to

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}


def latest(lesson) -> Revision:
    return LessonPage.objects.get(pk=lesson.pk).latest_revision


def save(client, lesson, title: str, **action: str):
    """Save a draft over the last version, as the editor does by itself."""
    return client.post(
        reverse("wagtailadmin_pages:edit", args=[lesson.pk]),
        form_of(title, overwrite_revision_id=str(latest(lesson).pk), **action),
        headers=JSON,
    )


def begin(client, lesson, title: str = "Compter à deux", **action: str) -> Revision:
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    client.post(edit, form_of(title, **action, **shown_to(client, edit)))
    return latest(lesson)


def is_kept(version: Revision) -> bool:
    return Revision.objects.get(pk=version.pk).content["title"] == version.content["title"]


def test_a_draft_is_written_over_while_nobody_else_has_it(lesson, client_of):
    client = client_of("editor")
    begun = begin(client, lesson)
    answer = save(client, lesson, "Compter à trois")
    assert answer.json()["revision_id"] == begun.pk
    assert not is_kept(begun)


def test_the_text_in_review_is_kept_and_the_next_one_is_another_version(lesson, client_of):
    client = client_of("moderator")
    sent = begin(client, lesson, **{"action-submit": "oui"})
    answer = save(client, lesson, "Compter à trois")
    assert answer.json()["success"] and answer.json()["revision_id"] != sent.pk
    assert is_kept(sent)


@pytest.mark.parametrize("how", [PUBLISHING, {"action-submit": "oui"}])
def test_the_text_on_the_site_is_kept(lesson, client_of, how):
    client = client_of("moderator")
    read = begin(client, lesson, **how)
    if "action-submit" in how:
        begin(client, lesson, **APPROVING)
    live = LessonPage.objects.get(pk=lesson.pk).live_revision
    assert live.content["title"] == read.content["title"] == "Compter à deux"
    assert save(client, lesson, "Compter à trois").json()["revision_id"] != live.pk
    assert is_kept(live)


def test_the_text_that_was_on_the_site_is_kept(lesson, client_of):
    client = client_of("moderator")
    read = begin(client, lesson, **PUBLISHING)
    LessonPage.objects.get(pk=lesson.pk).unpublish()
    save(client, lesson, "Compter à trois")
    assert is_kept(read)


def test_a_text_that_waits_for_its_hour_is_kept(lesson, client_of):
    client = client_of("moderator")
    read = begin(client, lesson, go_live_at="2999-01-01 08:00", **PUBLISHING)
    assert read.approved_go_live_at
    save(client, lesson, "Compter à trois", go_live_at="2999-01-01 08:00")
    assert is_kept(read)


def test_an_earlier_version_is_never_written_over(lesson, client_of):
    client = client_of("moderator")
    first = begin(client, lesson)
    begin(client, lesson, "Compter à trois")
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    answer = client.post(edit, form_of("Compter à cent", overwrite_revision_id=str(first.pk)), headers=JSON)
    assert answer.status_code == 400
    assert is_kept(first)
