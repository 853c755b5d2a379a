"""/groupe/: opening accounts, printing cards."""

import datetime
import re

import pytest
import time_machine
import zxingcpp
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from accounts.groups import cards, new_account
from accounts.models import LoginCard, Membership, User
from accounts.secret_code import rules as secret_code
from tests.accounts.kit import CODE, card_of, enter, give_code, show_words
from tests.people import mark_second_factor, sign_in

RUN_IT = ["facilitator", "board_member"]
KEY = "k" * 22


def url(name, *args):
    return reverse(f"groups:{name}", args=args)


def pages_of(people):
    pk = people.member.memberships.get().pk
    slug = people.here.slug
    return [
        ("get", url("people", slug)),
        ("get", url("open_account", slug)),
        ("post", url("open_account", slug)),
        ("get", url("card", slug, pk)),
        ("post", url("card", slug, pk)),
        ("post", url("pause", slug, pk)),
        ("post", url("wake", slug, pk)),
    ]


@pytest.mark.parametrize("kind", ["member", "other_member", "editor", "moderator", "referent", "superuser"])
def test_anyone_else_gets_404(kind, client, people):
    pages = pages_of(people)
    sign_in(client, people, kind)
    assert [getattr(client, method)(page).status_code for method, page in pages] == [404] * len(pages)
    assert client.get(url("index")).status_code == 404
    assert User.objects.filter(cards__isnull=False).count() == 0


def test_a_visitor_is_sent_to_the_entrance(client, people):
    for method, page in pages_of(people):
        assert getattr(client, method)(page).url.startswith(reverse("account_login"))


@pytest.mark.parametrize("kind", RUN_IT)
def test_the_people_of_another_group_are_not_shown(kind, client, people):
    stranger = people.other_member.memberships.get()
    sign_in(client, people, kind)
    assert client.get(url("people", people.elsewhere.slug)).status_code == 404
    assert client.post(url("card", people.elsewhere.slug, stranger.pk)).status_code == 404
    assert client.post(url("card", people.here.slug, stranger.pk)).status_code == 404
    assert not stranger.user.cards.exists()


@pytest.mark.parametrize("kind", RUN_IT)
def test_the_list_says_display_names_and_cards_and_nothing_of_learning(kind, client, people):
    user = people.member
    sign_in(client, people, kind)
    page = client.get(url("people", people.here.slug)).content.decode()
    assert user.display_name in page
    assert user.username not in page
    assert "Ouvrir un compte" in page


def test_an_account_is_opened_with_a_display_name_only(client, people):
    sign_in(client, people, "facilitator")
    page = url("open_account", people.here.slug)
    key = re.search(r'name="key" value="([\w-]{22})"', client.get(page).content.decode()).group(1)
    response = client.post(page, {"display_name": "Lou", "key": key})
    membership = Membership.objects.get(user__display_name="Lou")
    assert response.url == url("card", people.here.slug, membership.pk)
    assert re.fullmatch(r"p-\w{4}-\w{4}", membership.user.username)
    assert (membership.user.email, membership.user.has_usable_password()) == (None, False)
    assert membership.role == Membership.Role.MEMBER
    assert "Il reste à imprimer sa carte" in client.get(response.url).content.decode()


def test_a_double_click_opens_one_account(client, people):
    sign_in(client, people, "facilitator")
    page = url("open_account", people.here.slug)
    answers = [client.post(page, {"display_name": "Lou", "key": KEY}).url for _ in range(2)]
    assert answers[0] == answers[1]
    assert User.objects.filter(display_name="Lou").count() == 1


def test_two_simultaneous_sendings_open_one_account(people):
    first = new_account.open_account(people.here, "Lou", KEY)
    assert new_account.open_account(people.here, "Lou", KEY) == first
    assert User.objects.filter(display_name="Lou").count() == 1


@pytest.mark.parametrize(
    "data", [{"display_name": "", "key": KEY}, {"display_name": "x" * 10_000, "key": KEY}, {"display_name": "Lou"}]
)
def test_an_invalid_form_is_shown_again(data, client, people):
    sign_in(client, people, "facilitator")
    response = client.post(url("open_account", people.here.slug), data)
    assert response.status_code == 422
    assert not User.objects.filter(memberships__opening_key=KEY).exists()


