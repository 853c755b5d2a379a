"""The database, the cache, mail or the worker is taken away in the middle of what people do, then given back.

Away: a plain page that says to wait, or the page itself. Back: within five seconds, by sending again what was sent,
which is then kept once. What was said to be kept is. `make test` gives OUTAGE_DATABASE_URL and OUTAGE_REDIS_URL: a
PostgreSQL where a database may be made, and a Redis.
"""

import contextlib
import os
import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.checks import assert_accessible, assert_fits
from tests.browser.conftest import windows
from tests.browser.outside.journeys import JOURNEYS, AnswersAMember, Journey, MarksALesson
from tests.browser.outside.site import Site, scratch_database, until

pytestmark = pytest.mark.xdist_group("outages")  # one site for all of them
AT_ONCE = 10.0  # seconds, for one answer, on a busy machine: what is away is waited for 5 s at most
A_MAIL_WITHIN = 30.0  # seconds: a mail that was refused waits before the next try


@pytest.fixture(scope="module")
def running(tmp_path_factory) -> Iterator[Site]:
    """The site, running. Without PostgreSQL and Redis: skipped, or failed when CI=true."""
    database, cache = os.environ.get("OUTAGE_DATABASE_URL"), os.environ.get("OUTAGE_REDIS_URL")
    if not (database and cache):
        leave = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        leave("no PostgreSQL and Redis to take away: give OUTAGE_DATABASE_URL and OUTAGE_REDIS_URL")
    with scratch_database(database) as scratch:
        site = Site(scratch, cache, tmp_path_factory.mktemp("outside"))
        try:
            site.start()
            yield site
        finally:
            site.end()


@pytest.fixture
def site(running) -> Iterator[Site]:
    """The site, whole before and after each test."""
    yield running
    running.mend()


@pytest.fixture
def open_window(chromium, running) -> Iterator[Callable[..., Page]]:
    with windows(chromium, running.origin) as make:
        yield make


@pytest.fixture(params=JOURNEYS, ids=lambda kind: kind.__name__)
def journey(request, site, open_window) -> Journey:
    """Somebody, one press away from something kept."""
    return request.param(site, open_window)


def send_again(page: Page) -> Response:
    """Reload until the page is no longer the 503."""

    def answered() -> Response | None:
        response = page.reload()
        return None if response.status == 503 else response

    return until(answered)


@contextlib.contextmanager
def at_once(site: Site) -> Iterator[None]:
    """Assert that no answer takes long, whatever is away."""
    before = len(site.log("web"))
    yield
    assert site.slowest_answer(before) < AT_ONCE


def assert_rests(page: Page, response: Response, *, is_neutral: bool = False) -> None:
    """Assert a page in plain French that says when to come back, and names no site to the reader of a share."""
    assert response.status == 503
    assert int(response.headers["retry-after"]) > 0
    expect(page.get_by_role("heading", name="se repose un instant")).to_be_visible()
    if is_neutral:
        assert not re.search(r"entrepairs|\bGEM\b", page.content(), re.IGNORECASE)


def press_in_vain(journey: Journey) -> None:
    """Send the form; assert that the page says to send it again later."""
    with at_once(journey.site):
        response = journey.press()
    assert_rests(journey.page, response, is_neutral=journey.is_neutral)
    expect(journey.page.get_by_text("renvoyer le formulaire")).to_be_visible()


def test_a_form_sent_while_the_database_is_away_is_kept_once_when_sent_again(site, journey):
    journey.come()
    site.database.cut()
    press_in_vain(journey)
    assert_accessible(journey.page)
    assert_fits(journey.page)
    site.database.mend()
    send_again(journey.page)
    journey.expect_done()
    assert journey.kept() == 1


def test_a_form_committed_without_an_answer_is_kept_once_when_sent_again(site, journey):
    journey.come()
    site.database.cut_at_commit(journey.statement)
    press_in_vain(journey)
    assert site.database.has_struck.is_set()
    site.database.mend()
    send_again(journey.page)
    journey.expect_done()
    assert journey.kept() == 1


def test_a_form_is_kept_at_once_while_the_cache_is_away(site, journey):
    site.cache.cut()
    with at_once(site):
        journey.come()
    with at_once(site):
        journey.press()
    journey.expect_done()
    assert journey.kept() == 1


@pytest.mark.parametrize("journey", [MarksALesson, AnswersAMember], indirect=True)
def test_a_form_is_kept_at_once_while_the_cache_is_silent(site, journey):
    site.cache.silence()
    with at_once(site):
        journey.come()
    with at_once(site):
        journey.press()
    journey.expect_done()
    assert journey.kept() == 1


def test_a_visitor_reads_cached_pages_and_is_told_to_wait_for_others(site, open_window):
    page = open_window(width=360)
    kept, other = (module["lesson"] for module in site.world["modules"][:2])
    page.goto(kept)
    site.database.cut()
    with at_once(site):
        assert page.goto(kept).status == 200
    with at_once(site):
        assert_rests(page, page.goto(other))
    expect(page.get_by_role("link", name="Aller à l’accueil")).to_be_visible()
    site.database.mend()
    assert send_again(page).status == 200


def test_the_door_of_a_share_stays_neutral_during_an_outage(site, open_window):
    page = open_window(width=360)
    share = site.world["members"].pop()["share"]
    site.database.cut()
    assert page.goto(share).status == 200
    with page.expect_navigation() as arrived:
        page.get_by_role("button", name="Afficher le passeport").click()
    assert_rests(page, arrived.value, is_neutral=True)
    site.database.mend()
    assert send_again(page).status == 200
    expect(page.get_by_label("Les 6 chiffres que la personne vous dit")).to_be_visible()


def ask_for_a_code(site: Site, page: Page, email: str) -> None:
    """Press « Recevoir un code par e-mail », which answers at once whatever becomes of the mail."""
    page.goto("/compte/connexion/e-mail/")
    page.get_by_label("Votre adresse e-mail").fill(email)
    with at_once(site):
        page.get_by_role("button", name="Recevoir un code").click()
        expect(page.get_by_label("Le code reçu")).to_be_visible()


def enter_with_the_code_received(site: Site, page: Page, email: str) -> None:
    """Wait for the mail, which comes once, and sign in with its code."""
    (letter,) = until(lambda: site.letters.to(email), A_MAIL_WITHIN)
    code = re.search(r"^\d{6}$", letter.get_content().replace("\r", ""), re.MULTILINE).group()
    page.get_by_label("Le code reçu").fill(code)
    page.get_by_role("button", name="Entrer", exact=True).click()
    expect(page.get_by_text(re.compile(r"Membre \d")).first).to_be_visible()
    assert site.ask("SELECT count(*) FROM django_tasks_database_dbtaskresult WHERE status = 'READY'") == 0
    assert len(site.letters.to(email)) == 1


def test_a_code_arrives_once_the_mail_server_is_back(site, open_window):
    page, email = open_window(width=360), site.world["members"].pop()["email"]
    site.mails.cut()
    ask_for_a_code(site, page, email)
    until(lambda: "MailAway" in site.log("worker"), A_MAIL_WITHIN)
    site.mails.mend()
    enter_with_the_code_received(site, page, email)


def test_a_code_arrives_once_a_killed_worker_is_back(site, open_window):
    page, email = open_window(width=360), site.world["members"].pop()["email"]
    site.kill("worker")
    ask_for_a_code(site, page, email)
    assert site.letters.to(email) == []
    site.start_worker()
    enter_with_the_code_received(site, page, email)
