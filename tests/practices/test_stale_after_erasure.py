"""A page of the editor that was open while its author erased their account brings none of their words back."""

import pytest
from wagtail.models import Revision

from accounts import personal_data
from content.models import PracticePage
from content.practices.sheets import actions, drafts
from tests.practices.sent_sheets import desk, in_the_admin, moderator, send_sheet
from tests.shown_in_editor import edit_page, form_of_sheet, shown_to

pytestmark = pytest.mark.django_db
WORD = "Zyxolande"


@pytest.mark.parametrize("is_sent", [True, False], ids=["in review", "a draft of the moderator"])
def test_a_draft_saved_from_a_page_opened_before_keeps_nothing(people, second, is_sent):
    sheet, by = send_sheet(people.member), in_the_admin(moderator("Troisième"))
    desk(in_the_admin(second), sheet, "publier")
    sheet = PracticePage.objects.get(pk=sheet.pk)
    if is_sent:
        drafts.keep(people.member, sheet, what_we_did=f"{WORD} a tout perdu.")
        actions.send(people.member, sheet)
    mark = shown_to(by, edit_page(sheet))
    form = form_of_sheet(PracticePage.objects.get(pk=sheet.pk)) | {"what_we_did": f"{WORD} a tout perdu."}
    form |= {"credit_as": "none", "credit": ""}
    personal_data.erase(people.member)
    answer = by.post(edit_page(sheet), form | mark)
    assert "a effacé son compte depuis" in answer.text
    assert not any(WORD in str(each.content) for each in Revision.objects.for_instance(sheet))


def test_a_sheet_of_nobody_is_still_corrected_from_its_own_page(people, second):
    sheet, by = send_sheet(people.member), in_the_admin(moderator("Troisième"))
    desk(in_the_admin(second), sheet, "publier")
    personal_data.erase(people.member)
    sheet = PracticePage.objects.get(pk=sheet.pk)
    mark = shown_to(by, edit_page(sheet))
    for words in ("Une clé de plus.", "Deux clés de plus."):  # saved twice: what one saved oneself is no surprise
        by.post(edit_page(sheet), form_of_sheet(sheet, what_we_did=words) | mark)
        assert PracticePage.objects.get(pk=sheet.pk).get_latest_revision_as_object().what_we_did == words
