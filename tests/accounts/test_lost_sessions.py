"""Each way of losing a session while a text is typed: the text comes back to the same person, and to nobody else."""

import datetime
import re

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Draft, Session
from accounts.sign_in import interrupted_forms, owner_mark
from tests.accounts.kit import CODE, card_of, enter, is_signed_in

HERE = {"Origin": "http://testserver", "Referer": "http://testserver/compte/nom/"}
NAME, DRAFTS, LOGIN = "/compte/nom/", reverse("accounts:drafts"), reverse("account_login")
TYPED = "Un nom bien choisi"


@pytest.fixture
def held(db):
    return card_of()


@pytest.fixture
def tab(held):
    """A browser that checks CSRF as a real one is checked, signed in with a card."""
    client = Client(enforce_csrf_checks=True, headers=HERE)
    sign_in(client, held)
    return client


def fields_of(page: str) -> dict[str, str]:
    """Return the hidden proofs of a page."""
    return dict(re.findall(r'<input type="hidden" name="(csrfmiddlewaretoken|_owner)" value="([^"]+)"', page))


def post(client, address, **said):
    token = fields_of(client.get("/compte/carte/").text)["csrfmiddlewaretoken"]
    return client.post(address, {**said, "csrfmiddlewaretoken": token})


def sign_in(client, held):
    """Show a card and give its code, as `kit.enter` does, with the proofs of the pages."""
    post(client, reverse("accounts:card"), words=held.words)
    return post(client, reverse("accounts:card_code"), code=CODE)


def opened(client) -> dict[str, str]:
    """Return the form as the open tab would send it, later."""
    return fields_of(client.get(NAME).text) | {"display_name": TYPED}


def sign_out(client, held):
    post(client, reverse("account_logout"))


def kill_the_browser(client, held):
    del client.cookies[settings.SESSION_COOKIE_NAME]


def scan_another_card(client, held):
    post(client, reverse("accounts:card"), words=card_of().words)


def let_it_expire(client, held):
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(minutes=1))


def end_from_elsewhere(client, held):
    other = Client()
    enter(other, held)
    other.post(reverse("accounts:end_sessions"), {"ref": "others"})


def stop_everything(client, held):
    from accounts.recovery import emergency_stop

    emergency_stop.stop(held.user, None, passkeys=True)


def change_the_code(client, held):
    from accounts.secret_code import rules

    rules.change(held.user, "739204")
    held.user.sessions.all().delete()


GONE = [sign_out, kill_the_browser, scan_another_card, let_it_expire, end_from_elsewhere]
FOR_GOOD = [stop_everything, change_the_code]


def _kept_for(held):
    draft = Draft.objects.get()
    assert draft.user == held.user
    assert "bien choisi" not in draft.sealed
    return draft


@pytest.mark.parametrize("lose", [*GONE, *FOR_GOOD])
def test_the_text_is_kept_and_the_page_that_asks_to_sign_in_says_so(lose, tab, held):
    form = opened(tab)
    lose(tab, held)
    answer = tab.post(NAME, form)
    assert answer.url == f"{LOGIN}?next=%2Fcompte%2Fnom%2F"
    page = tab.get(answer.url).text
    assert "est gardé pour vous" in page
    assert TYPED not in page + str(answer.cookies) + str(answer.headers)
    _kept_for(held)
    held.user.refresh_from_db()
    assert held.user.display_name == "Nour"


@pytest.mark.parametrize("lose", GONE)
def test_the_same_person_finds_it_again_and_then_it_is_forgotten(lose, tab, held):
    form = opened(tab)
    lose(tab, held)
    tab.post(NAME, form)
    assert sign_in(tab, held).url == DRAFTS
    page = tab.get(DRAFTS).text
    assert TYPED in page
    again = fields_of(page) | {"display_name": TYPED, interrupted_forms.FIELD: str(Draft.objects.get().pk)}
    assert tab.post(NAME, again).status_code == 302
    held.user.refresh_from_db()
    assert held.user.display_name == TYPED
    assert not Draft.objects.exists()


@pytest.mark.parametrize("lose", GONE)
def test_the_next_person_is_shown_nothing_of_it(lose, tab, held):
    form = opened(tab)
    lose(tab, held)
    tab.post(NAME, form)
    assert sign_in(tab, card_of()).url == "/"
    for page in (DRAFTS, "/compte/", NAME):
        assert TYPED not in tab.get(page).text
    assert tab.post(reverse("accounts:forget_draft", args=[_kept_for(held).pk]), fields_of(tab.get(NAME).text)).url
    assert Draft.objects.exists()


def test_somebody_else_signed_in_since_and_the_text_waits_for_its_author(tab, held):
    form = opened(tab)
    sign_in(tab, card_of())
    refused = tab.post(NAME, form)
    assert refused.status_code == 403
    assert "nouvelle entrée" in refused.text
    assert "gardé pour la personne qui avait ouvert cette page" in refused.text
    assert TYPED not in refused.text
    assert TYPED not in tab.get(DRAFTS).text
    _kept_for(held)
    sign_out(tab, held)
    assert sign_in(tab, held).url == DRAFTS


def test_a_form_of_another_person_is_never_sent_as_the_one_signed_in(held):
    first, second = Client(headers=HERE), Client(headers=HERE)
    enter(first, held)
    form = opened(first)
    other = card_of()
    enter(second, other)
    assert second.post(NAME, form).status_code == 403, "even where the token would pass"
    other.user.refresh_from_db()
    assert other.user.display_name != TYPED
    _kept_for(held)


