"""Whoever prints a card and holds it reads nothing of its person: what they read, a visitor reads too."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import LoginCard, Mandate, SecretReset, User
from accounts.secret_code import rules as secret_code
from courses.models import Enrolment, LessonDone
from tests.accounts.kit import CODE, show_words
from tests.people import mark_second_factor
from tests.security.table import TABLE
from tests.security.world import World

NAME = "Capucine d’ici"
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"|nonce-[^\']+')
BAR = re.compile(r'\s*(<div class="site-person">.*?)?\s*</header>', re.S)
NOTE = re.compile(r'<p class="meta">\s*(?:Sans compte|Vous êtes avec votre carte).*?</p>', re.S)
# What differs at each display, or asks for the card itself: tried in tests/accounts/test_card_only.py. The questions to
# answer again say to whoever holds a card why there are none: tests/courses/test_rehearsal.py. A second person joins a
# card: tests/courses/test_pair.py.
SHOWN = ("card_code", "card_only", "forgotten_code", "slip")
KEYED = {"practices:ask", "contact:write", "join", "error_reports:report"}  # a random key in the page
APART = {f"accounts:{name}" for name in SHOWN} | KEYED | {"health_ready", "courses:rehearsal", "courses:pair"}


@pytest.fixture
def world(db) -> World:
    """Give the member a name that no page holds, a past, a prepared code, and more to be told."""
    made = World()
    member = made.people.member
    User.objects.filter(pk=member.pk).update(display_name=NAME, has_code_news=True)
    LessonDone.objects.create(user=member, lesson_id=made.lesson.pk, come_back=True)
    Enrolment.objects.create(user=member, module=made.module)
    return made


def printed_by_the_group(world: World) -> tuple[str, str]:
    """Print a card as the facilitator does; return the words and the address of its QR, read on the sheet."""
    helper = Client()
    helper.force_login(world.people.facilitator)
    mark_second_factor(helper)
    card = {"slug": world.group.slug, "pk": world.membership.pk}
    helper.post(reverse("groups:card", kwargs=card), {"replacing": world.card.card.pk})
    sheet = helper.get(reverse("accounts:sheet")).content.decode()
    return re.search(r'cut-card-words">([^<]+)<', sheet)[1], sheet


def holding_it(world: World) -> Client:
    """Return the browser of whoever printed the card and shows it alone."""
    words, _ = printed_by_the_group(world)
    browser = Client(headers={"Sec-Fetch-Site": "same-origin"})
    show_words(browser, words)
    browser.post(reverse("accounts:card_only"))
    assert "Carte seule" in browser.get("/aide/").content.decode()
    return browser


def words_of(response) -> str:
    """Return a page without its tokens, the bar of the card and the note about what is kept."""
    text = response.content.decode(errors="replace")
    return NOTE.sub("", BAR.sub("</header>", TOKEN.sub("", text)))


def pages(world: World) -> dict[str, str]:
    return {name: reverse(name, kwargs=world.arguments.get(name, {})) for name in TABLE}


def followed(browser: Client, addresses: list[str]):
    """Return pages, with those that they link and the browser may open, each once."""
    asked = set()
    for address in addresses:
        first = browser.get(address, follow=True)
        yield first
        links = set(re.findall(r'href="(/[^"#]*)"', first.content.decode(errors="replace"))) - asked
        asked |= links
        for link in sorted(links):
            if not link.startswith(("/static/", "/admin/")):
                yield browser.get(link, follow=True)


def secrets_of(world: World) -> list[str]:
    """Return what would tell of the person, and what no visitor's page holds."""
    member = world.people.member
    texts = [NAME, member.username, world.line.own_words, world.reply.text, "Je t’ai vu faire.", "step-done"]
    return [*texts, "à revoir", "Bonjour", "Votre code secret&nbsp;: à lire", "Mon passeport", "Mon compte"]


def test_whoever_prints_a_card_and_holds_it_reads_nothing_of_its_person(world):
    browser, secrets, read = holding_it(world), secrets_of(world), 0
    for response in followed(browser, list(pages(world).values())):
        body = b"".join(response) if response.streaming else response.content
        told, path = [text.encode() for text in secrets if text.encode() in body], response.request["PATH_INFO"]
        if told:  # by pages that speak of these words to everybody
            to_all = Client().get(path).content
            assert [text for text in told if text not in to_all] == [], path
        read += 1
    assert read > 200


def test_each_page_is_a_visitor_s_but_for_the_bar_and_the_note(world):
    browser, visitor = holding_it(world), Client(headers={"Sec-Fetch-Site": "same-origin"})
    browser.get("/aide/")
    for name, address in pages(world).items():
        if name in APART:
            continue
        one, other = browser.get(address), visitor.get(address)
        assert (one.status_code, one.get("Location")) == (other.status_code, other.get("Location")), name
        assert words_of(one) == words_of(other), name


def test_nothing_about_the_person_changes_but_their_lessons(world):
    """Every address is sent a form; then the account, the groups, the mandates, the passport are as before."""
    browser = holding_it(world)
    before = state(world)
    for name, address in pages(world).items():
        if name not in {
            "accounts:leave",
            "account_logout",
            "accounts:card",
            "accounts:card_token",
            "accounts:card_code",
        }:
            browser.post(address, {"action": "done", "answer": "mine", "keep": "yes", "proof": CODE, "tried": "on"})
    assert state(world) == before
    assert LessonDone.objects.get().done_at, "a lesson alone was marked"


def state(world: World) -> list:
    member = world.people.member
    rows = [
        User.objects.filter(pk=member.pk),
        LoginCard.objects.filter(user=member),
        SecretReset.objects.filter(user=member),
        Mandate.objects.filter(membership__user=member),
        member.memberships.all(),
        member.entries.all(),
    ]
    return [list(each.order_by("pk").values()) for each in rows]


def test_the_card_of_an_account_never_opened_gives_no_power(world):
    """Printed, shown alone, used: its owner still chooses the code, and no place is theirs."""
    member = world.people.member
    User.objects.filter(pk=member.pk).update(secret_hash="", last_login=None, rescue_hash="")
    browser = holding_it(world)
    browser.post(reverse("courses:mark", kwargs=world.arguments["courses:mark"]), {"action": "done"})
    member.refresh_from_db()
    assert not member.has_entered and secret_code.may_choose_first(member)
