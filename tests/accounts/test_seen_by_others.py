"""« Ce que les autres voient de nous »: what a group reads there is what the others read, word for word."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from directory import closings
from directory.models import PeerGroup
from tests.accounts.board import day
from tests.directory.factories import CollectiveFactory
from tests.passport.factories import make_line, make_share
from tests.people import sign_in
from tests.sharing.kit import enter

TAGS = re.compile(r"<[^>]+>")


def words(html: str) -> str:
    """Return the words of a page, one space between two."""
    return " ".join(TAGS.sub(" ", html).split())


def between(html: str, opening: str, closing: str) -> str:
    """Return the words after a tag, given whole or by its last attribute, up to the closing that follows."""
    start = html.index(opening) + len(opening)
    if not opening.endswith(">"):
        start = html.index(">", start) + 1
    return words(html[start : html.index(closing, start)])


@pytest.fixture
def shown(people, client_of):
    """The screen of a group whose page says all it may."""
    people.board_member  # noqa: B018 - holds a mandate
    where = {"town": "Rouen", "department_code": "76"}
    known = {"sponsor": "Un parrain", "opening_hours": "Le mardi", "public_contact": "02 35 00 00 00"}
    for name, value in {**where, **known, "source_title": "Le groupe", "stage": PeerGroup.Stage.CREATION}.items():
        setattr(people.here, name, value)
    people.here.save()
    CollectiveFactory(name="Le Phare", **where)
    closings.write(people.here, day(3), day(9))
    return client_of("facilitator").get(reverse("groups:seen", args=[people.here.slug])).text


def test_a_visitor_and_another_group_read_the_same_words(shown, people):
    own = words(shown)
    for browser in (Client(), sign_in(Client(), people, "other_member")):
        page = browser.get(people.here.get_absolute_url()).text
        parts = {
            "name": between(page, '<div class="page-head">', '<div class="split">'),
            "closed": between(page, 'class="notice notice-info"', "<section"),
            "known": between(page, 'aria-labelledby="connu"', "</section>"),
            "source": between(page, '<aside class="sources"', "</aside>"),
            "contact": between(page, 'aria-labelledby="contact"', "</section>"),
            "near": between(page, 'aria-labelledby="pres"', "</section>"),
        }
        assert [name for name, said in parts.items() if not said or said not in own] == []


def test_the_list_of_the_directory_reads_the_same_words(shown):
    listed = between(Client().get("/annuaire/").text, '<li class="card card-link tone-pine">', "</li>")
    assert "Fermé" in listed
    assert listed in words(shown)


def test_the_coordination_reads_the_same_words(shown, people):
    own, coordinator = words(shown), sign_in(Client(), people, "coordinator")
    page = coordinator.get(reverse("coordination:groups")).text
    start = page.index(f">{people.here.name}</a></h3>") + len(f">{people.here.name}</a></h3>")
    assert words(page[start : page.index("</p>", page.index('class="meta"', start))]) in own
    home = coordinator.get(reverse("groups:home", args=[people.here.slug])).text
    assert between(home, '<section class="stack stack-small" aria-labelledby="cles">', "</section>") in own
    board = coordinator.get(reverse("groups:mandates", args=[people.here.slug])).text
    assert str(people.board_member) in board
    for office in re.findall(r"<h3>([^<]+)</h3>", board[board.index('id="aujourdhui"') :]):
        assert office in own
    assert str(people.board_member) in own
    assert "Noter un mandat" not in own


def test_a_reader_of_a_passport_reads_the_same_words(shown, people):
    for name, part in (("", "sans-le-groupe"), (people.here.name, "avec-le-groupe")):
        share = make_share(people.member, [make_line(people.member)], shown_name="Camille", group_name=name)
        page = enter(Client(), share).text
        read = between(page, '<div class="document-body">', "<section")
        assert read == between(shown, f'id="{part}"', "</div>")


def test_a_group_that_is_not_listed_reads_what_will_be_seen(client_of, people):
    PeerGroup.objects.filter(pk=people.here.pk).update(is_listed=False)
    page = client_of("facilitator").get(reverse("groups:seen", args=[people.here.slug])).text
    assert "pas encore visible dans l’annuaire" in page
    assert people.here.name in page
