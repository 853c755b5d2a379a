"""The mark of a form keeps what is sent to the address of that form, and the person sees where it goes again."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Draft
from accounts.sign_in import interrupted_forms, owner_mark
from tests.accounts.kit import card_of, enter
from tests.security.forms import forms_of

NAME, DRAFTS = reverse("accounts:name"), reverse("accounts:drafts")
TYPED = "Un nom bien choisi"


@pytest.fixture
def held(db):
    return card_of()


def marks_of(client: Client, page: str) -> dict[str, str]:
    """Return the mark of each form of a page, by the address it is sent to."""
    forms = forms_of(page, client.get(page).text)
    return {form.action: form.values[owner_mark.FIELD][0] for form in forms if owner_mark.FIELD in form.values}


def send(client: Client, address: str, mark: str, **typed: str):
    return client.post(address, {owner_mark.FIELD: mark, "display_name": TYPED, **typed})


def test_a_mark_keeps_what_is_sent_to_the_address_of_its_form_alone(client, held):
    enter(client, held, shared="on")
    marks = marks_of(client, NAME)
    assert {NAME, reverse("accounts:leave")} <= marks.keys()
    for sent_to, mark in marks.items():
        send(Client(), NAME, mark)
        assert Draft.objects.exists() is (sent_to == NAME), sent_to
        Draft.objects.all().delete()
    send(Client(), reverse("passport:add_own"), marks[NAME])
    assert not Draft.objects.exists(), "copied into a form of another page"


def test_a_form_of_another_address_finds_its_mark_again_after_a_slip(client, held):
    """The page of a refused form has the marks of all its forms too."""
    enter(client, held, shared="on")
    refused = client.post(NAME, {"display_name": ""}, headers={"Sec-Fetch-Dest": "document"}, follow=True)
    marks = {form.action: form.values.get(owner_mark.FIELD) for form in forms_of(NAME, refused.text)}
    send(Client(), reverse("accounts:leave"), marks[reverse("accounts:leave")][0])
    assert send(Client(), NAME, marks[NAME][0]).status_code == 302
    assert Draft.objects.get(form_key=NAME)


def test_an_idle_session_keeps_nothing_under_a_mark_of_another_page(client, held):
    """The next person at a shared computer still has its cookie."""
    enter(client, held, shared="on")
    mark = marks_of(client, reverse("accounts:home"))[reverse("accounts:leave")]
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=1), tick=False):
        for said in (mark, ""):
            assert send(client, NAME, said).status_code == 302
    assert not Draft.objects.exists()


def test_the_list_says_which_page_it_was_and_where_the_words_go(client, held):
    enter(client, held)
    send(Client(), NAME, marks_of(client, NAME)[NAME])
    page = client.get(DRAFTS).text
    assert "Page «&nbsp;Mon nom&nbsp;»" in page
    assert f"mène à l’adresse {NAME}" in page
    assert "_page" not in page
    draft = Draft.objects.get()
    again = {owner_mark.FIELD: marks_of(client, DRAFTS)[NAME], interrupted_forms.FIELD: str(draft.pk)}
    title = interrupted_forms.page_title(draft)
    Client().post(NAME, {**again, "display_name": TYPED})
    assert title and interrupted_forms.page_title(Draft.objects.get()) == title, "lost again, it keeps its page"


def test_a_form_kept_before_pages_were_said_shows_its_address(client, held):
    interrupted_forms.keep(held.user, NAME, {"display_name": TYPED})
    enter(client, held)
    page = client.get(DRAFTS).text
    assert "Texte 1" in page and f"mène à l’adresse {NAME}" in page