def _print(client, people, replacing="0"):
    page = url("card", people.here.slug, people.member.memberships.get().pk)
    return client.post(page, {"replacing": replacing})


def _read_qr(html: str) -> str:
    picture = re.search(r"<svg[^>]*viewBox=\"0 0 (\d+) \d+\"[^>]*role=\"img\".*?</svg>", html, re.DOTALL)
    size = int(picture.group(1))
    squares = re.findall(r"M(\d+),(\d+)H", picture.group())
    dark = {(int(x), int(y)) for x, y in squares}
    drawing = Image.new("L", (size, size), 255)
    for place in dark:
        drawing.putpixel(place, 0)
    return zxingcpp.read_barcodes(drawing.resize((size * 8, size * 8), Image.Resampling.NEAREST))[0].text


def test_a_card_is_printed_and_opens_the_account_of_its_owner(client, people):
    sign_in(client, people, "facilitator")
    sheet = client.get(_print(client, people).url).content.decode()
    words = re.search(r'class="cut-card-words">([a-z ]+)<', sheet).group(1)
    assert len(words.split()) == 4
    assert _read_qr(sheet).startswith("http://localhost/compte/carte/")
    paper = sheet[sheet.index('class="sheet"') : sheet.index("no-print meta")]
    for telling in (people.here.name, "GEM", "groupe", "Entrepairs", people.member.display_name):
        assert telling not in paper
    browser = Client()
    show_words(browser, words)
    assert give_code(browser, CODE, again=CODE).status_code == 302
    assert browser.session["_auth_user_id"] == str(people.member.pk)


def test_the_words_are_shown_to_the_printer_for_ten_minutes_and_to_nobody_else(client, people):
    sign_in(client, people, "facilitator")
    page = _print(client, people).url
    assert page == reverse("accounts:sheet"), "browsers print addresses: this one names no group"
    assert "cut-card" in client.get(page).content.decode()
    assert "cut-card" not in sign_in(Client(), people, "board_member").get(page).content.decode()
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=11)):
        assert "cut-card" not in client.get(page).content.decode()


def test_the_printer_may_ask_for_ten_more_minutes(client, people):
    sign_in(client, people, "facilitator")
    with time_machine.travel(timezone.now(), tick=False) as clock:
        page = _print(client, people).url
        clock.shift(9 * 60)
        assert client.post(page, {"more": "1"}).url == page
        clock.shift(9 * 60)
        assert "cut-card" in client.get(page).content.decode()


def test_the_session_holds_the_words_sealed(client, people):
    sign_in(client, people, "facilitator")
    sheet = client.get(_print(client, people).url).content.decode()
    words = re.search(r'class="cut-card-words">([a-z ]+)<', sheet).group(1)
    assert not all(word in str(dict(client.session)) for word in words.split())


def test_a_double_click_prints_one_card(client, people):
    sign_in(client, people, "facilitator")
    for _ in range(2):
        response = _print(client, people)
    assert LoginCard.objects.filter(user=people.member).count() == 1
    assert "cut-card" in client.get(response.url).content.decode()


def test_a_new_card_replaces_the_old_one_and_keeps_the_code(client, people):
    old = card_of(people.member)
    sign_in(client, people, "facilitator")
    sheet = client.get(_print(client, people, str(old.card.pk)).url).content.decode()
    words = re.search(r'class="cut-card-words">([a-z ]+)<', sheet).group(1)
    assert enter(Client(), old).status_code == 422
    browser = Client()
    show_words(browser, words)
    assert give_code(browser, CODE).status_code == 302


def test_a_sixth_card_in_a_day_for_one_person_is_refused(client, people):
    for _ in range(cards.CARDS_A_DAY):
        held = card_of(people.member)
    sign_in(client, people, "facilitator")
    response = _print(client, people, str(held.card.pk))
    assert response.url == url("people", people.here.slug)
    assert "Attendez demain" in client.get(response.url).content.decode()
    assert enter(Client(), held).status_code == 302, "the last card still works"


def test_an_eleventh_card_in_a_month_for_one_person_is_refused(people):
    """Each card gives fifteen tries: a person who prints one day after day must not guess four pictures."""
    for number in range(cards.CARDS_A_MONTH):
        held = card_of(people.member)
        held.user.cards.update(issued_at=timezone.now() - datetime.timedelta(days=number % 3 + 2))
    with pytest.raises(cards.TooManyCardsError, match="trente jours"):
        cards.issue_card(people.member, by=None)
    people.member.cards.update(issued_at=timezone.now() - datetime.timedelta(days=31))
    assert cards.issue_card(people.member, by=None)


