"""Request rules that only a real browser shows: it decides origins, cookies and caches by itself."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from courses.models import Enrolment
from tests.browser.checks import assert_accessible
from tests.courses.factories import address, build_site, module_with
from tests.passport.factories import code_of, make_person, make_share, token_of


@pytest.fixture
def module(transactional_db):
    """A module of two lessons."""
    return module_with(build_site(), lessons=2)


def _open(page, share):
    page.goto(f"/p/{token_of(share)}")
    page.get_by_role("button", name="Afficher le passeport").click()


def test_the_reader_of_a_share_posts_without_a_referrer(transactional_db, window):
    """Chromium sends `Origin: null` there: Django's own check would answer 403."""
    share = make_share(make_person(), way="together")
    page = window(width=360)
    sent = []
    page.on("request", lambda request: request.method == "POST" and sent.append(request.all_headers()))
    _open(page, share)
    expect(page.get_by_role("heading", name="Camille")).to_be_visible()
    assert sent[0]["origin"] == "null"
    assert "referer" not in sent[0]


def test_a_cached_page_lets_another_visitor_post(module, window):
    lesson = module.get_children().first()
    first, second = window(), window()
    first.goto(address(lesson))
    second.goto(address(lesson))
    second.get_by_role("button", name="J’ai fini cette leçon").click()
    expect(second.get_by_text(re.compile("Leçon 2 sur 2")).first).to_be_visible()
    expect(second.get_by_text("faite", exact=True).first).to_be_visible()
    first.reload()
    expect(first.get_by_text("faite", exact=True)).to_have_count(0)


@pytest.mark.parametrize("path", ["/confort/", "lesson", "share"])
def test_a_form_on_another_site_is_refused(module, chromium, live_server, people, path):
    share = make_share(people.member, way="together")
    lesson = module.get_children().first()
    target = {"lesson": address(lesson, "fini"), "share": f"/p/{token_of(share)}"}.get(path, path)
    page = chromium.new_page()
    port = urlsplit(live_server.url).port
    # The same server under another name is another site to a browser.
    page.route(
        "http://ailleurs.test/",
        lambda route: route.fulfill(
            content_type="text/html",
            body=f'<form method="post" action="http://localhost:{port}{target}">'
            '<input name="act" value="done"><input name="action" value="done"><button>Ici</button></form>',
        ),
    )
    page.goto("http://ailleurs.test/")
    with page.expect_navigation() as answer:
        page.get_by_role("button", name="Ici").click()
    assert answer.value.status == 403
    assert not Enrolment.objects.exists()
    assert not share.openings.exists()
    page.close()


def test_two_shares_open_in_two_tabs_do_not_mix(transactional_db, window):
    people = make_person(), make_person()
    one = make_share(people[0], way="together", shown_name="Une")
    two = make_share(people[1], shown_name="Deux")
    first = window()
    second = first.context.new_page()
    _open(first, one)
    _open(second, two)
    second.get_by_label("Les 6 chiffres").fill(code_of(two))
    second.get_by_role("button", name="Lire le passeport").click()
    expect(second.get_by_role("heading", name="Deux")).to_be_visible()
    first.reload()
    expect(first.get_by_role("heading", name="Une")).to_be_visible()
    one.stop()
    first.reload()
    expect(first.get_by_text("Ce partage n’est pas disponible.")).to_be_visible()
    second.reload()
    expect(second.get_by_role("heading", name="Deux")).to_be_visible()
    assert_accessible(second)
