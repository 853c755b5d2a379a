"""A withdrawn sheet and an erased account: gone at once for every reader, whatever happens at the same moment."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail import hooks

from accounts import personal_data
from content.admin import action_menu
from content.admin.roles import ensure_roles
from content.models import PracticePage, ReviewCase
from content.practices.review import actions as desk_rules
from content.practices.sheets import actions
from tests.practices.factories import make_practice
from tests.practices.sent_sheets import case_of, in_the_admin, send_sheet

pytestmark = pytest.mark.django_db
FEED = "/pratiques/fil/"


@pytest.fixture
def sheet(index, people) -> PracticePage:
    """Return a sheet that a member has just sent."""
    ensure_roles()
    return send_sheet(people.member)


def test_the_name_of_an_erased_account_leaves_kept_pages_at_once(index, people, django_capture_on_commit_callbacks):
    signed = make_practice(index, owner=people.member, credit_as="name", credit="Membre")
    pages = (signed.address, FEED)
    assert all("Membre" in Client().get(page).text for page in pages)
    with django_capture_on_commit_callbacks(execute=True):
        personal_data.erase(people.member)
    assert not any("Membre" in Client().get(page).text for page in pages)


def test_a_sheet_published_while_its_author_withdraws_or_erases_it(people, sheet):
    """The page of the author is out of date: the message says what really happened."""
    case, seen = case_of(sheet), PracticePage.objects.get(pk=sheet.pk)
    desk_rules.publish(case, people.moderator, desk_rules.text_read(case))
    assert not actions.delete(seen)
    assert actions.withdraw(seen, people.member)
    assert not PracticePage.objects.get(pk=sheet.pk).live
    assert actions.delete(seen)
    assert not actions.delete(seen)
    assert not actions.withdraw(seen, people.member)


def test_a_page_drawn_as_the_author_takes_it_back_is_drawn_all_the_same(people, second, monkeypatch):
    """Wagtail lists the acts of the review, then looks for their addresses: the task may be gone between the two."""
    sheet, client = send_sheet(people.member), in_the_admin(people.moderator)
    words = action_menu.use_our_words

    def meanwhile(*args) -> None:
        words(*args)
        actions.withdraw(sheet, people.member)

    monkeypatch.setitem(hooks._hooks, "construct_page_action_menu", [(meanwhile, 0)])
    page = client.get(reverse("wagtailadmin_pages:edit", args=[sheet.pk]))
    assert page.status_code == 200
    assert ReviewCase.find_open(sheet) is None
    assert "workflow-action-modal-url" not in page.text
