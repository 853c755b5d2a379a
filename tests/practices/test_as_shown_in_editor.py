"""Whoever publishes a sheet in the editor publishes what its page showed them: another text is shown again."""

import json

import pytest
from django.urls import reverse

from content.as_shown import CHANGED, FIELD
from content.models import Fact, PracticePage, PracticeSource
from content.practices.sheets import actions, by_two, drafts
from tests.practices.sent_sheets import acts_of, desk, in_the_admin, is_live, send_sheet
from tests.practices.test_two_readers import cite, edit_fact
from tests.practices.two_writers import joined, text_of
from tests.shown_in_editor import APPROVING, PUBLISHING, edit_page, form_of_sheet, shown_to

pytestmark = pytest.mark.django_db
PRESSES = pytest.mark.parametrize("press", [PUBLISHING, APPROVING], ids=["publish", "approve"])


@pytest.fixture
def first(second, people):
    """Return the browser of a moderator."""
    return in_the_admin(people.moderator)


@pytest.fixture
def other(second):
    """Return the browser of another moderator."""
    return in_the_admin(second)


@pytest.fixture
def sheet(second, people) -> PracticePage:
    """Return a sheet that one reader is enough for."""
    return send_sheet(people.member, credit="name")


def opened(client, sheet: PracticePage) -> dict[str, str]:
    """Open the page of a sheet in the editor; return its form."""
    return form_of_sheet(sheet, **shown_to(client, edit_page(sheet)))


def is_refused(answer) -> bool:
    return answer.status_code == 200 and CHANGED in answer.text


@PRESSES
def test_a_source_that_leads_elsewhere_since_is_read_again(first, other, rights_sheet, press):
    """One moderator would publish alone: the other never saw where the source leads."""
    fact = cite(rights_sheet)
    form = opened(first, rights_sheet)
    edit_fact(other, fact, url="https://exemple.org/ailleurs")
    desk(other, rights_sheet, "publier")
    answer = first.post(edit_page(rights_sheet), form | press | {"limits": "Des mots gardés."})
    assert is_refused(answer) and "Des mots gardés." in answer.text
    assert not is_live(rights_sheet)
    assert acts_of(rights_sheet) == ["received", "read_once"]
    desk(first, rights_sheet, "publier")
    assert is_live(rights_sheet)