def test_the_same_person_signed_in_again_elsewhere_and_goes_on_at_once(tab, held):
    form = opened(tab)
    sign_out(tab, held)
    sign_in(tab, held)
    refused = tab.post(NAME, form)
    assert refused.status_code == 403
    assert "est gardé pour vous" in refused.text
    assert f'href="{DRAFTS}"' in refused.text
    assert TYPED in tab.get(DRAFTS).text


def test_all_cookies_gone_and_the_text_is_kept(tab, held):
    form = opened(tab)
    post(tab, reverse("accounts:leave"))
    tab.cookies.clear()
    refused = tab.post(NAME, form)
    assert refused.status_code == 403
    assert "gardé" in refused.text
    assert f'href="{LOGIN}?next={DRAFTS.replace("/", "%2F")}"' in refused.text
    assert TYPED not in refused.text
    _kept_for(held)


def test_without_a_mark_nobody_can_say_whose_it_is_and_nothing_is_kept(tab, held):
    form = opened(tab)
    sign_out(tab, held)
    for mark in ("", "abc", "\x00", "é", "x" * 5000, None):
        sent = {name: value for name, value in {**form, owner_mark.FIELD: mark}.items() if value is not None}
        answer = tab.post(NAME, sent)
        assert "gardé pour vous" not in tab.get(answer.url).text
    assert not Draft.objects.exists()


def test_a_mark_lasts_as_long_as_a_session_may(tab, held):
    form = opened(tab)
    for days, kept in ((15, False), (13, True)):
        with time_machine.travel(timezone.now() + datetime.timedelta(days=days), tick=False):
            Client(headers=HERE).post(NAME, form)
        assert Draft.objects.exists() is kept


def test_a_closed_account_keeps_nothing(tab, held):
    form = opened(tab)
    held.user.is_active = False
    held.user.save()
    assert tab.post(NAME, form).status_code == 302
    assert not Draft.objects.exists()


def test_two_texts_of_one_form_are_two_and_the_same_one_twice_is_one(tab, held):
    form = opened(tab)
    sign_out(tab, held)
    for name in (TYPED, "Un autre nom", TYPED):
        tab.post(NAME, form | {"display_name": name})
    assert {interrupted_forms.read(draft)["display_name"][0] for draft in Draft.objects.all()} == {
        TYPED,
        "Un autre nom",
    }
    assert Draft.objects.count() == 2


def test_there_is_an_end_to_what_is_kept_and_what_was_promised_stays(held):
    for number in range(interrupted_forms.MOST):
        assert interrupted_forms.keep(held.user, "/x/", {"text": f"texte {number}"})
    assert not interrupted_forms.keep(held.user, "/x/", {"text": "un de trop"})
    assert interrupted_forms.keep(held.user, "/x/", {"text": "texte 0"}), "it is there already"
    assert Draft.objects.count() == interrupted_forms.MOST


def test_what_a_script_sends_is_not_kept_its_page_stays(tab, held):
    form = opened(tab)
    sign_out(tab, held)
    tab.post(NAME, form, headers={"Sec-Fetch-Mode": "cors"})
    assert not Draft.objects.exists()


def test_a_code_typed_twice_is_kept_neither_time(held):
    assert not interrupted_forms.keep(held.user, "/x/", {"code": CODE, "again": CODE})


def test_a_file_is_not_kept_and_the_page_says_so(tab, held):
    from django.core.files.uploadedfile import SimpleUploadedFile

    form = opened(tab)
    sign_out(tab, held)
    answer = tab.post(NAME, form | {"photo": SimpleUploadedFile("a.jpg", b"a")})
    assert "Un fichier ne peut pas être gardé" in tab.get(answer.url).text
    assert b"photo" not in str(interrupted_forms.read(Draft.objects.get())).encode()


@pytest.mark.parametrize(("path", "stays"), [(NAME, False), ("/passeport/999999/modifier/", True)])
def test_a_text_sent_again_is_forgotten_only_once_it_was_served(path, stays, tab, held):
    interrupted_forms.keep(held.user, path, {"display_name": TYPED})
    sent = opened(tab) | {interrupted_forms.FIELD: str(Draft.objects.get().pk)}
    tab.post(path, sent)
    assert Draft.objects.exists() is stays


def test_a_share_being_prepared_is_found_again_in_another_session(tab, held):
    new = reverse("passport:share_new")
    step = tab.post(new, fields_of(tab.get(new).text) | {"recipient": "other", "other": "La médiathèque"}).url
    kill_the_browser(tab, held)
    assert step in tab.get(step).url.replace("%2F", "/")
    sign_in(tab, held)
    assert tab.get(step).status_code == 200
    assert "La médiathèque" in tab.get(step.replace("quoi", "pour-qui")).text
    other = Client()
    enter(other, card_of())
    assert other.get(step).url == new


def test_the_words_of_a_card_typed_on_another_s_page_are_not_kept_for_them(tab, held):
    page = fields_of(tab.get(reverse("accounts:card")).text)
    assert page[owner_mark.FIELD]
    sign_in(tab, card_of())
    refused = tab.post(reverse("accounts:card"), page | {"words": "les quatre mots de Sacha"})
    assert refused.status_code == 403
    assert not Draft.objects.exists()


def test_a_card_shown_signs_out_who_was_there(tab, held):
    assert is_signed_in(tab)
    scan_another_card(tab, held)
    assert not is_signed_in(tab)


def test_the_admin_s_forms_carry_the_mark_too(home, client_of, people):
    page = client_of("moderator").get(f"/admin/annuaire/groupes/edit/{people.here.pk}/")
    assert f'name="{owner_mark.FIELD}"' in page.text
