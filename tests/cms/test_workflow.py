"""The review workflow: editors submit, moderators publish, through the requests of the admin."""

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from content.admin.approvals import READ_FIRST
from courses.models import LessonPage
from tests.shown_in_editor import APPROVING, PUBLISHING, shown_to

pytestmark = pytest.mark.django_db


def form_of(title: str, **action: str) -> dict[str, str]:
    """Return the form of the lesson as the browser posts it."""
    text = rich_text("<p>On compte à trois.</p>")
    return nested_form_data(
        {
            "title": title,
            "slug": "compter",
            "content_note": "",
            "body": streamfield([("text", {"heading": "", "text": text})]),
            "easy_read": streamfield([]),
            "sources": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
            **action,
        }
    )


@pytest.fixture
def submitted(lesson, client_of):
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    response = client_of("editor").post(edit, form_of("Compter à deux", **{"action-submit": "oui"}))
    assert response.status_code == 302
    lesson.refresh_from_db()
    return lesson


def test_an_editor_submits_and_nothing_changes_on_the_site(submitted):
    assert submitted.workflow_in_progress
    assert submitted.title == "Compter"
    assert submitted.get_latest_revision_as_object().title == "Compter à deux"


def test_an_editor_does_not_publish(lesson, client_of):
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    client = client_of("editor")
    assert 'name="action-publish"' not in client.get(edit).text
    client.post(edit, form_of("Publié seul", **PUBLISHING, **shown_to(client, edit)))
    lesson.refresh_from_db()
    assert lesson.title == "Compter"
    publish = reverse("wagtailadmin_pages:unpublish", args=[lesson.pk])
    client.post(publish)
    lesson.refresh_from_db()
    assert lesson.live


def test_an_editor_cannot_approve_their_own_text(submitted, client_of):
    edit, client = reverse("wagtailadmin_pages:edit", args=[submitted.pk]), client_of("editor")
    client.post(edit, form_of("Compter à deux", **APPROVING, **shown_to(client, edit)))
    submitted.refresh_from_db()
    assert submitted.workflow_in_progress
    assert submitted.title == "Compter"


def test_a_moderator_reads_what_waits_and_publishes_it(submitted, client_of):
    client = client_of("moderator")
    assert "Compter" in client.get(reverse("wagtailadmin_home")).text
    edit = reverse("wagtailadmin_pages:edit", args=[submitted.pk])
    client.post(edit, form_of("Compter à deux", **APPROVING, **shown_to(client, edit)))
    published = LessonPage.objects.get(pk=submitted.pk)
    assert published.title == "Compter à deux"
    assert not published.workflow_in_progress
    assert "Compter à deux" in client.get(published.url).text


@pytest.mark.parametrize("asked_by", ["", "XMLHttpRequest"])
@pytest.mark.parametrize("who", ["moderator", "editor"])
def test_the_address_of_an_approval_leads_to_the_text_and_publishes_nothing(submitted, client_of, who, asked_by):
    task = submitted.current_workflow_task_state
    approve = reverse("wagtailadmin_pages:workflow_action", args=[submitted.pk, "approve", task.pk])
    client = client_of(who)
    response = client.post(approve, {"comment": ""}, headers={"X-Requested-With": asked_by})
    edit = reverse("wagtailadmin_pages:edit", args=[submitted.pk])
    assert (response.json()["redirect"] if asked_by else response.url) == edit
    assert LessonPage.objects.get(pk=submitted.pk).title == "Compter"
    assert READ_FIRST in client.get(edit).text


def test_an_editor_writes_nothing_outside_the_site(home, lesson, client_of):
    root = Page.get_first_root_node()
    client = client_of("editor")
    assert client.get(reverse("wagtailadmin_pages:add_subpage", args=[root.pk])).status_code in {302, 403}


@pytest.mark.parametrize("who", ["visitor", "member", "coordinator", "facilitator"])
def test_others_see_no_admin(lesson, client_of, who):
    response = client_of(who).get(reverse("wagtailadmin_pages:edit", args=[lesson.pk]))
    assert response.status_code in {302, 403, 404}
    assert b"Compter" not in response.content
