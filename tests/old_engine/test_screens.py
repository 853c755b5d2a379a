"""Six screens keep their styles in a Chromium without cascade layers: an Android 7, a tablet of 2014."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.security.world import World

ENGINE = os.environ.get("OLD_ENGINE", "")
SCREENS = ["home", "courses:lesson", "passport:index", "passport:add_own", "practices:propose", "sharing:door"]
pytestmark = [pytest.mark.browser, pytest.mark.skipif(not ENGINE, reason="tools/test.py gives OLD_ENGINE")]


@pytest.mark.parametrize("width", [390, 768])
def test_a_screen_keeps_its_styles_its_width_and_its_targets(live_server, width):
    world = World()
    client = Client()
    client.force_login(world.people.member)
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    addresses = [live_server.url + reverse(name, kwargs=world.arguments.get(name, {})) for name in SCREENS]
    command = [ENGINE, str(Path(__file__).with_name("engine.py")), str(width), cookie, *addresses]
    told = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert told.returncode == 0, told.stderr[-2000:]
    seen = dict(zip(SCREENS, json.loads(told.stdout.splitlines()[-1]), strict=True))
    for name, page in seen.items():
        assert "Chrome/90." in page["engine"]
        assert page["rules"][0] > (200 if name.startswith("sharing") else 300), name
        assert page["sideways"] <= 0, name
        assert all(height >= 44 for height in page["fields"]), (name, page["fields"])
        assert page["drawing"] <= (400 if name == "home" else 40), (name, page["drawing"])
    assert seen["passport:add_own"]["fields"], "a member is signed in"
