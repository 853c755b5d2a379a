"""The colours of tokens.css and passport.css can be read, in light and in dark (ratios of WCAG 2.2)."""

import re
from pathlib import Path

import pytest
from django.conf import settings

from content.models import SiteSettings

CSS = Path(settings.BASE_DIR) / "static" / "css"
LIGHT = ":root"
DARK_DEVICE = ':root:not([data-scheme="light"])'
DARK_READER = ':root[data-scheme="dark"]'

GROUNDS = ("paper", "surface", "sunken")
SOFT_GROUNDS = ("pine-soft", "apricot-soft", "board-soft", "rights-soft", "everyone-soft", "alert-soft")
# foreground: (grounds it is written on, least ratio)
BODY_TEXT = 7.0
ANY_TEXT = 4.5
EDGE = 3.0
PAIRS = {
    "ink": ((*GROUNDS, *SOFT_GROUNDS, "listened"), BODY_TEXT),
    "ink-2": ((*GROUNDS, *SOFT_GROUNDS), ANY_TEXT),
    "pine": ((*GROUNDS, "pine-soft", "apricot-soft"), ANY_TEXT),
    "pine-deep": ((*GROUNDS, "pine-soft"), BODY_TEXT),
    "alert": ((*GROUNDS, "alert-soft"), ANY_TEXT),
    "focus": ((*GROUNDS, *SOFT_GROUNDS), EDGE),
    "edge": (GROUNDS, EDGE),
    "on-pine": (("pine", "pine-deep"), BODY_TEXT),
    "board": (("paper", "surface", "board-soft"), ANY_TEXT),
    "rights": (("paper", "surface", "rights-soft"), ANY_TEXT),
    "everyone": (("paper", "surface", "everyone-soft", "apricot-soft"), ANY_TEXT),
}


def tokens(sheet: str, selector: str) -> dict[str, str]:
    """Return the colours declared under one selector of a stylesheet, by name."""
    text = (CSS / sheet).read_text()
    blocks = re.findall(rf"^ *{re.escape(selector)} \{{([^}}]*)\}}", text, re.MULTILINE)
    assert blocks, f"{sheet} declares nothing under {selector}"
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", blocks[0]))


def luminance(colour: str) -> float:
    """Return the relative luminance of a #rrggbb colour (WCAG 2.2, definition)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def palette(sheet: str, selector: str) -> dict[str, str]:
    """Return the tokens of a page: those of the site, under those of the neutral look for passport.css."""
    own = tokens(sheet, selector)
    return own if sheet == "tokens.css" else tokens("tokens.css", selector) | own


def weak_pairs(colours: dict[str, str]) -> dict[str, float]:
    """Return the pairs whose contrast is below what is asked, each with its ratio."""
    return {
        f"{name} on {ground}": round(ratio(colours[name], colours[ground]), 2)
        for name, (grounds, least) in PAIRS.items()
        for ground in grounds
        if ratio(colours[name], colours[ground]) < least
    }


@pytest.mark.parametrize("selector", [LIGHT, DARK_DEVICE])
@pytest.mark.parametrize("sheet", ["tokens.css", "passport.css"])
def test_every_pair_of_colours_can_be_read(sheet: str, selector: str) -> None:
    assert weak_pairs(palette(sheet, selector)) == {}


@pytest.mark.parametrize("chosen", [each for each in SiteSettings.Colours if each != SiteSettings.Colours.PINE])
def test_every_pair_of_the_other_colours_of_a_site_can_be_read(chosen: str) -> None:
    own = f'[data-colours="{chosen}"]'
    light, dark = tokens("colours.css", own), tokens("colours.css", f"{DARK_READER} {own}")
    assert weak_pairs(tokens("tokens.css", LIGHT) | light) == {}
    assert weak_pairs(tokens("tokens.css", DARK_DEVICE) | light | dark) == {}
    assert dark == tokens("colours.css", f"{DARK_DEVICE} {own}")
    assert set(light) - {"disc-pine"} == set(dark)


def test_the_dark_theme_is_the_same_by_choice_or_by_system() -> None:
    assert tokens("tokens.css", DARK_DEVICE) == tokens("tokens.css", DARK_READER)


def test_the_dark_theme_defines_every_colour_of_the_light_one() -> None:
    light = {name for name in tokens("tokens.css", LIGHT) if not name.startswith("disc-")}
    assert light == set(tokens("tokens.css", DARK_DEVICE))


def test_the_ratio_of_black_and_white_is_known() -> None:
    assert ratio("#000000", "#ffffff") == pytest.approx(21)


def test_components_use_tokens_only() -> None:
    """A colour written in a component would escape the measure."""
    allowed = {
        "share.css": {"#fff", "#000"},  # a QR code is black on white for cameras
        "page.css": {"#fff", "#23222b"},  # words inside the two circles, whose colours do not change
    }
    for sheet in (CSS / "components").glob("*.css"):
        written = set(re.findall(r"#[0-9a-fA-F]{3,8}\b", sheet.read_text()))
        assert written <= allowed.get(sheet.name, set()), sheet.name
