"""What Wagtail keeps of the open forms of the admin goes with what is written elsewhere, or a day later."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession, FormState
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from accounts import personal_data
from accounts.models import Draft
from accounts.sign_in import interrupted_forms
from content import open_forms, purge
from content.models import HomePage, PracticePage, TextPage
from content.practices.sheets import actions, by_two, signed_names
from tests.practices.factories import build_exchange, make_practice
from tests.practices.sent_sheets import moderator

pytestmark = pytest.mark.django_db
TITLE = "Deux trousseaux de clés"


@pytest.fixture
def sheet(people) -> PracticePage:
    """Return a published sheet that a member signed with their name."""
    index = build_exchange()
    people.moderator  # noqa: B018 - makes the roles
    named = {"credit_as": "name", "credit": str(people.member)}
    return make_practice(index, title=TITLE, owner=people.member, **named)


def preview(client, sheet: PracticePage) -> None:
    """Open the page of a sheet in the editor, as its preview and its presence do."""
    names = ("title", "slug", "situation", "what_we_did", "what_helped", "limits", "audience", "credit_as", "credit")
    form = {name: getattr(sheet, name) for name in names}
    data = nested_form_data({**form, "sources": inline_formset([]), "comments": inline_formset([])})
    answer = client.post(reverse("wagtailadmin_pages:preview_on_edit", args=[sheet.pk]), data)
    assert answer.json() == {"is_valid": True, "is_available": True}
    client.get(reverse("wagtailadmin_pages:edit", args=[sheet.pk]))
    assert FormState.objects.exists() and EditingSession.objects.exists()


def kept() -> int:
    """Return how many rows are kept of open forms."""
    return FormState.objects.count() + EditingSession.objects.count()


def delete(people, sheet):
    actions.withdraw(sheet, people.member)
    actions.delete(PracticePage.objects.get(pk=sheet.pk))


def erase(people, sheet):
    personal_data.erase(people.member)


def take_name_off(people, sheet):
    by_two.take_author_off(sheet)


def change_name(people, sheet):
    signed_names.replace(people.member, str(people.member))


def close_the_editor_s_account(people, sheet):
    people.moderator.delete()


@pytest.mark.parametrize("act", [delete, erase, take_name_off, change_name, close_the_editor_s_account])
def test_no_form_keeps_what_is_erased(client_of, people, sheet, act):
    preview(client_of("moderator"), sheet)
    act(people, sheet)
    assert kept() == 0


def test_the_forms_of_other_pages_stay(client_of, people, sheet):
    other = make_practice(sheet.get_parent(), title="Une autre", owner=people.other_member)
    preview(client_of("moderator"), other)
    before = kept()
    for act in (take_name_off, delete, erase):
        act(people, sheet)
    text = HomePage.objects.get().add_child(instance=TextPage(title="Mentions", slug="mentions"))
    text.delete()
    open_forms.forget([])
    assert kept() == before


@pytest.mark.parametrize("act", [delete, erase])
def test_a_form_sent_once_the_session_had_ended_writes_nothing_again(people, sheet, act):
    kept_for = [f"/admin/pages/{pk}/edit/" for pk in (sheet.pk, sheet.pk + 1000)]
    for address in (*kept_for, f"{kept_for[0]}?next=/admin/"):
        assert interrupted_forms.keep(people.moderator, address, {"title": TITLE})
    act(people, sheet)
    assert [draft.form_key for draft in Draft.objects.all()] == [kept_for[1]]


def test_they_go_by_themselves_after_a_day_and_an_hour(client_of, sheet):
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        preview(client_of("moderator"), sheet)
        assert EditingSession.objects.count() == 1
        clock.shift(datetime.timedelta(hours=1))
        assert (purge.purge(), EditingSession.objects.count()) == (0, 1)
        clock.shift(datetime.timedelta(seconds=1))
        assert (purge.purge(), EditingSession.objects.count()) == (1, 0)
        clock.shift(datetime.timedelta(hours=23, seconds=-1))
        assert (purge.purge(), FormState.objects.count()) == (0, 1)
        clock.shift(datetime.timedelta(seconds=1))
        assert (purge.purge(), FormState.objects.count()) == (1, 0)


def test_the_personal_data_say_which_pages_are_open(client_of, people, sheet):
    preview(client_of("moderator"), sheet)
    said = personal_data.export(people.moderator)["échange de pratiques"]["pages ouvertes dans l’espace de rédaction"]
    assert [each.get("aperçu de") or each["ouverte"] for each in said] == [TITLE, TITLE]
    assert all(each["le"] for each in said)
    other = personal_data.export(moderator("Autre"))["échange de pratiques"]
    assert other["pages ouvertes dans l’espace de rédaction"] == []
