"""The two sheets that pages link draw what the sources draw: layer by layer, or unwrapped and in older words."""

import pytest
from django.core.cache import caches
from django.templatetags.static import static
from django.urls import reverse
from playwright.sync_api import Page

from config.stylesheets import PAPER, SCREEN, SOURCES
from tests.security.world import World

LOOKS = [(390, "light"), (1280, "dark")]
SCREENS = [
    "home", "courses:lesson", "practices:index", "directory:index", "search", "comfort", "help", "passport:index",
    "passport:entry", "passport:share", "passport:paper", "passport:share_sheet", "sharing:door",
]  # fmt: skip

# Keep what each element of a page looks like, with what is drawn before and after it; or say what differs from that.
DRAWN = """(look) => {
    const drawn = [...document.querySelectorAll('body, body *')].flatMap((element) => ['', '::before', '::after']
        .map((part) => [element, part, getComputedStyle(element, part || null)])
        .map(([element, part, style]) => [
            `${look} ${element.tagName}.${element.getAttribute('class')}${part}`,
            part && style.content === 'none' || !element.getClientRects().length ? ['not drawn']
                : [...style].filter((name) => !name.startsWith('-')).map((name) => `${name}: ${style[name]}`),
        ]));
    window.before ??= {};
    const before = window.before[look];
    window.before[look] = drawn;
    if (!before) return [];
    return drawn.flatMap(([name, style], index) => {
        const now = style.filter((each, place) => each !== before[index][1][place]);
        const was = before[index][1].filter((each, place) => each !== style[place]);
        return now.length ? [`${name}: ${was.slice(0, 5).join('; ')} -> ${now.slice(0, 5).join('; ')}`] : [];
    });
}"""
SWAP = """(links) => {
    document.querySelectorAll('link[rel=stylesheet]').forEach((link) => link.remove());
    return Promise.all(links.map(([href, media]) => new Promise((done, fail) => {
        const link = document.createElement('link');
        Object.assign(link, {rel: 'stylesheet', href, media, onload: done, onerror: fail});
        document.head.append(link);
    })));
}"""


@pytest.fixture
def world(transactional_db) -> World:
    """Make everything that the addresses lead to."""
    caches["pages"].clear()
    return World()


def differences(page: Page, *manners: list[tuple[str, str]]) -> list[str]:
    """Return what lists of sheets draw otherwise on a page: narrow and light, wide and dark, and printed."""
    found = []
    for links in manners:
        page.evaluate(SWAP, [[static(name), media] for name, media in links])
        for width, scheme in LOOKS:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme, media="screen")
            found += page.evaluate(DRAWN, f"{width} {scheme}")
        page.emulate_media(media="print")
        found += page.evaluate(DRAWN, "printed")
    return found


def test_the_two_sheets_draw_what_the_sources_draw(world, window):
    page = window(user=world.people.member)
    found = {}
    for name in SCREENS:
        page.goto(reverse(name, kwargs=world.arguments.get(name, {})))
        links = [link.get_attribute("href") for link in page.locator("link[rel=stylesheet]").all()]
        look = next(look for look, sheet in SCREEN.items() if links == [static(sheet), static(PAPER)])
        found[name] = differences(page, [(each, "") for each in SOURCES[look]], [(SCREEN[look], ""), (PAPER, "print")])
    assert {name: each for name, each in found.items() if each} == {}
