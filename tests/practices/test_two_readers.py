"""The rule of two readers for a sheet about rights, in every way to publish: the desk, Wagtail, an hour, a copy."""

import datetime

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.create_alias import CreatePageAliasAction
from wagtail.models import Revision
from wagtail.test.utils.form_data import nested_form_data

from content.admin.roles import ensure_roles
from content.models import Fact, PracticePage, PracticeSource
from content.publishing import two_readers
from tests.practices.sent_sheets import acts_of, case_of, desk, in_the_admin, is_live, send_rights_sheet, send_sheet
from tests.shown_in_editor import APPROVING, EMPTY, PUBLISHING, edit_page, form_of_sheet, shown_to

pytestmark = pytest.mark.django_db


def edit(client, sheet: PracticePage, **data: str):
    """Send the form of the editor as it is, with these changes."""
    address = edit_page(sheet)
    return client.post(address, form_of_sheet(sheet, **shown_to(client, address), **data))


def publish_in_editor(client, sheet):
    return edit(client, sheet, **PUBLISHING)


def approve_in_editor(client, sheet):
    return edit(client, sheet, **APPROVING)


def publish_on_desk(client, sheet):
    return desk(client, sheet, "publier")


READING_DOORS = [publish_in_editor, approve_in_editor, publish_on_desk]


@pytest.mark.parametrize("door", READING_DOORS)
def test_one_moderator_reads_and_a_second_one_publishes(people, second, rights_sheet, door):
    first_client = in_the_admin(people.moderator)
    for _ in range(2):  # the same person twice is one reader
        assert door(first_client, rights_sheet).status_code == 302
        assert not is_live(rights_sheet)
    assert acts_of(rights_sheet) == ["received", "read_once"]
    assert door(in_the_admin(second), rights_sheet).status_code == 302
    assert is_live(rights_sheet)
    assert acts_of(rights_sheet) == ["received", "read_once", "read_once", "published"]
    case = case_of(rights_sheet)
    assert case.closed_at
    assert case.steps.last().actor == second
    assert not PracticePage.objects.get(pk=rights_sheet.pk).workflow_in_progress


@pytest.mark.parametrize("door", READING_DOORS)
def test_a_superuser_counts_as_one_reader(people, second, rights_sheet, door):
    door(in_the_admin(people.superuser), rights_sheet)
    assert not is_live(rights_sheet)


@pytest.mark.parametrize("door", READING_DOORS)
def test_the_author_does_not_count_as_a_reader(people, second, index, door):
    ensure_roles()
    own = send_rights_sheet(people.moderator)
    door(in_the_admin(second), own)
    door(in_the_admin(people.moderator), own)
    assert not is_live(own)
    assert "read_once" in acts_of(own)
    assert acts_of(own).count("read_once") == 1


@pytest.mark.parametrize("door", READING_DOORS)
def test_the_person_is_told_that_another_must_read(people, second, rights_sheet, door):
    client = in_the_admin(people.moderator)
    said = client.get(door(client, rights_sheet).url).text
    assert "deux personnes la lisent" in said


def test_a_text_changed_after_the_first_reading_is_to_be_read_again(people, second, rights_sheet):
    publish_on_desk(in_the_admin(people.moderator), rights_sheet)
    client = in_the_admin(second)
    edit(client, rights_sheet, what_we_did="Tout autre chose.", **{"action-publish": "oui"})
    assert not is_live(rights_sheet)
    approve_in_editor(in_the_admin(people.moderator), PracticePage.objects.get(pk=rights_sheet.pk))
    assert is_live(rights_sheet)
    assert PracticePage.objects.get(pk=rights_sheet.pk).what_we_did == "Tout autre chose."


def test_a_changed_source_makes_a_changed_text(people, second, rights_sheet):
    two_readers.read(rights_sheet.get_latest_revision_as_object(), people.moderator)
    latest = rights_sheet.get_latest_revision_as_object()
    fact = Fact.objects.create(key="f", statement="Un fait.", source_title="S", confidence="H", checked_on="2026-01-31")
    latest.sources = [PracticeSource(fact=fact)]
    latest.save_revision()
    rights_sheet.refresh_from_db()
    assert not two_readers.read(rights_sheet.get_latest_revision_as_object(), second)