def test_a_card_is_paused_and_woken(client, people):
    held = card_of(people.member)
    pk = people.member.memberships.get().pk
    sign_in(client, people, "facilitator")
    client.post(url("pause", people.here.slug, pk))
    assert enter(Client(), held).status_code == 422
    assert "en pause" in client.get(url("people", people.here.slug)).content.decode()
    client.post(url("wake", people.here.slug, pk))
    User.objects.filter(pk=held.user.pk).update(secret_tries=0)
    assert enter(Client(), held).status_code == 302


def test_a_card_asleep_after_fifteen_wrong_codes_cannot_be_woken(client, people):
    held = card_of(people.member)
    User.objects.filter(pk=held.user.pk).update(secret_tries=15)
    held.user.cards.update(paused_at=timezone.now())
    pk = people.member.memberships.get().pk
    sign_in(client, people, "facilitator")
    client.post(url("wake", people.here.slug, pk))
    assert not held.user.cards.usable().exists()
    assert "dort" in client.get(url("people", people.here.slug)).content.decode()


def test_a_card_that_slept_thirty_days_is_woken_before_any_purge(client, people):
    held = card_of(people.member)
    past = timezone.now() - secret_code.REST
    User.objects.filter(pk=held.user.pk).update(secret_tries=15, last_try_at=past)
    held.user.cards.update(paused_at=past)
    sign_in(client, people, "facilitator")
    client.post(url("wake", people.here.slug, people.member.memberships.get().pk))
    assert enter(Client(), held).status_code == 302


@pytest.mark.parametrize(
    ("function", "runs_as"), [("facilitator", Membership.Role.FACILITATOR), ("chair", Membership.Role.MEMBER)]
)
def test_a_coordinator_opens_the_first_account_of_a_group_and_prints_its_card(function, runs_as, client, people):
    slug = people.here.slug
    sign_in(client, people, "coordinator")
    found = client.get(reverse("coordination:groups"), {"q": "D’ICI"})
    assert url("home", slug) in found.content.decode()
    refused = client.post(url("open_account", slug), {"display_name": "Lou", "key": KEY})
    assert refused.status_code == 422, "what the person does in the group must be said"
    answer = client.post(url("open_account", slug), {"display_name": "Lou", "key": KEY, "function": function})
    membership = Membership.objects.get(user__display_name="Lou")
    assert membership.role == runs_as
    assert membership.mandates.count() == (1 if function == "chair" else 0)
    assert client.get(answer.url).status_code == 200
    assert client.post(answer.url, {"replacing": "0"}).status_code == 302
    assert client.get(url("open_account", slug)).status_code == 404


def test_a_coordinator_sees_only_whose_card_they_may_print(client, people):
    Membership.objects.filter(user=people.facilitator).update(role_given_by=people.coordinator)
    assert people.member
    sign_in(client, people, "coordinator")
    page = client.get(url("people", people.here.slug)).content.decode()
    assert people.facilitator.display_name in page
    assert people.member.display_name not in page


def test_the_index_leads_those_who_run_a_group_to_it(client, people):
    sign_in(client, people, "facilitator")
    page = client.get(url("index")).content.decode()
    assert url("home", people.here.slug) in page
    assert 'name="q"' not in page.split("<main")[1]


@pytest.mark.one_database
@pytest.mark.usefixtures("settings_kept")
def test_the_list_of_a_large_group_costs_as_much_as_a_small_one(client, people, django_assert_max_num_queries):
    for number in range(200):
        membership = new_account.open_account(people.here, f"Personne {number}", "")
        card_of(membership.user, code=None)
    mark_second_factor(sign_in(client, people, "facilitator"))
    with django_assert_max_num_queries(12):
        assert "Personne 199" in client.get(url("people", people.here.slug)).content.decode()


def test_a_person_with_admin_rights_is_shown_without_a_card_to_print(client, people):
    User.objects.filter(pk=people.member.pk).update(is_superuser=True)
    sign_in(client, people, "facilitator")
    assert "un second code" in client.get(url("people", people.here.slug)).content.decode()
    assert _print(client, people).status_code == 404
