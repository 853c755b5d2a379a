"""A name that its author took off, or that of an erased account, comes back by no form opened before."""

import datetime

import pytest
from django.urls import reverse
from wagtail.models import Revision

from accounts import personal_data
from content.as_shown import CHANGED
from content.kept_versions import named, write_over
from content.models import PracticePage
from content.practices.sheets import by_two, signed_names
from content.publishing.sheet_form import OF_NOBODY, REOPEN, THEIRS
from tests.practices.sent_sheets import desk, in_the_admin, is_live, send_sheet
from tests.practices.two_writers import joined
from tests.shown_in_editor import APPROVING, PUBLISHING, edit_page, form_of_sheet, shown_to

pytestmark = pytest.mark.django_db
JSON = {"accept": "application/json"}
FORMER = "Jeanne"


@pytest.fixture
def author(people):
    people.member.display_name = FORMER
    people.member.save()
    return people.member


@pytest.fixture
def client(second, people):
    """Return the browser of a moderator."""
    return in_the_admin(people.moderator)


@pytest.fixture(params=["published", "waiting"])
def sheet(request, second, author) -> PracticePage:
    """Return a sheet that its author signed with their name."""
    sheet = send_sheet(author, credit="name")
    if request.param == "published":
        desk(in_the_admin(second), sheet, "publier")
    return PracticePage.objects.get(pk=sheet.pk)


def take_off(sheet, author):
    by_two.take_author_off(sheet)


def change_name(sheet, author):
    author.display_name = "Sol"
    author.save()
    signed_names.replace(author, FORMER)


def erase(sheet, author):
    personal_data.erase(author)


WAYS = pytest.mark.parametrize("go", [take_off, change_name, erase])
PRESSES = [{}, PUBLISHING, APPROVING]


def holds_the_name(sheet) -> bool:
    """Return whether a page or a version is signed with the former name."""
    versions = [version.content["credit"] for version in Revision.objects.page_revisions()]
    return FORMER in [*versions, *PracticePage.objects.values_list("credit", flat=True)]


@WAYS
@pytest.mark.parametrize("headers", [{}, JSON], ids=["pressed", "by itself"])
@pytest.mark.parametrize("press", PRESSES, ids=["draft", "publish", "approve"])
def test_a_form_opened_before_brings_no_name_back(client, sheet, author, go, press, headers):
    form = form_of_sheet(sheet) | shown_to(client, edit_page(sheet))
    was_live = sheet.live
    assert holds_the_name(sheet)
    go(sheet, author)
    client.post(edit_page(sheet), form | press | {"limits": "Des mots."}, headers=headers)
    assert not holds_the_name(sheet)
    assert is_live(sheet) <= was_live


@pytest.mark.parametrize("go", [take_off, change_name])
def test_what_was_typed_stays_and_the_sentence_says_what_to_do(client, sheet, author, go):
    form = form_of_sheet(sheet)
    go(sheet, author)
    answer = client.post(edit_page(sheet), form | {"limits": "Des mots gardés."})
    assert answer.status_code == 200
    assert answer.context["form"].errors["credit"] == [THEIRS]
    assert "Des mots gardés." in answer.text
    sent = form | {"limits": "Des mots gardés.", "credit_as": "none"}
    assert client.post(edit_page(sheet), sent).status_code == 302
    assert not holds_the_name(sheet)


def test_a_function_that_the_author_took_off_does_not_come_back(client, second, author):
    sheet = send_sheet(author, credit="name")
    Revision.objects.for_instance(sheet).update(
        content={**sheet.latest_revision.content, "credit_as": "function", "credit": "Trésorière"}
    )
    form = form_of_sheet(PracticePage.objects.get(pk=sheet.pk))
    assert client.post(edit_page(sheet), form | {"limits": "Jamais seul."}).status_code == 302
    by_two.take_author_off(sheet)
    assert client.post(edit_page(sheet), form).context["form"].errors["credit"] == [THEIRS]


def test_the_function_of_an_erased_account_does_not_come_back(client, second, author):
    sheet = send_sheet(author, credit="name")
    desk(client, sheet, "publier")
    signed = {"credit_as": "function", "credit": "Trésorière"}
    sheet = PracticePage.objects.get(pk=sheet.pk)
    PracticePage.objects.filter(pk=sheet.pk).update(**signed)
    Revision.objects.for_instance(sheet).update(content={**sheet.latest_revision.content, **signed})
    form = form_of_sheet(PracticePage.objects.get(pk=sheet.pk)) | shown_to(client, edit_page(sheet))
    personal_data.erase(author)
    assert client.post(edit_page(sheet), form).context["form"].errors["credit"] == [REOPEN]
    fresh = form | shown_to(client, edit_page(sheet)) | {"credit": "L’équipe"}
    assert client.post(edit_page(sheet), fresh).context["form"].errors["credit"] == [OF_NOBODY]