@PRESSES
def test_a_source_added_since_is_read_again(first, other, rights_sheet, press):
    """The form would keep it, unseen: it announces the rows that were there."""
    form = opened(first, rights_sheet)
    fact = Fact.objects.create(key="f", statement="Un fait.", source_title="S", confidence="H", checked_on="2026-01-31")
    row = {"TOTAL_FORMS": 1, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    row |= {"0": {"fact": fact.pk, "ORDER": 1, "DELETE": "", "id": ""}}
    assert other.post(edit_page(rights_sheet), form_of_sheet(rights_sheet, sources=row)).status_code == 302
    assert PracticeSource.objects.filter(practice=rights_sheet).exists()
    desk(other, PracticePage.objects.get(pk=rights_sheet.pk), "publier")
    assert is_refused(first.post(edit_page(rights_sheet), form | press))
    assert not is_live(rights_sheet)


def test_a_second_person_who_signs_meanwhile_is_read(first, sheet, people):
    form = opened(first, sheet)
    joined(sheet, people.facilitator)
    assert is_refused(first.post(edit_page(sheet), form | APPROVING))
    form = opened(first, sheet)
    assert first.post(edit_page(sheet), form | APPROVING).status_code == 302
    assert is_live(sheet)


def test_a_second_person_who_signs_the_new_text_meanwhile_is_read(first, sheet, people):
    second = joined(sheet, people.facilitator)
    drafts.keep(people.member, sheet, limits="Autre chose.")
    actions.send(people.member, sheet)
    sheet.refresh_from_db()
    form = opened(first, sheet)
    by_two.sign_again(people.facilitator, second.pk, text_of(sheet))
    assert is_refused(first.post(edit_page(sheet), form | APPROVING))
    assert not is_live(sheet)


def test_what_the_author_sent_meanwhile_is_read(first, sheet, people):
    form = opened(first, sheet)
    drafts.keep(people.member, sheet, limits="Autre chose.")
    actions.send(people.member, sheet)
    assert is_refused(first.post(edit_page(sheet), form | APPROVING))
    assert not is_live(sheet)


@pytest.mark.parametrize(("act", "field"), [("remarque", "remark"), ("refuser", "refuse")])
def test_a_review_that_ended_meanwhile_is_not_ended_again(first, other, sheet, act, field):
    form = opened(first, sheet)
    desk(other, sheet, act, **{f"{field}-words": "Dites combien."})
    assert PracticePage.objects.get(pk=sheet.pk).current_workflow_task_state is None
    assert is_refused(first.post(edit_page(sheet), form | PUBLISHING))
    assert not is_live(sheet)


@PRESSES
@pytest.mark.parametrize(
    "mark",
    [
        *("", "{", "1", "[]", "{}", "null", '{"task":1,"version":"","carried":{}}', "[" * 40 + "]" * 40),
        *('{"task":"","version":"","carried":[]}', '{"task":"","version":"١.1","carried":{}}'),
        f'{{"task":"","version":"{"9" * 40}.1","carried":{{}}}}',
    ],
)
def test_without_a_mark_of_ours_nothing_is_published_and_nothing_fails(first, sheet, press, mark):
    answer = first.post(edit_page(sheet), form_of_sheet(sheet) | press | ({FIELD: mark} if mark else {}))
    assert is_refused(answer)
    assert not is_live(sheet)


def test_a_draft_is_saved_whatever_was_shown(first, sheet, people):
    form = opened(first, sheet)
    sheet.get_latest_revision_as_object().save_revision(user=people.member)
    for sent in (form, form_of_sheet(sheet)):
        assert first.post(edit_page(sheet), sent | {"limits": "Un brouillon."}).status_code == 302
    text = PracticePage.objects.get(pk=sheet.pk).get_latest_revision_as_object()
    assert text.limits == "Un brouillon."


def test_what_one_saved_oneself_since_is_what_one_has_before_them(first, sheet):
    """The editor saves by itself as one types: its form still carries the mark of what was opened."""
    form = opened(first, sheet)
    for _ in range(2):
        sheet.refresh_from_db()
        answer = first.post(edit_page(sheet), form | {"limits": "Repris."}, headers={"accept": "application/json"})
        assert answer.json()["success"]
    assert first.post(edit_page(sheet), form | {"limits": "Repris encore."} | APPROVING).status_code == 302
    assert PracticePage.objects.get(pk=sheet.pk, live=True).limits == "Repris encore."


def test_a_refused_form_shown_again_still_says_what_was_read(first, sheet, people):
    """Nobody has seen what changed: to press again is not to have read."""
    form = opened(first, sheet)
    sheet.get_latest_revision_as_object().save_revision(user=people.member)
    answer = first.post(edit_page(sheet), form | PUBLISHING)
    assert answer.context["form"].as_shown == form[FIELD]
    assert json.loads(form[FIELD]) != json.loads(shown_to(first, edit_page(sheet))[FIELD])


def test_an_earlier_version_put_back_is_published_as_it_was_shown(first, other, sheet, people):
    earlier = sheet.latest_revision_id
    sheet.get_latest_revision_as_object().save_revision(user=people.member)
    revert = reverse("wagtailadmin_pages:revisions_revert", args=[sheet.pk, earlier])
    form = form_of_sheet(sheet) | shown_to(first, revert)
    sheet.refresh_from_db()
    assert other.post(edit_page(sheet), form_of_sheet(sheet, limits="Autre.")).status_code == 302
    assert is_refused(first.post(revert, form | PUBLISHING))
    assert not is_live(sheet)
    assert first.post(revert, form | shown_to(first, revert) | PUBLISHING).status_code == 302
    assert is_live(sheet)


def test_a_page_made_by_the_editor_itself_receives_its_mark(first, sheet):
    """Its form was begun before the page was: the part that Wagtail puts in place brings the mark."""
    assert f'name="{FIELD}"' in first.get(edit_page(sheet), {"_w_hydrate_create_view": "1"}).text