def cite(sheet: PracticePage) -> Fact:
    """Make the latest text of `sheet` cite a fact; return it."""
    fact = Fact.objects.create(
        key="f", statement="Un fait.", source_title="Une source", confidence="H", checked_on="2026-01-31"
    )
    latest = sheet.get_latest_revision_as_object()
    latest.sources = [PracticeSource(fact=fact)]
    latest.save_revision()
    sheet.refresh_from_db()
    return fact


def edit_fact(client, fact: Fact, **data: str):
    """Send the form of a fact as it is, with these changes."""
    names = ("key", "statement", "source_title", "url", "confidence")
    form = {name: getattr(fact, name) for name in names} | {"checked_on": "2026-01-31"}
    return client.post(f"/admin/faits/edit/{fact.pk}/", form | data)


def test_a_source_changed_between_two_readings_makes_a_changed_text(people, second, rights_sheet):
    fact = cite(rights_sheet)
    two_readers.read(rights_sheet.get_latest_revision_as_object(), people.moderator)
    edit_fact(in_the_admin(second), fact, url="https://exemple.org/ailleurs")
    assert Fact.objects.get(pk=fact.pk).url == "https://exemple.org/ailleurs"
    assert not two_readers.read(rights_sheet.get_latest_revision_as_object(), second)
    assert two_readers.read(rights_sheet.get_latest_revision_as_object(), people.moderator)


@pytest.mark.parametrize("change", [{"url": "https://exemple.org/ailleurs"}, {"source_title": "Une autre source"}])
def test_one_moderator_does_not_change_the_source_of_a_sheet_that_two_have_read(people, second, rights_sheet, change):
    fact = cite(rights_sheet)
    for moderator in (people.moderator, second):
        publish_on_desk(in_the_admin(moderator), rights_sheet)
    assert is_live(rights_sheet)
    response = edit_fact(in_the_admin(second), fact, checked_on="2026-02-28", **change)
    assert "deux personnes l’ont lue" in response.content.decode()
    assert all(value in response.content.decode() for value in change.values())  # nothing typed is lost
    assert Fact.objects.filter(pk=fact.pk, url="", source_title="Une source", checked_on="2026-01-31").exists()
    assert edit_fact(in_the_admin(second), fact, checked_on="2026-02-28", statement="Mieux dit.").status_code == 302


def test_unticking_the_box_does_not_avoid_the_two_readers(people, second, rights_sheet):
    client = in_the_admin(people.moderator)
    edit(client, rights_sheet, audience="everyone", about_rights="", **{"action-publish": "oui"})
    assert not is_live(rights_sheet)


def test_writing_over_the_version_on_the_site_does_not_avoid_the_two_readers(people, second, rights_sheet):
    """Its author in the editor had one more way to untick the box: Wagtail saves in place over one's own version."""
    client, text = in_the_admin(people.moderator), "Un texte que personne d’autre n’a lu."
    edit(client, rights_sheet, what_we_did="Lu par deux.", **{"action-publish": "oui"})
    publish_on_desk(in_the_admin(second), rights_sheet)
    live = PracticePage.objects.get(pk=rights_sheet.pk)
    assert live.live and live.live_revision.user == people.moderator
    said = {"what_we_did": text, "about_rights": "", "audience": "everyone"}
    for action in ({"overwrite_revision_id": str(live.live_revision_id)}, {"action-publish": "oui"}):
        edit(client, PracticePage.objects.get(pk=live.pk), **said, **action)
    assert PracticePage.objects.get(pk=live.pk).what_we_did == "Lu par deux."
    assert Revision.objects.get(pk=live.live_revision_id).content["what_we_did"] == "Lu par deux."


def test_a_sheet_about_rights_on_the_site_wants_two_whatever_its_versions_say(people, second, rights_sheet):
    publish_on_desk(in_the_admin(people.moderator), rights_sheet)
    publish_on_desk(in_the_admin(second), rights_sheet)
    Revision.objects.for_instance(rights_sheet).update(content={})
    text = PracticePage.objects.get(pk=rights_sheet.pk)
    text.about_rights, text.audience = False, "everyone"
    assert two_readers.needs_two(text)
    assert two_readers.that_may_need_two([PracticePage.objects.get(pk=text.pk)]) == {text.pk}


