"""Before every free text: who reads it, that nobody does at once, and whom to call when it cannot wait."""

import re

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse

from tests.people import KINDS, sign_in
from tests.security.table import TABLE
from tests.security.world import World

pytestmark = pytest.mark.django_db
BOX = "Si cela ne peut pas attendre"
# The page of a place holds its hours, that of several accounts a list of names; the neutral page of a share, which its
# holder previews, names no number that would tell of health: it says that nobody reads at once.
APART = {"groups:page", "accounts:collective", "passport:share_preview", "groups:open_several"}
# A line of prose; what only says who, where, which code, which address or which word is asked is none.
PROSE = re.compile(r"<textarea|<input (?=[^>]*\btype=\"text\")(?=[^>]*\bname=\"([^\"]*)\")[^>]*>")
NO_PROSE = re.compile(
    r"q|code|words|login|mark|number|name|display_name|unkept_name|person|reader|other|town|happened_on"
    r"|(name|ligne)-\d+(-(begins_at|ends_at|place))?"
)
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
        written = _first_prose(page.text) if "html" in page.headers["Content-Type"] else -1
        if written >= 0 and not -1 < page.text.find(BOX) < written:
            missing.append(name)
    assert missing == []


def _first_prose(page: str) -> int:
    """Return where the first free text of a page stands, -1 for none."""
    found = (each for each in PROSE.finditer(page) if each[1] is None or not NO_PROSE.fullmatch(each[1]))
    return next((each.start() for each in found), -1)


@pytest.mark.parametrize(
    ("field", "is_prose"),
    [
        ('<textarea name="names">', True),
        ('<input type="text" name="what" maxlength="160">', True),
        ('<input name="ligne-3-title" type="text">', True),
        ('<input type="text" name="ligne-3-place">', False),
        ('<input type="search" name="q">', False),
    ],
)
def test_a_line_of_prose_is_told_from_a_name(field, is_prose):
    assert (_first_prose(field) == 0) is is_prose


@pytest.mark.parametrize("page", ["answer_question", "close_question", "answer_colleague"])
def test_whoever_answers_a_question_finds_the_box_too(page):
    """The pages of a question are shown to whoever answers it alone: their templates are read."""
    template = {
        "answer_question": "answer_write.html",
        "close_question": "answer_close.html",
        "answer_colleague": "answer_colleague.html",
    }[page]
    source = get_template(f"content/practices/{template}").template.source
    assert -1 < source.find("components/urgent.html") < source.find("as_field_group")


def test_whoever_reads_what_others_write_is_led_to_the_page_for_them(world):
    desk = sign_in(Client(), world.people, "coordinator")
    for address in (reverse("contact:messages"), reverse("contact:message", args=[world.message.pk])):
        assert WORRIED in desk.get(address).text, address
    assert "n’alerte personne en secret" in Client().get(WORRIED).text
