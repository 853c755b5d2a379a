"""A real Chromium before a real server. Any complaint of the console, the policy or the network fails the test.

def test_help(window):
    page = window()                       # or window(width=320, scheme="dark", javascript=False, user=people.member)
    page.goto("/aide/")
    assert_accessible(page)
"""

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urldefrag, urlsplit

import pytest
from django.conf import settings
from django.test import Client, testcases
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Response, expect, sync_playwright
from playwright.sync_api import Page as Tab
from wagtail.models import Page, Site

from accounts.models import User
from config import stylesheets
from content.models import HomePage
from tests.people import mark_second_factor

# Django's live server would send the files of the editors itself: whole, to anybody, past the views that we test.
testcases._MediaFilesHandler._should_handle = lambda *_: False
# Playwright's synchronous interface runs a loop in this thread: Django would refuse the test's own queries.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
PATIENCE = 15_000  # milliseconds: two busy cores
HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs Chromium."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def built_styles(tmp_path_factory) -> Path:
    """Make the sheets that `collectstatic` makes, in a folder of their own."""
    folder = tmp_path_factory.mktemp("static")
    shutil.copytree(Path(settings.BASE_DIR) / "static" / "css", folder / "css")
    names = stylesheets.write(folder)
    for path in [path for path in folder.rglob("*.css") if str(path.relative_to(folder)) not in names]:
        path.unlink()
    return folder


@pytest.fixture(autouse=True)
def styles_of_production(settings, built_styles) -> None:
    """Pages link what they link in production: two sheets, and no source."""
    settings.STYLES_FROM_SOURCES = False
    settings.STATICFILES_DIRS = [*settings.STATICFILES_DIRS, built_styles]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One Chromium for all tests: CHROMIUM, else Debian's. Without one: skipped, or failed when CI=true."""
    path = next(filter(None, map(shutil.which, (os.environ.get("CHROMIUM", ""), *BROWSERS))), None)
    if path is None:
        leave = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        leave("no Chromium on this machine")
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Complaints:
    """What went wrong in the windows of one test."""

    def __init__(self, origin: str) -> None:
        self.host = urlsplit(origin).netloc
        self.documents: set[str] = set()
        self.console: list[tuple[str, str]] = []
        self.others: list[str] = []

    def watch(self, page: Tab) -> None:
        """Listen to a page."""
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.others.append(f"script: {error}"))
        page.on("response", self._on_response)
        page.on("request", lambda request: self._on_address(request.url))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.console.append((message.location.get("url", ""), message.text))

    def _on_response(self, response: Response) -> None:
        if response.request.resource_type == "document":
            self.documents.add(response.url)

    def _on_address(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.netloc != self.host:
            self.others.append(f"asked a third party: {url}")

    def all(self) -> list[str]:
        """Every complaint; a page that answers 4xx on purpose is none."""
        said = [
            f"{url}: {text}"
            for url, text in self.console
            if not (text.startswith("Failed to load resource") and urldefrag(url).url in self.documents)
        ]
        return said + self.others


def _session_cookie(user: User, *, second_factor: bool) -> str:
    client = Client()
    client.force_login(user)
    if second_factor:
        mark_second_factor(client)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@contextlib.contextmanager
def windows(chromium: Browser, origin: str) -> Iterator[Callable[..., Tab]]:
    """Open windows on a site, which share nothing; at the end, nothing may have been complained of."""
    contexts: list[BrowserContext] = []
    complaints = Complaints(origin)

    def make(*, width: int = 1280, scheme: str = "light", javascript: bool = True, session: str = "") -> Tab:
        context = chromium.new_context(
            base_url=origin,
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            java_script_enabled=javascript,
            locale="fr-FR",
            timezone_id="Europe/Paris",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        if session:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": origin}])
        page = context.new_page()
        complaints.watch(page)
        return page

    try:
        yield make
    finally:
        for context in contexts:
            context.close()
    assert complaints.all() == []


@pytest.fixture
def window(chromium, live_server) -> Iterator[Callable[..., Tab]]:
    """Open windows: `window(width=1280, scheme="light", javascript=True, user=None, second_factor=False)`."""
    with windows(chromium, live_server.url) as make:

        def signed_in(*, user: User | None = None, second_factor: bool = False, **look: object) -> Tab:
            session = _session_cookie(user, second_factor=second_factor) if user else ""
            return make(session=session, **look)

        yield signed_in


@pytest.fixture
def home(live_server) -> HomePage:
    """The home page, at the root of the site."""
    page = HomePage(title="Accueil", slug="accueil", promise="On apprend entre pairs.", lede="Des formations courtes.")
    Page.get_first_root_node().add_child(instance=page)
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": page, "hostname": "localhost"})
    return page