def test_ticking_the_box_while_publishing_asks_for_two(people, second, index):
    plain = send_sheet(people.member)
    edit(in_the_admin(people.moderator), plain, about_rights="on", **{"action-publish": "oui"})
    assert not is_live(plain)


def test_a_live_sheet_keeps_its_text_until_two_have_read_the_new_one(people, second, rights_sheet):
    two_readers.publish_read_by(rights_sheet, people.moderator, second)
    edit(in_the_admin(second), rights_sheet, limits="Jamais seul.", **{"action-publish": "oui"})
    assert PracticePage.objects.get(pk=rights_sheet.pk).limits == "Pas les jours de marché."
    publish_on_desk(in_the_admin(people.moderator), rights_sheet)
    assert PracticePage.objects.get(pk=rights_sheet.pk).limits == "Jamais seul."


@pytest.mark.parametrize("live_before", [False, True])
def test_a_publication_at_an_hour_set_by_one_reader_is_kept_back(people, second, rights_sheet, live_before):
    if live_before:
        two_readers.publish_read_by(rights_sheet, people.moderator, second)
    later = (timezone.localtime() + datetime.timedelta(days=1)).strftime("%Y-%m-%d %H:%M")
    edit(in_the_admin(people.moderator), rights_sheet, go_live_at=later, limits="Nouveau.", **{"action-publish": "oui"})
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()
    # An hour set in the database makes only an entry in the log, and the worker goes on.
    past = timezone.now() - datetime.timedelta(minutes=1)
    Revision.objects.filter(pk=PracticePage.objects.get(pk=rights_sheet.pk).latest_revision_id).update(
        approved_go_live_at=past
    )
    call_command("publish_scheduled")
    assert is_live(rights_sheet) is live_before
    if live_before:
        assert PracticePage.objects.get(pk=rights_sheet.pk).limits == "Pas les jours de marché."
    assert not Revision.objects.filter(approved_go_live_at__isnull=False).exists()


def test_an_hour_set_once_two_have_read_publishes(people, second, rights_sheet):
    two_readers.read(rights_sheet.get_latest_revision_as_object(), people.moderator)
    latest = rights_sheet.get_latest_revision_as_object()
    two_readers.read(latest, second)
    past = timezone.now() - datetime.timedelta(minutes=1)
    Revision.objects.filter(pk=rights_sheet.latest_revision_id).update(approved_go_live_at=past)
    call_command("publish_scheduled")
    assert is_live(rights_sheet)


def test_a_copy_is_a_draft_and_an_alias_of_a_draft_too(people, second, rights_sheet):
    two_readers.publish_read_by(rights_sheet, people.moderator, second)
    rights_sheet.refresh_from_db()
    attributes = {"slug": "copie", "title": "Copie"}
    made = CopyPageAction(page=rights_sheet, update_attrs=attributes, keep_live=True, user=people.moderator)
    copy = made.execute(skip_permission_checks=True)
    assert not is_live(copy)
    draft = CreatePageAliasAction(copy, update_slug="alias-de-copie").execute()
    assert not is_live(draft)
    # The alias of a published sheet repeats a text that two people have read.
    alias = CreatePageAliasAction(rights_sheet, update_slug="alias").execute()
    assert is_live(alias)
    publish_in_editor(in_the_admin(people.moderator), copy)
    assert not is_live(copy)


@pytest.mark.parametrize("kind", ["moderator", "superuser"])
def test_a_new_sheet_written_in_the_admin_is_not_published_by_who_wrote_it(people, second, index, kind):
    url = reverse("wagtailadmin_pages:add", args=["content", "practicepage", index.pk])
    form = {
        "title": "Écrire à la préfecture",
        "slug": "prefecture",
        "situation": "Le bureau change.",
        "what_we_did": "Un courrier.",
        "what_helped": "Le modèle.",
        "limits": "",
        "audience": "rights",
        "credit_as": "none",
        "credit": "",
        "is_starter": "on",  # a box that any editor may tick does not avoid the rule
        "sources": EMPTY,
        "comments": EMPTY,
        "action-publish": "oui",
    }
    in_the_admin(people.of(kind)).post(url, nested_form_data(form))
    assert not PracticePage.objects.get(slug="prefecture").live
