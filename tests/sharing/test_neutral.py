"""Neutral to the last byte: headers, words and addresses of everything under /p/, errors included; and the logs."""

import logging
import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from config.seeding.files import load
from courses.models import ModulePage
from passport.models import Practice, Share
from tests.passport.factories import code_of, make_person, make_proposal, make_share, make_skill, token_of

pytestmark = pytest.mark.django_db
HEADERS = {
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive, nosnippet",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
TITLES = {
    "code": "<title>Les 6 chiffres · Passeport de compétences</title>",
    "wrong code": "<title>Erreur&nbsp;: Les 6 chiffres · Passeport de compétences</title>",
    "passport": "<title>Lecture · Passeport de compétences</title>",
}
NAMES = re.compile(r"entrepairs|entraide|\bgem\b", re.IGNORECASE)


@pytest.fixture
def share():
    return make_share(make_person(), way=Share.Way.TOGETHER)


def door(share):
    return reverse("sharing:door", args=[token_of(share)])


def away(*args, **kwargs):
    raise OperationalError("the database is away")


def answers(client, share, settings, monkeypatch):
    """Return an answer of each kind under /p/, by name."""
    coded = make_share(share.member)
    yield "page", client.get(door(share))
    yield "head", client.head(door(share))
    yield "code", client.post(door(coded))
    yield "wrong code", client.post(door(coded), {"code": "1"})
    yield "redirect", client.post(door(share))
    yield "passport", client.post(door(share), follow=True)
    yield "404", client.post("/p/" + "A" * 22)
    yield "wrong path", client.get("/p/ailleurs/encore")
    yield "wrong method", client.put(door(share))
    yield "403", client.post(door(share), headers={"Sec-Fetch-Site": "cross-site"})
    settings.LIMITS = {"share_open": "1/h/ip"}
    client.post(door(share))
    yield "429", client.post(door(share))
    settings.LIMITS = {}
    monkeypatch.setattr("passport.reader.views.Share.objects.open", away)
    yield "503", client.post(door(share))
    monkeypatch.setattr("passport.reader.views.Share.objects.open", lambda: 1 / 0)
    client.raise_request_exception = False
    yield "500", client.post(door(share))


def test_every_answer_carries_the_same_headers_and_no_name(client, share, settings, monkeypatch):
    statuses = {}
    for kind, response in answers(client, share, settings, monkeypatch):
        statuses[kind] = response.status_code
        assert {name: response.headers.get(name) for name in HEADERS} == HEADERS, kind
        said = response.content.decode() + str(response.headers)
        assert not NAMES.search(said), kind
        if response.content:
            assert TITLES.get(kind, "<title>Passeport de compétences</title>") in said, kind
    assert statuses == {
        "page": 200, "head": 200, "code": 200, "wrong code": 422, "redirect": 303, "passport": 200, "404": 404,
        "wrong path": 404, "wrong method": 405, "403": 403, "429": 429, "503": 503, "500": 500,
    }  # fmt: skip


def test_the_redirect_to_https_carries_the_same_headers(share, settings):
    settings.SECURE_SSL_REDIRECT = True
    response = Client().get(door(share))
    assert response.status_code == 301
    assert {name: response.headers.get(name) for name in HEADERS} == HEADERS


def test_no_file_of_the_page_names_the_site(client, share):
    page = client.post(door(share), follow=True).content.decode()
    files = re.findall(r'(?:href|src)="/static/([^"]+)"', page)
    assert files
    for name in files:
        assert not NAMES.search(Path(finders.find(name)).read_text()), name


def test_the_page_loads_no_script_and_carries_no_inline_style(client, share):
    page = client.post(door(share), follow=True).content.decode()
    assert "<script" not in page
    assert " style=" not in page


def test_no_token_no_code_and_no_reference_reaches_a_log(client, caplog, share):
    coded = make_share(share.member)
    token, code = token_of(coded), code_of(coded)
    with caplog.at_level(logging.DEBUG):
        client.get(f"/p/{token}?code={code}")
        client.post(f"/p/{token}", {"code": "000000"})
        view = client.post(f"/p/{token}", {"code": code}, follow=True).request["PATH_INFO"]
        client.get(f"/p/{token}/")
        client.put(f"/p/{token}")
        client.post(f"/p/{token}", headers={"Sec-Fetch-Site": "cross-site"})
    written = "\n".join(formatted(record) for record in caplog.records if "sql" not in record.__dict__)
    assert "sharing:door" in written
    for secret in (token, code, view.split("/")[3]):
        assert secret not in written


def formatted(record: logging.LogRecord) -> str:
    """Return a line of the log as the product writes it."""
    return logging.getLogger().handlers[0].format(record)


def module_titles():
    """Return every title of the seed's modules and lessons, and of those in the database."""
    modules = load("modules")
    titles = {each["title"] for module in modules for each in (module, *module["lessons"])}
    return {title for title in titles if len(title) > 8} | set(ModulePage.objects.values_list("title", flat=True))


def test_no_title_of_a_training_ever_enters_a_share(client):
    member, titles = make_person(), sorted(module_titles())
    assert len(titles) >= 14
    lines = [
        make_proposal(member, make_skill(), ref=f"module-{number}", source_label=title[:200]).accept(practice)
        for number, title in enumerate(titles)
        for practice in [Practice.NOT_TRIED if number % 2 else Practice.WITH_HELP]
    ]
    share = make_share(member, lines, way=Share.Way.TOGETHER, show_old_dates=True)
    page = client.post(door(share), follow=True).content.decode()
    assert "formation courte" in page
    assert "Vue en formation" in page
    assert [title for title in titles if title in page] == []
    assert [title for title in titles if title in str(share.items.values_list("frozen"))] == []
