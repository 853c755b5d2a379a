"""What stands on the sheets of several cards: read there, and nowhere else."""

import builtins
import io
import logging
import os
import re

import pytest
import zxingcpp
from django.apps import apps
from django.core.cache import caches
from PIL import Image

from accounts.groups import card_sheets, cards
from accounts.models import User
from tests.accounts.card_kit import drawn_cards, opened, page, value

drawn = pytest.fixture(drawn_cards)


def test_the_squares_lead_to_the_cards(people, drawn, monkeypatch):
    asked = {}
    monkeypatch.setattr(card_sheets, "typeset", lambda template, data: asked.update(data) or b"")
    card_sheets.draw([("Lou", User())], [cards.Drawn.anew()], with_blanks=False)
    (card,) = asked["cards"]
    size = int(re.search(r'viewBox="0 0 (\d+)', card["drawing"])[1])
    picture = Image.new("L", (size, size), 255)
    for x, y in re.findall(r"M(\d+),(\d+)H", card["drawing"]):
        picture.putpixel((int(x), int(y)), 0)
    (read,) = zxingcpp.read_barcodes(picture.resize((size * 8, size * 8), Image.Resampling.NEAREST))
    assert read.text == f"http://localhost/compte/carte/{drawn[0].token}/"
    assert "Lou" not in " ".join([*card["steps"], card["words"], card["first-use"]])


def test_what_is_written_is_kept_nowhere(client_of, people, drawn, monkeypatch, caplog):
    """No file is opened to be written, no cache is given it, no row and no line of the log holds it."""
    three = opened(people)
    client, asked = client_of("facilitator"), {"people": [value(each) for each in three], "blanks": "on"}
    client.get(page(people))
    written, cached = [], []
    for module in (builtins, io):
        monkeypatch.setattr(module, "open", _noting(module.open, written))
    monkeypatch.setattr(os, "open", _noting(os.open, written))
    for name in ("default", "pages", "fragments"):
        for method in ("set", "add", "set_many"):
            monkeypatch.setattr(caches[name], method, lambda *args, **more: cached.append((args, more)))
    with caplog.at_level(logging.DEBUG):
        content = client.post(page(people), asked).content
    monkeypatch.undo()
    assert content.startswith(b"%PDF") and written == []
    told = [*(" ".join(card.words) for card in drawn), *(card.token for card in drawn)]
    assert len(told) == 6
    rows = " ".join(str(row) for model in apps.get_models() for row in model._base_manager.values_list())
    session = str(dict(client.session))
    for each in told:
        for place in (rows, session, str(cached), caplog.text):
            assert each not in place
    assert b"%PDF" not in str(cached).encode() and "%PDF" not in rows


def _noting(real, written):
    """Return `open` that notes what it is asked to write."""

    def opening(path, *args, **more):
        asked = args[0] if args else more.get("mode", more.get("flags", "r"))
        writes = asked & (os.O_WRONLY | os.O_RDWR) if isinstance(asked, int) else set(asked) & set("wax+")
        if writes and not isinstance(path, int):  # a pipe
            written.append(path)
        return real(path, *args, **more)

    return opening
