"""A session ended from elsewhere while a request is answered: what was not done is kept, what was done is not."""

import pytest
from django.urls import reverse

from accounts.models import Draft, Session
from accounts.sign_in import owner_mark
from tests.accounts.kit import card_of, enter
from tests.security.forms import forms_of

NAME = reverse("accounts:name")
TYPED = "Un nom bien choisi"


@pytest.mark.parametrize("typed", [TYPED, ""])
def test_only_what_was_not_done_is_offered_again(client, db, monkeypatch, typed):
    """The view answers, then the session is found gone. Offered again, what it did would count twice."""
    held = card_of()
    enter(client, held)
    form = next(form for form in forms_of(NAME, client.get(NAME).text) if "display_name" in form.values)
    read = owner_mark.owner_of

    def end_it_meanwhile(request):
        request.session["used"] = True
        Session.objects.all().delete()
        return read(request)

    monkeypatch.setattr(owner_mark, "owner_of", end_it_meanwhile)
    answer = client.post(NAME, {**form.values, "display_name": typed, "note": "écrit"})
    assert answer.url == f"{reverse('account_login')}?next={NAME}"
    held.user.refresh_from_db()
    assert held.user.display_name == (typed or "Nour")
    assert Draft.objects.exists() is not bool(typed)
