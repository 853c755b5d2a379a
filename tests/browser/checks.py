"""Checks that every screen must pass."""

from collections.abc import Iterable
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
# Resolves once every transition that has an end has reached it, or another has replaced it.
FINISHED = """() => Promise.allSettled(document.getAnimations()
    .filter((each) => Number.isFinite(each.effect?.getComputedTiming().endTime))
    .map((each) => each.finished))"""
LOOKS = ((1280, "dark"), (1280, "light"), (320, "dark"), (320, "light"))
CROSSED_LOOKS = (((320, "light"), (1280, "dark")), ((1280, "light"), (320, "dark")))
VIOLATIONS = "([within, options]) => axe.run(within || document, options).then((results) => results.violations)"


def settle(page: Page) -> None:
    """Wait until nothing moves: a message of the admin that is still fading in has pale colours."""
    page.wait_for_load_state()
    page.wait_for_selector("#wagtail:not(.ready)", state="detached")
    page.evaluate(FINISHED)


def assert_accessible(page: Page, within: str | None = None, rules: dict[str, Any] = EVERYTHING) -> None:
    """Assert that axe finds no violation of WCAG 2.0 to 2.2 A and AA nor of good practice, in the part `within`."""
    settle(page)
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)  # half a megabyte: once for each document
    options = {"resultTypes": ["violations"], "runOnly": rules}
    found = page.evaluate(VIOLATIONS, [within, options])
    said = [
        f"{each['id']} ({each['impact']}): {each['help']}\n    "
        + "\n    ".join(f"{node['html'][:160]} — {node['failureSummary'][:200]}" for node in each["nodes"])
        for each in found
    ]
    assert not said, f"{page.url}\n" + "\n".join(said)


def assert_fits(page: Page) -> None:
    """Assert that nothing scrolls sideways, once the page is there: a click returns before its page has a body."""
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


def assert_nothing_wrong_yet(page: Page) -> None:
    """Assert that a page nobody has sent tells assistive tools of no invalid field."""
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    client.detach()
    wrong = [
        node.get("name", {}).get("value", "")
        for node in nodes
        for each in node.get("properties", [])
        if each["name"] == "invalid" and each["value"]["value"] != "false"
    ]
    assert wrong == [], f"{page.url}: {wrong}"


def assert_something_to_fill(page: Page) -> None:
    """Assert that a page which says that all must be filled shows more than one thing to fill."""
    if "Tout est à remplir" in page.locator("main").inner_text():
        assert page.locator("main :is(input:not([type=hidden]), select, textarea)").count() > 1, page.url


def assert_well_in(looks: Iterable[tuple[int, str]], page: Page) -> None:
    """Assert that a page fits and is accessible in each look: all of it in the light, colours alone in the dark."""
    for width, scheme in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        assert_fits(page)
        assert_accessible(page, rules=EVERYTHING if scheme == "light" else COLOURS)


def assert_well_in_every_look(page: Page) -> None:
    """Assert it narrow and wide, light and dark: the page is made once, and left narrow and light."""
    assert_well_in(LOOKS, page)


def assert_shown_well(page: Page, turn: int) -> None:
    """Assert all of it for one page: axe once in the light, colours once in the dark, what fits in both widths.

    Nobody has sent the page: nothing in it may be called invalid, and what it asks for is there.
    `turn` says which of CROSSED_LOOKS: screens take them in turn, so that each width meets each theme for each kind of
    person, and the same screen seen by two kinds is seen in all four looks.
    """
    assert_nothing_wrong_yet(page)
    assert_something_to_fill(page)
    assert_well_in(CROSSED_LOOKS[turn % len(CROSSED_LOOKS)], page)
