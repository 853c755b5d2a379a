"""Before every free text: who reads it, that nobody does at once, and whom to call when it cannot wait."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.people import KINDS, sign_in
from tests.security.table import TABLE
from tests.security.world import World

pytestmark = pytest.mark.django_db
BOX = "Si cela ne peut pas attendre"
# Who answers reads, and has « Un message m’inquiète »; the page of a place holds its hours, that of several accounts a
# list of names; the neutral page of a share, which its holder previews, names no number that would tell of health: it
# says that nobody reads at once.
APART = {"contact:message", "groups:page", "accounts:collective", "passport:share_preview", "groups:open_several"}
WORRIED = reverse("help_worried")


@pytest.fixture
def world(db) -> World:
    return World()


@pytest.mark.parametrize("kind", ["visitor", "member", "facilitator", "coordinator", "referent"])
def test_whom_to_call_stands_above_every_free_text(world, kind):
    client, column = sign_in(Client(), world.people, kind), KINDS.index(kind)
    shown = {name for name, (get, _) in TABLE.items() if get[column] == "o"} - APART
    missing = []
    for name in sorted(shown):
        page = client.get(reverse(name, kwargs=world.arguments.get(name, {})))
        written = page.text.find("<textarea") if "html" in page.headers["Content-Type"] else -1
        if written >= 0 and not -1 < page.text.find(BOX) < written:
            missing.append(name)
    assert missing == []


def test_whoever_reads_what_others_write_is_led_to_the_page_for_them(world):
    desk = sign_in(Client(), world.people, "coordinator")
    for address in (reverse("contact:messages"), reverse("contact:message", args=[world.message.pk])):
        assert WORRIED in desk.get(address).text, address
    assert "n’alerte personne en secret" in Client().get(WORRIED).text
