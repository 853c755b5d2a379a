"""Checks that every screen must pass."""

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
WIDTHS = (320, 1280)
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
    """Assert that nothing scrolls sideways."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"), page.url


def assert_shown_well(page: Page) -> None:
    """Assert all of it for the same page, narrow and wide, light and dark.

    In the dark only the colours differ: axe has checked the rest in the light.
    """
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light")
        assert_accessible(page)
        assert_fits(page)
        page.emulate_media(color_scheme="dark")
        assert_accessible(page, rules=COLOURS)
