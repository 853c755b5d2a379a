"""A secret code in pictures: chosen, given, changed; the same page for every card and every kind of code."""

import re

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.secret_code import page as code_entry
from accounts.secret_code import picture_pad, pictures
from accounts.secret_code import rules as secret_code
from tests.accounts.kit import (
    CODE,
    OTHER_PICTURES,
    PICTURES,
    card_of,
    enter,
    is_signed_in,
    press,
    sent_code,
    show_words,
)

CODE_PAGE = reverse("accounts:card_code")
IN_PICTURES = f"{CODE_PAGE}?code=images"
PICTURES_CODE = pictures.code_of(PICTURES)
PRIVATE = re.compile(r'name="(?:csrfmiddlewaretoken|place)" value="[^"]+"')


def page_of(client: Client, address: str = IN_PICTURES) -> str:
    """Return the page without what differs at each display."""
    return PRIVATE.sub("", client.get(address).text)


@pytest.mark.parametrize(
    "keys",
    [
        ("chat",) * 4,
        ("chat", "lune", "chat", "lune"),
        ("chat", "chat", "chat", "lune"),
        ("chat", "chien", "poisson", "oiseau"),
        ("oiseau", "poisson", "chien", "chat"),
        ("poisson", "oiseau", "arbre", "fleur"),
        ("chat", "arbre", "maison", "pomme"),
        ("chat", "fleur", "velo", "etoile"),
    ],
)
def test_pictures_that_are_easy_to_guess_are_refused_in_plain_words(keys):
    with pytest.raises(ValidationError, match="deviner"):
        secret_code.check_strength(pictures.code_of(keys))


@pytest.mark.parametrize("keys", [PICTURES, OTHER_PICTURES, ("chat", "lune", "chat", "velo")])
def test_other_pictures_are_accepted(keys):
    secret_code.check_strength(pictures.code_of(keys))


def test_the_sixteen_pictures_have_a_key_a_word_and_a_drawing_of_their_own():
    for column in zip(*pictures.PICTURES, strict=True):
        assert len(set(column)) == 16


@pytest.fixture
def held(db):
    return card_of(code=PICTURES_CODE)


def test_four_pictures_in_order_open_the_account(client, held):
    show_words(client, held.words)
    response = press(client, CODE_PAGE, PICTURES[:3])
    assert response.url.endswith("#images")
    assert not is_signed_in(client)
    assert client.post(CODE_PAGE, {"picture": PICTURES[3], "place": "3"}).status_code == 302
    assert is_signed_in(client)


def test_the_same_pictures_in_another_order_open_nothing(client, held):
    show_words(client, held.words)
    answer = press(client, CODE_PAGE, PICTURES[::-1])
    assert answer.status_code == 422
    assert "Ce n’est pas le bon code" in answer.text
    assert "Image 1 sur 4" in answer.text
    assert not is_signed_in(client)
    assert press(client, CODE_PAGE).status_code == 302, "begun again from the first"


def test_the_page_says_how_many_were_pressed_never_which(client, held):
    show_words(client, held.words)
    pages = set()
    for first in ("chat", "soleil"):
        client.post(CODE_PAGE, {"picture": first, "place": "0"})
        pages.add(page_of(client))
        assert not any(first in str(value) for key, value in client.session.items()), "sealed in the session"
        client.post(CODE_PAGE, {"undo": "1"})
    assert len(pages) == 1
    assert "Image 2 sur 4" in pages.pop()


def test_the_last_picture_can_be_taken_back(client, held):
    show_words(client, held.words)
    press(client, CODE_PAGE, ("chat", "soleil"))
    client.post(CODE_PAGE, {"undo": "1"})
    for place, key in enumerate(PICTURES[1:], start=1):
        client.post(CODE_PAGE, {"picture": key, "place": str(place)})
    assert is_signed_in(client)


def test_a_double_click_counts_once(client, held):
    show_words(client, held.words)
    for place, key in enumerate(PICTURES):
        for _ in range(2):
            client.post(CODE_PAGE, {"picture": key, "place": str(place)})
    assert is_signed_in(client)


