"""A word as long as its field wraps on every screen that shows it: nothing scrolls sideways on a small phone."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from directory.models import PeerGroup
from passport.models import Confirmation, Entry, Share, Skill
from tests.people import KINDS
from tests.security.table import TABLE
from tests.security.world import World

MINE = ("accounts:", "passport:", "sharing:", "hand_over")


@pytest.fixture
def world(transactional_db) -> World:
    """Make everything that the addresses lead to, each text in one long word."""
    caches["pages"].clear()
    world = World()
    for person in (world.people.member, world.people.facilitator, world.people.board_member):
        person.display_name = "M" * 60
        person.save(update_fields=["display_name"])
    PeerGroup.objects.update(name="G" * 120)
    Skill.objects.update(label="T" * 80)
    Entry.objects.update(own_words="W" * 200, task="A" * 100, setting="S" * 100)
    Confirmation.objects.update(sentence="P" * 150)
    Share.objects.update(recipient_label="R" * 80, shown_name="N" * 60)
    return world


@pytest.mark.parametrize(
    ("kind", "names"), [("member", MINE), ("facilitator", ("groups:", "passport:")), ("board_member", ("groups:",))]
)
def test_long_words_wrap_on_a_small_phone(world, window, kind, names):
    page = window(width=320, user=world.people.of(kind))
    column, too_wide = KINDS.index(kind), []
    for name, (get, _) in TABLE.items():
        if get[column] == "o" and name.startswith(names):
            page.goto(reverse(name, kwargs=world.arguments.get(name, {})))
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                too_wide.append(name)
    assert not too_wide
