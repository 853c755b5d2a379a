"""The styles as pages link them: one sheet for screens and one for paper, which old browsers read too.

The sources are one file per component, in cascade layers. Browsers of before 2022 skip a layer whole: the layers are
unwrapped, in the order that `base.css` says, and what is newer than TARGETS is written in older words where it has any
(static/css/README.md).
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

import lightningcss
import tinycss2
from django.conf import settings
from tinycss2.ast import AtRule, Node

TARGETS = ["ios_saf 12.2", "chrome 80", "firefox 78"]
FIRST = ("base", "tokens", "layout")
SHARED = ("button", "card", "form", "notice", "tag", "entry")
OF_THE_SITE = (
    *("header", "footer", "door", "steps", "lesson", "easy", "table", "quiz", "scenario", "practice", "share"),
    *("recording", "tool", "tool-paper", "lesson-paper", "lesson-paper-titles", "lesson-paper-easy", "listen"),
    *("map", "navigation", "page", "pictures", "week"),
)
LAST = ("passport-pages", "old-browsers", "print")


def _files(*names: str) -> list[str]:
    components = {*SHARED, *OF_THE_SITE}
    return [f"css/components/{name}.css" if name in components else f"css/{name}.css" for name in names]


# By look: the site's pages, and the neutral pages, whose tokens come after the site's.
SOURCES: dict[str, list[str]] = {
    "site": _files(*FIRST, "colours", *SHARED, *OF_THE_SITE, *LAST),
    "passport": _files(*FIRST, *SHARED, "passport", *LAST),
}
SCREEN: dict[str, str] = {look: f"css/{look}-screen.css" for look in SOURCES}
FONT = "fonts/atkinson-hyperlegible-next-latin.woff2"  # of both looks
PAPER = "css/paper.css"  # the same for both: what a page does not have is not printed


class UnlayeredRuleError(ValueError):
    """Raised for a source whose rules stand outside the layers: their place in the one sheet would be unknown."""


def linked(look: str) -> list[tuple[str, str]]:
    """Return the name and the media of each sheet that the pages of a look link: the sources while one writes them."""
    if settings.STYLES_FROM_SOURCES:
        return [(name, "") for name in SOURCES[look]]
    return [(SCREEN[look], ""), (PAPER, "print")]


def built(read: Mapping[str, str]) -> dict[str, str]:
    """Return the text of each sheet by its name; `read` has the text of each source by its name.

    Raises UnlayeredRuleError, and lightningcss's ValueError for a rule that is none.
    """
    sheets = {}
    for look, names in SOURCES.items():
        screen, _ = _unwrapped(read[name] for name in names)
        sheets[SCREEN[look]] = _lowered(screen)
    _, paper = _unwrapped(read[name] for name in SOURCES["site"])
    return sheets | {PAPER: _lowered(paper)}


def write(folder: Path) -> list[str]:
    """Write the sheets beside their sources in `folder` and return their names."""
    read = {name: (folder / name).read_text() for names in SOURCES.values() for name in names}
    sheets = built(read)
    for name, text in sheets.items():
        (folder / name).write_text(text)
    return list(sheets)


def _lowered(text: str) -> str:
    return lightningcss.process_stylesheet(text, browsers_list=TARGETS, minify=True)


def _unwrapped(sources: Iterable[str]) -> tuple[str, str]:
    """Return what is for screens and what is for paper alone, each in the order of the layers."""
    screen: dict[str, str] = {}
    paper: dict[str, str] = {}
    for source in sources:
        for rule in tinycss2.parse_stylesheet(source, skip_comments=True, skip_whitespace=True):
            if not (isinstance(rule, AtRule) and rule.lower_at_keyword == "layer"):
                raise UnlayeredRuleError(rule.serialize()[:80])
            names = [name.strip() for name in tinycss2.serialize(rule.prelude).split(",")]
            for name in names:
                screen.setdefault(name, "")
                paper.setdefault(name, "")
            for inner in tinycss2.parse_rule_list(rule.content or [], skip_comments=True, skip_whitespace=True):
                on_paper = _paper_rules(inner)
                if on_paper is None:
                    screen[names[0]] += inner.serialize()
                else:
                    paper[names[0]] += on_paper
    return "".join(screen.values()), "".join(paper.values())


def _paper_rules(rule: Node) -> str | None:
    """Return the rules of one that is for paper, None for another. The sheet is linked with media="print"."""
    if not isinstance(rule, AtRule):
        return None
    if rule.lower_at_keyword == "media" and tinycss2.serialize(rule.prelude).strip() == "print":
        return tinycss2.serialize(rule.content)
    return rule.serialize() if rule.lower_at_keyword == "page" else None
