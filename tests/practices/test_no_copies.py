"""A sheet has no copy apart: what its author takes back, unsigns or erases would stay there."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.actions.create_alias import CreatePageAliasAction

from accounts import personal_data
from content.models import HomePage, PracticePage, TextPage
from content.practices.sheets import actions
from content.practices.sheets.aliases import STAYS
from tests.practices.factories import make_practice
from tests.practices.sent_sheets import alias_of, in_the_admin

pytestmark = pytest.mark.django_db
CONVERT = "wagtailadmin_pages:convert_alias"
COPY = "wagtailadmin_pages:copy"
WHO = ["moderator", "superuser"]


@pytest.fixture
def signed(index, people, second) -> PracticePage:
    """Return a published sheet that a member signed with their name."""
    called = people.member.display_name
    sheet = make_practice(index, title="Deux clés", owner=people.member, credit_as="name", credit=called)
    sheet.save_revision().publish()
    return sheet


def asked(sheet: PracticePage, **more: str) -> dict[str, object]:
    """Return the form that copies a sheet beside itself."""
    return {"new_title": "Copie", "new_slug": "copie", "new_parent_page": sheet.get_parent().pk, **more}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("how", [{}, {"publish_copies": "on"}, {"alias": "on"}])
def test_nobody_copies_a_sheet(client_of, signed, who, how):
    client, address = client_of(who), reverse(COPY, args=[signed.pk])
    assert address not in client.get(reverse("wagtailadmin_pages:edit", args=[signed.pk])).text
    client.post(address, asked(signed, **how))
    assert list(PracticePage.objects.all()) == [signed]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_alias_of_a_sheet_stays_one(client_of, people, signed, who, method):
    alias = alias_of(signed, people.moderator)
    answer = getattr(client_of(who), method)(reverse(CONVERT, args=[alias.pk]))
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[alias.pk])
    assert [str(each) for each in get_messages(answer.wsgi_request)] == [STAYS]
    assert PracticePage.objects.get(pk=alias.pk).alias_of_id == signed.pk
    actions.withdraw(signed, people.member)
    assert not PracticePage.objects.filter(live=True).exists()
    personal_data.erase(people.member)
    assert not PracticePage.objects.exists()


def test_the_alias_of_another_page_may_become_a_page(people, second, index):
    text = HomePage.objects.get().add_child(instance=TextPage(title="Mentions", slug="mentions"))
    alias = CreatePageAliasAction(text, update_slug="alias", user=people.moderator).execute()
    in_the_admin(people.moderator).post(reverse(CONVERT, args=[alias.pk]))
    assert TextPage.objects.get(pk=alias.pk).alias_of_id is None
