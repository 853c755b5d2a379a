"""Every table of the database, read after an erasure: no row holds the words nor the name of who was erased."""

from typing import Any

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.models import Comment, CommentReply, PageLogEntry, Revision, TaskState
from wagtail.test.utils.form_data import inline_formset

from accounts import personal_data
from accounts.models import User
from content.models import PracticePage, ReviewStep
from content.practices.sheets import actions
from tests.people import person
from tests.practices.factories import make_practice
from tests.practices.sent_sheets import case_of, desk, in_the_admin, send_sheet
from tests.practices.test_two_readers import edit

pytestmark = pytest.mark.django_db
WORD = "Zebrezebre"
SAID = f"Dites-le sans {WORD}"


def holding(said: str) -> set[str]:
    """Return the tables that have a row with this word, in any of its columns."""
    word = said.lower()
    models = [model for model in apps.get_models() if model._meta.managed]
    return {
        model._meta.label
        for model in models
        if any(word in str(row).lower() for row in model._base_manager.values_list())
    }


@pytest.fixture
def jeanne(index, second) -> User:
    return person(f"{WORD} Jeanne")


def remark_beside(client, sheet: PracticePage, *remarks: dict[str, Any]) -> None:
    """Save the page of a sheet in the editor with remarks beside its text."""
    edit(client, sheet, comments=inline_formset(remarks, initial=sum(bool(each["id"]) for each in remarks)))


def written(text: str, **more: Any) -> dict[str, Any]:
    """Return a remark beside the title, as the form of the editor sends it."""
    row = {"contentpath": "title", "position": "", "text": text, "id": "", "resolved": "", "DELETE": ""}
    return {**row, "replies": inline_formset([]), **more}


def test_a_sheet_that_was_not_published_leaves_no_word(people, second, jeanne, indexed, reader):
    sheet = send_sheet(jeanne, title=f"{WORD} du matin", situation=WORD, credit="name")
    desk(reader, sheet, "remarque", **{"remark-words": SAID})
    actions.answer(sheet, jeanne, f"{WORD}, non.")
    edit(reader, PracticePage.objects.get(pk=sheet.pk), limits=f"Pas {WORD}.")
    assert {"content.PracticePage", "wagtailcore.Revision", "wagtailcore.PageLogEntry"} < holding(WORD)
    personal_data.erase(jeanne)
    assert holding(WORD) == set()


def test_what_was_said_of_a_published_sheet_goes_with_its_author(people, second, jeanne, indexed, reader):
    sheet = send_sheet(jeanne, credit="name")
    desk(reader, sheet, "remarque", **{"remark-words": SAID})
    assert TaskState.objects.filter(comment=SAID).exists() and ReviewStep.objects.filter(reason=SAID).exists()
    actions.answer(sheet, jeanne, f"{WORD}, non.")
    desk(reader, sheet, "publier")
    number = jeanne.pk
    assert "wagtailcore.PageLogEntry" in holding(SAID)
    personal_data.erase(jeanne)
    assert PracticePage.objects.get(pk=sheet.pk).live
    assert holding(WORD) == set()
    assert not Revision.objects.filter(content__owner=number).exists()
    page = reader.get(reverse("wagtailadmin_pages:history", args=[sheet.pk]))
    assert page.status_code == 200
    assert case_of(sheet).steps.count() > 2, "who read it, and when, stays"


def test_what_is_said_of_the_sheets_of_others_stays(people, second, jeanne, reader):
    theirs = send_sheet(people.member)
    desk(reader, theirs, "remarque", **{"remark-words": SAID})
    told = holding(SAID)
    send_sheet(jeanne)
    personal_data.erase(jeanne)
    assert holding(SAID) == told


def test_the_remarks_of_a_moderator_leave_every_version_and_the_journal(people, second, index, reader):
    sheet = make_practice(index, title="Deux clés", owner=None)
    sheet.save_revision()
    mine, theirs = in_the_admin(second), reader
    remark_beside(mine, sheet, written(f"{WORD} ?"))
    first = Comment.objects.get()
    asked = {"id": first.pk, "replies": inline_formset([{"text": "Oui.", "id": "", "DELETE": ""}])}
    remark_beside(theirs, PracticePage.objects.get(pk=sheet.pk), written(first.text, **asked))
    reply = CommentReply.objects.get()
    kept = {"id": first.pk, "replies": inline_formset([{"text": reply.text, "id": reply.pk, "DELETE": ""}], initial=1)}
    remark_beside(theirs, PracticePage.objects.get(pk=sheet.pk), written(first.text, **kept), written("Gardée."))
    assert {"wagtailcore.Comment", "wagtailcore.Revision", "wagtailcore.PageLogEntry"} <= holding(WORD)
    number = second.pk
    for who, said in ((second, [f"{WORD} ?"]), (people.moderator, ["Gardée.", "Oui."])):
        told = personal_data.export(who)["échange de pratiques"]["remarques à côté des textes"]
        assert [(each["sur"], each["texte"]) for each in told] == [("Deux clés", text) for text in said]
    personal_data.erase(second)
    assert holding(WORD) == set()
    last = PracticePage.objects.get(pk=sheet.pk).latest_revision.content["wagtail_admin_comments"]
    assert [each["text"] for each in last] == ["Gardée."]
    assert number not in {each["user"] for each in last}
    assert PageLogEntry.objects.filter(data__comment__text="Gardée.").exists()
