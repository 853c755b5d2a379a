"""Every form in which a signed-in person types, sent once the session is gone: its text comes back to them alone."""

import re

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from accounts.models import Draft
from accounts.sign_in import interrupted_forms, owner_mark
from tests.security.forms import FoundForm, forms_of
from tests.security.test_bad_input import VISITOR, Hostile

pytestmark = pytest.mark.django_db
TEXT = "Un texte tapé ici, « à moi »"
# Fields of signed-in pages that are never kept, each for a reason; what is typed anywhere else is.
NEVER = {
    "code": "a secret code, a received one",
    "again": "the same code, a second time",
    "unkept_name": "the name on a paper, which the site does not keep",
    "proof": "the password or code of « C’est bien vous ? »",
}


@pytest.fixture
def hostile(db) -> Hostile:
    return Hostile()


def _of_somebody(hostile: Hostile) -> list[tuple[str, FoundForm]]:
    """Return the forms that only a signed-in person may send: the others are served without a session."""
    forms = [(kind, form) for kind, form in hostile.forms() if kind != VISITOR]
    return [(kind, form) for kind, form in forms if getattr(resolve(form.action).func, "login_required", True)]


def _sent_without_session(form: FoundForm) -> list[tuple[int, dict]]:
    """Send a form from a browser that lost its session; return whose drafts it made, and what is in them."""
    sent = {**form.values, **dict.fromkeys(form.typed, TEXT)}
    try:
        with transaction.atomic():
            answer = Client(headers={"Sec-Fetch-Site": "same-origin"}).post(form.action, sent)
            assert answer.status_code == 302, (form.action, answer.status_code)
            assert TEXT not in answer.content.decode() + str(answer.headers) + str(answer.cookies), form.action
            made = [(draft.user_id, interrupted_forms.read(draft)) for draft in Draft.objects.exclude(fingerprint="")]
            assert not any("texte tapé" in draft.sealed for draft in Draft.objects.all())
            raise InterruptedError
    except InterruptedError:
        return made


def test_what_is_typed_in_any_form_is_kept_for_its_author(hostile):
    tried = 0
    for kind, form in _of_somebody(hostile):
        if "csrfmiddlewaretoken" not in form.values:
            assert hostile.clients[kind].post(form.action).status_code == 405, f"{form.action} is only shown"
            continue
        assert form.values[owner_mark.FIELD] != [""], form.action
        wanted = form.typed - NEVER.keys()
        if not wanted:
            continue
        owner = getattr(hostile.world.people, kind)
        made = [typed for pk, typed in _sent_without_session(form) if pk == owner.pk]
        assert len(made) == 1, form.action
        assert {name for name in wanted if made[0].get(name) == [TEXT]} == wanted, form.action
        assert not NEVER.keys() & made[0].keys(), form.action
        tried += 1
    assert tried > 25


def test_no_mark_can_be_read_and_each_form_of_a_page_carries_one(client_of, people):
    page = client_of("member").get(reverse("accounts:name")).text
    marks = re.findall(r'name="_owner" value="([^"]+)"', page)
    assert len(marks) == page.count('name="csrfmiddlewaretoken"') > 0
    sent_to = {form.action for form in forms_of(reverse("accounts:name"), page) if owner_mark.FIELD in form.values}
    assert len(set(marks)) == len(sent_to), "one an address"
    assert not any(str(people.member.pk) in re.split(r"\W+", mark) for mark in marks)


def test_a_visitor_s_page_carries_no_mark(client):
    assert "_owner" not in client.get("/compte/connexion/").text