@pytest.mark.parametrize("key", ["licorne", "", "a\x00b", "x" * 10_000, "🦄"])
def test_an_unknown_picture_is_refused_and_costs_no_try(key, client, held):
    show_words(client, held.words)
    answer = client.post(CODE_PAGE, {"picture": key, "place": "0"})
    assert answer.status_code == 422
    assert picture_pad.UNKNOWN in answer.text
    assert User.objects.get(pk=held.user.pk).secret_tries == 0


def test_pictures_left_for_a_while_are_forgotten(client, held):
    with time_machine.travel(0, tick=False) as clock:
        show_words(client, held.words)
        press(client, CODE_PAGE, PICTURES[:2])
        clock.shift(picture_pad.MINUTES * 60 + 1)
        show_words(client, held.words)
        assert "Image 1 sur 4" in page_of(client)


def test_pictures_pressed_for_one_card_do_not_serve_another(client, held):
    show_words(client, held.words)
    press(client, CODE_PAGE, PICTURES[:2])
    show_words(client, card_of().words)
    assert "Image 1 sur 4" in page_of(client)


def test_the_page_is_the_same_for_digits_pictures_and_no_card_at_all(db):
    pages, answers = set(), set()
    for words in (card_of().words, card_of(code=PICTURES_CODE).words, "abeille abeille abeille abeille"):
        for keys in (OTHER_PICTURES, None):
            client = Client()
            show_words(client, words)
            pages.add(page_of(client))
            answer = press(client, IN_PICTURES, keys) if keys else client.post(IN_PICTURES, {"code": "735061"})
            assert answer.status_code == 422
            answers.add((bool(keys), PRIVATE.sub("", answer.text)))
    assert len(pages) == 1
    assert len(answers) == 2, "one for pictures, one for digits, whoever has what"


def test_an_unknown_card_costs_one_hash_like_a_known_one(held, monkeypatch):
    hashed = []
    for name in ("encode", "verify"):
        kept = getattr(secret_code.hasher, name)
        monkeypatch.setattr(secret_code.hasher, name, lambda *args, kept=kept: hashed.append(1) or kept(*args))
    for words in (held.words, "abeille abeille abeille abeille"):
        client = Client()
        show_words(client, words)
        hashed.clear()
        press(client, CODE_PAGE, OTHER_PICTURES)
        assert len(hashed) == 1


def test_only_a_whole_code_counts_as_a_try(client, held, settings):
    settings.LIMITS = {"card": "2/m/key"}
    show_words(client, held.words)
    for _ in range(2):
        assert press(client, CODE_PAGE, OTHER_PICTURES).status_code == 422
    assert press(client, CODE_PAGE).status_code == 429
    assert User.objects.get(pk=held.user.pk).secret_tries == 2


def test_five_wrong_codes_in_pictures_impose_a_pause(client, held):
    show_words(client, held.words)
    for _ in range(5):
        press(client, CODE_PAGE, OTHER_PICTURES)
    assert press(client, CODE_PAGE).status_code == 422
    assert not is_signed_in(client)


def first_code(client: Client, keys: tuple[str, ...], again: tuple[str, ...] | None = None, **data: str):
    press(client, CODE_PAGE, keys, **data)
    return press(client, CODE_PAGE, again or keys, **data)


def test_the_first_code_is_chosen_in_pictures_twice_the_same(client, db):
    held = card_of(code=None)
    show_words(client, held.words)
    assert "Je préfère quatre images" in client.get(CODE_PAGE).text
    press(client, CODE_PAGE)
    assert "une deuxième fois" in client.get(IN_PICTURES).text
    assert press(client, CODE_PAGE).status_code == 302
    assert is_signed_in(client)
    assert secret_code.matches(PICTURES_CODE, User.objects.get(pk=held.user.pk).secret_hash)


