"""What the limiter writes of a visitor: a fingerprint of their network that changes each day, never their address."""

import datetime
import hashlib

import pytest
import time_machine
from allauth.core import ratelimit as of_allauth
from django.core.cache import cache
from django.test import RequestFactory

from accounts.models import User
from lib.limits import within_limit

pytestmark = pytest.mark.django_db
ADDRESS = "203.0.113.7"


@pytest.fixture
def written(settings, monkeypatch) -> list[str]:
    """Return the keys that are written into the cache from now on."""
    settings.LIMITS = {"essai": "1/d"}
    keys: list[str] = []
    for name in ("set", "add"):
        write = getattr(cache, name)

        def noted(key: str, *args: object, _write=write, **more: object) -> object:
            keys.append(key)
            return _write(key, *args, **more)

        monkeypatch.setattr(cache, name, noted)
    cache.clear()
    return keys


def ask(address: str) -> bool:
    return within_limit(RequestFactory().post("/", REMOTE_ADDR=address), "essai")


def test_no_address_is_written(written):
    assert ask(ADDRESS)
    assert written and not [key for key in written if ADDRESS in key]


def test_allauth_itself_writes_none(written, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "5/m/ip"}
    request = RequestFactory().post("/", REMOTE_ADDR=ADDRESS)
    of_allauth.consume(request, action="login")
    assert written and not [key for key in written if ADDRESS in key]


def test_what_is_counted_is_recognised_by_nobody_who_reads_the_cache(written, settings):
    """Without a key of the site, a copy of the cache lets every address be tried until one fits."""
    settings.LIMITS = {"essai": "1/d/key"}
    shown = f"carte {ADDRESS}"
    request = RequestFactory().post("/", REMOTE_ADDR=ADDRESS)
    assert within_limit(request, "essai", key=shown) and not within_limit(request, "essai", key=shown)
    assert within_limit(request, "essai", key=f"{shown}1")
    guessed = hashlib.sha256(shown.encode()).hexdigest()
    assert written and not [key for key in written if guessed in key or shown in key]


def test_the_number_of_an_account_is_not_written(written, settings):
    settings.ACCOUNT_RATE_LIMITS = {"reauthenticate": "1/d/user"}
    request = RequestFactory().post("/", REMOTE_ADDR=ADDRESS)
    one, other = User(pk=40_001), User(pk=40_002)
    assert of_allauth.consume(request, action="reauthenticate", user=one)
    assert not of_allauth.consume(request, action="reauthenticate", user=one)
    assert of_allauth.consume(request, action="reauthenticate", user=other)
    assert written and not [key for key in written if "4000" in key]


def test_each_network_has_its_own_count(written):
    assert ask(ADDRESS) and not ask(ADDRESS)
    assert ask("203.0.113.8")
    assert ask("2001:db8:1:1::1") and not ask("2001:db8:1:1::2")
    assert ask("2001:db8:2:1::1")


def test_another_day_another_fingerprint(written):
    ask(ADDRESS)
    first = set(written)
    with time_machine.travel(datetime.datetime.now(datetime.UTC) + datetime.timedelta(days=1)):
        assert ask(ADDRESS)
    assert len(set(written)) == 2 * len(first)
