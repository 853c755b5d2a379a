"""Wagtail's journals name neither an erased person nor a deleted sheet."""

import pytest
from django.apps import apps
from django.db.models import DO_NOTHING, Model
from django.urls import reverse
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry, PageLogEntry

from accounts import personal_data
from accounts.models import User
from content.admin.journals import DELETED, ERASED
from tests.practices.sent_sheets import send_sheet

pytestmark = pytest.mark.django_db
TITLE = "Deux trousseaux"


@pytest.fixture
def sheet(index, people):
    return send_sheet(people.member, title=TITLE)


def linked_without_a_rule() -> list[tuple[type[Model], str]]:
    """Return the columns that keep the number of an account once it is gone."""
    return [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if field.many_to_one and field.related_model is User and field.remote_field.on_delete is DO_NOTHING
    ]


def test_the_number_of_an_erased_account_leaves_every_table(people, sheet):
    sheet.save_revision(user=people.member, log_action=True).publish(user=people.member, skip_permission_checks=True)
    log(people.member, "wagtail.edit", user=people.member)
    number = people.member.pk
    kept = linked_without_a_rule()
    assert {model for model, _ in kept} == {PageLogEntry, ModelLogEntry}
    assert all(model._default_manager.filter(**{f"{name}_id": number}).exists() for model, name in kept)
    personal_data.erase(people.member)
    assert not any(model._default_manager.filter(**{f"{name}_id": number}).exists() for model, name in kept)
    assert {entry.label for entry in ModelLogEntry.objects.filter(object_id=str(number))} == {ERASED}


def test_the_personal_data_say_what_the_account_did(people, sheet):
    sheet.save_revision(user=people.member, log_action=True)
    lines = personal_data.export(people.member)["échange de pratiques"]["gestes sur les pages du site"]
    assert {line["sur"] for line in lines} == {TITLE}
    assert "Modifier" in {line["quoi"] for line in lines}


def test_moderators_cannot_tie_together_what_an_erased_person_wrote(client_of, people, sheet):
    sheet.save_revision(user=people.member, log_action=True).publish(user=people.member, skip_permission_checks=True)
    number = people.member.pk
    personal_data.erase(people.member)
    page = client_of("moderator").get(reverse("wagtailadmin_pages:history", args=[sheet.pk])).text
    assert f"« {number} »" not in page
    assert "(supprimé)" not in page


def test_the_title_of_a_deleted_sheet_leaves_the_journal(people, sheet):
    assert PageLogEntry.objects.filter(page_id=sheet.pk, label=TITLE).exists()
    number = sheet.pk
    sheet.delete()
    entries = PageLogEntry.objects.filter(page_id=number)
    assert {(entry.label, str(entry.data)) for entry in entries} == {(DELETED, "{}")}