def test_two_different_codes_begin_the_choice_again(client, db):
    held = card_of(code=None)
    show_words(client, held.words)
    answer = first_code(client, PICTURES, OTHER_PICTURES)
    assert answer.status_code == 422
    assert "Recommençons" in answer.text
    assert "une deuxième fois" not in answer.text
    assert first_code(client, PICTURES).status_code == 302


def test_plain_pictures_are_refused_at_once(client, db):
    held = card_of(code=None)
    show_words(client, held.words)
    answer = press(client, CODE_PAGE, ("chat", "chien", "poisson", "oiseau"))
    assert answer.status_code == 422
    assert "faciles à deviner" in answer.text
    assert User.objects.get(pk=held.user.pk).secret_hash == ""


def test_an_own_device_opens_on_pictures_next_time_and_a_shared_one_does_not(held):
    own, shared = Client(), Client()
    for client, data in ((own, {}), (shared, {"shared": "on"})):
        show_words(client, held.words)
        press(client, CODE_PAGE, **data)
        assert is_signed_in(client)
        client.post(reverse("account_logout"))
        show_words(client, held.words)
    assert "Image 1 sur 4" in own.get(CODE_PAGE).text
    assert own.cookies[code_entry.COOKIE].value == "images"
    assert "Image 1 sur 4" not in shared.get(CODE_PAGE).text
    assert code_entry.COOKIE not in shared.cookies
    show_words(own, card_of().words)
    own.post(CODE_PAGE, {"code": CODE})
    assert own.cookies[code_entry.COOKIE].value == "", "digits on this device now"


def test_the_code_changes_from_pictures_to_digits_and_back(client, held):
    page = reverse("accounts:code")
    enter_in_pictures(client, held)
    assert press(client, page).url == page
    assert client.post(page, {"code": CODE, "again": CODE}).url == reverse("accounts:home")
    assert enter(Client(), held).status_code == 302
    assert client.post(page, {"code": CODE}).url == page
    press(client, page, OTHER_PICTURES)
    assert press(client, page, OTHER_PICTURES).url == reverse("accounts:home")
    other = Client()
    show_words(other, held.words)
    assert press(other, CODE_PAGE, OTHER_PICTURES).status_code == 302


def enter_in_pictures(client: Client, held) -> None:
    show_words(client, held.words)
    press(client, CODE_PAGE)
    assert is_signed_in(client)


def test_pictures_prove_who_the_member_is_before_giving_an_address(client, held):
    enter_in_pictures(client, held)
    page = reverse("accounts:email")
    ask = client.get(page)
    assert ask.url.startswith(reverse("account_reauthenticate")), "this device knows pictures: asked first"
    assert "Image 1 sur 4" in client.get(ask.url).text
    assert press(client, ask.url, OTHER_PICTURES).status_code == 422
    assert press(client, ask.url).url == page
    assert 'name="proof"' not in client.get(page).text
    client.post(page, {"email": "nour@exemple.org"})
    client.post(reverse("accounts:email_code"), {"code": sent_code()})
    assert User.objects.get(pk=held.user.pk).email == "nour@exemple.org"


def test_pictures_prove_who_the_member_is_before_erasing(client, held):
    enter_in_pictures(client, held)
    page = reverse("accounts:erase")
    assert client.post(page, {"proof": CODE}).status_code == 422
    assert press(client, client.get(page).url).url == page
    assert client.post(page, {}).url == reverse("accounts:erased")
    assert not User.objects.filter(pk=held.user.pk).exists()


def test_a_page_with_a_code_leads_to_pictures_by_a_link(client, db):
    enter(client, card_of())
    page = client.get(reverse("accounts:erase")).text
    assert "Mon code est fait d’images" in page
    assert f"{reverse('account_reauthenticate')}?next={reverse('accounts:erase')}&amp;code=images" in page


def test_a_proof_in_pictures_holds_for_five_minutes(client, held):
    with time_machine.travel(0, tick=False) as clock:
        enter_in_pictures(client, held)
        page = reverse("accounts:erase")
        press(client, client.get(page).url)
        clock.shift(301)
        assert client.get(page).status_code == 302
        assert client.post(page, {}).status_code == 422
