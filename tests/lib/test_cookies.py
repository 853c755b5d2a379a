"""Cookies under https: each name says that no other host may write it."""

import re

import pytest
from django.contrib.messages.storage import default_storage
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from lib import cookies
from tests.consistency.tree import sources


@pytest.fixture(autouse=True)
def https(settings):
    settings.SECURE = settings.SESSION_COOKIE_SECURE = True


def is_host_only(cookie) -> bool:
    return bool(cookie["secure"]) and cookie["path"] == "/" and not cookie["domain"]


@pytest.mark.django_db
def test_the_comfort_is_kept_and_read_under_a_name_of_this_host_alone():
    client = Client(headers={"Sec-Fetch-Site": "same-origin"})
    response = client.post(reverse("comfort"), {"size": "xl"})
    assert list(response.cookies) == ["__Host-confort"]
    assert is_host_only(response.cookies["__Host-confort"])
    assert 'data-size="xl"' in client.get("/aide/").text
    client.cookies["confort"] = client.cookies.pop("__Host-confort").value
    assert 'data-size="xl"' not in client.get("/confort/").text


def test_messages_are_kept_and_read_under_a_name_of_this_host_alone(rf):
    request, response = rf.get("/"), HttpResponse()
    request.session = {}
    storage = default_storage(request)
    storage.add(20, "Bonjour")
    storage.update(response)
    assert list(response.cookies) == [cookies.messages()] == ["__Host-messages"]
    assert is_host_only(response.cookies["__Host-messages"])
    request.COOKIES["__Host-messages"] = response.cookies["__Host-messages"].value
    assert [str(message) for message in default_storage(request)] == ["Bonjour"]


def test_over_http_names_are_plain(settings):
    settings.SECURE = False
    assert cookies.host_only("confort") == "confort"


def test_every_cookie_of_ours_has_a_name_that_no_other_host_may_write():
    names = {
        name: re.findall(r"(?:set|delete)_cookie\(\s*([\w.]+\(?)", text)
        for name, text in ((path.name, path.read_text()) for path in sources())
        if "_cookie(" in text
    }
    given = {each for found in names.values() for each in found}
    # `name`: those sent, when leaving
    assert given == {"host_only(", "cookies.https_only(", "sharing.view_cookie(", "name"}