@pytest.mark.parametrize("words", ["Trésorière de 2020 à 2024", "Camille Martin"])
def test_nobody_else_writes_the_words_of_a_function(client, second, author, words):
    """A moderator takes the signature off; they put no word, and no name, in it."""
    sheet = send_sheet(author, credit="name")
    signed = {**sheet.latest_revision.content, "credit_as": "function", "credit": "Trésorière"}
    Revision.objects.for_instance(sheet).update(content=signed)
    form = form_of_sheet(PracticePage.objects.get(pk=sheet.pk))
    changed = client.post(edit_page(sheet), form | {"credit": words})
    assert changed.context["form"].errors["credit"] == [THEIRS]
    assert client.post(edit_page(sheet), form | {"credit_as": "none"}).status_code == 302
    assert PracticePage.objects.get(pk=sheet.pk).get_latest_revision_as_object().signature == ""


@pytest.mark.parametrize("latest", ["none", "function"])
def test_a_sheet_of_nobody_is_given_no_function(client, index, second, latest):
    """The one that it has stays: an answer to a question says so."""
    said = {"title": "De l’équipe", "slug": "equipe", "situation": "a", "what_we_did": "b", "what_helped": "c"}
    credit = "Une personne de l’équipe" if latest == "function" else ""
    sheet = index.add_child(instance=PracticePage(**said, credit_as=latest, credit=credit))
    sent = form_of_sheet(sheet) | shown_to(client, edit_page(sheet))
    given = client.post(edit_page(sheet), sent | {"credit_as": "function", "credit": "Camille"})
    assert given.context["form"].errors["credit"] == [OF_NOBODY]
    assert client.post(edit_page(sheet), sent | {"limits": "Jamais seul."}).status_code == 302
    assert PracticePage.objects.get(pk=sheet.pk).get_latest_revision_as_object().signature == credit


@pytest.mark.parametrize("press", PRESSES, ids=["draft", "publish", "approve"])
def test_a_sheet_of_nobody_is_signed_by_no_name(client, index, second, press):
    sheet = index.add_child(
        instance=PracticePage(title="De l’équipe", slug="equipe", situation="a", what_we_did="b", what_helped="c")
    )
    sent = form_of_sheet(sheet, credit_as="name", credit="Camille") | shown_to(client, edit_page(sheet)) | press
    answer = client.post(edit_page(sheet), sent)
    assert answer.context["form"].errors["credit"] == [OF_NOBODY]
    assert not PracticePage.objects.get(pk=sheet.pk).latest_revision


@pytest.mark.parametrize("name", ["Autre", FORMER])
def test_a_moderator_signs_for_nobody_else(client, second, author, name):
    sheet = send_sheet(author, credit="none")
    answer = client.post(edit_page(sheet), form_of_sheet(sheet, credit_as="name", credit=name))
    assert answer.context["form"].errors["credit"] == [THEIRS]


@pytest.mark.parametrize(("name", "status"), [("Modération", 200), ("", 302)])
def test_who_writes_a_sheet_in_the_admin_signs_with_their_own_name(client, index, second, people, name, status):
    fields = form_of_sheet(send_sheet(people.member), slug="autre", credit_as="name")
    add = reverse("wagtailadmin_pages:add", args=["content", "practicepage", index.pk])
    assert client.post(add, fields | {"credit": name or str(people.moderator)}).status_code == status


def test_an_earlier_version_put_back_does_not_sign_again(client, second, author):
    """The author sent the sheet again without their name."""
    sheet = send_sheet(author, credit="name")
    earlier = sheet.latest_revision_id
    text = sheet.get_latest_revision_as_object()
    text.credit_as, text.credit = "none", ""
    text.save_revision(user=author)
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[sheet.pk, earlier])
    form = form_of_sheet(sheet, credit_as="name", credit=FORMER)
    assert client.post(revert, form).context["form"].errors["credit"] == [THEIRS]


@WAYS
def test_versions_written_over_have_another_name_and_keep_their_day(sheet, author, go):
    before = {version.pk: version for version in Revision.objects.for_instance(sheet)}
    go(sheet, author)
    for version in Revision.objects.filter(pk__in=before):
        assert named(version) != named(before[version.pk])
        assert version.created_at - before[version.pk].created_at < datetime.timedelta(seconds=1)


def test_a_sheet_passed_on_to_its_second_person_has_versions_of_another_name(client, people, second, author):
    sheet = send_sheet(author, credit="name")
    joined(sheet, people.facilitator)
    before = named(sheet.latest_revision)
    form = form_of_sheet(sheet) | shown_to(client, edit_page(sheet))
    personal_data.erase(author)
    assert named(Revision.objects.get(pk=sheet.latest_revision_id)) != before
    answer = client.post(edit_page(sheet), form | APPROVING)
    assert CHANGED in answer.text and THEIRS in answer.text
    assert not holds_the_name(sheet)


def test_a_version_written_over_is_named_otherwise(index):
    page = index.add_child(instance=PracticePage(title="a", slug="a", situation="a", what_we_did="b", what_helped="c"))
    version = page.save_revision()
    before = named(version)
    write_over(version, {**version.content, "title": "b"})
    kept = Revision.objects.get(pk=version.pk)
    assert kept.content["title"] == "b"
    assert named(kept) == named(version) != before
