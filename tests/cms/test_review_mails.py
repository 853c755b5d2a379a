"""Mails about a review: their reader learns that something waits, and nobody else learns what."""

import pytest
from allauth.account.models import EmailAddress
from django.template.loader import render_to_string
from django.urls import reverse
from wagtail.admin.views.pages import edit

from tests.cms.test_workflow import form_of
from tests.shown_in_editor import APPROVING, shown_to

pytestmark = [pytest.mark.django_db, pytest.mark.server]
TITLE = "Compter à deux"
TOLD = ("Compter", "Une source", "Relecture", "/admin", "editor", "GEM", "Entrepairs")


@pytest.fixture
def mailed(people, mailoutbox):
    """Give an address to who writes and who reads; return the mails sent since."""
    for user in (people.editor, people.moderator):
        user.email = f"{user.pk}@example.org"
        user.save()
        EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return mailoutbox


def submit(client_of, lesson):
    address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    client_of("editor").post(address, form_of(TITLE, **{"action-submit": "oui"}))
    lesson.refresh_from_db()
    return lesson.current_workflow_task_state


@pytest.mark.parametrize(
    ("act", "news"),
    [("approve", "a été accepté"), ("reject", "vous est rendu")],
)
def test_each_mail_of_a_review_says_that_and_not_what(client_of, lesson, people, mailed, act, news):
    task = submit(client_of, lesson)
    [waits] = mailed
    assert waits.to == [people.moderator.email] and "attend votre relecture" in waits.body
    mailed.clear()
    if act == "approve":
        address = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
        client = client_of("moderator")
        client.post(address, form_of(TITLE, **APPROVING, **shown_to(client, address)))
    else:
        action = reverse("wagtailadmin_pages:workflow_action", args=[lesson.pk, act, task.pk])
        client_of("moderator").post(action, {"comment": "Une source ?"})
    [answer] = mailed
    assert answer.to == [people.editor.email] and news in answer.body
    for mail in (waits, answer):
        assert mail.subject == "Votre compte" and not mail.alternatives
        assert not any(word in f"{mail.subject} {mail.body}" for word in TOLD)
        assert reverse("account_login") in mail.body


def test_no_mail_goes_to_an_address_that_was_not_proved(client_of, lesson, people, mailed):
    EmailAddress.objects.filter(user=people.moderator).update(verified=False)
    submit(client_of, lesson)
    assert mailed == []


def test_a_remark_is_told_to_proved_addresses_alone(people, mailed):
    EmailAddress.objects.filter(user=people.moderator).update(verified=False)
    said = {"page": {"title": TITLE}, "editor": "editor", "new_comments": [{"text": "Une source ?"}]}
    assert edit.send_notification([people.editor, people.moderator], "updated_comments", said)
    assert [mail.to for mail in mailed] == [[people.editor.email]]


def test_a_remark_is_told_without_its_words():
    said = {"page": {"title": TITLE}, "editor": "editor", "new_comments": [{"text": "Une source ?"}]}
    for part in ("_subject", ""):
        text = render_to_string(f"wagtailadmin/notifications/updated_comments{part}.txt", said)
        assert not any(word in text for word in TOLD)
