"""Every icon, pictogram and file that a template or a seed file names is there."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.template.loader import render_to_string

from accounts.secret_code.pictures import PICTURES
from content.blocks.drawings import FAMILIES
from gatherings.figures import charts
from lib import qr

ROOT = Path(settings.BASE_DIR)
STATIC = ROOT / "static"
ICON = re.compile(r'components/icon\.html" with name="([^"]+)"')
FILE = re.compile(r"{% static '([^']+\.\w+)' %}")
SIZE = re.compile(r'\s(?:width|height)="(\d+|{{ chart\.\w+ }})"')
CODE = re.compile(r'code="([0-9A-F-]+)"')


def templates() -> Iterator[Path]:
    """Return every template of the project."""
    yield from (ROOT / "site").glob("**/templates/**/*.html")
    yield from (ROOT / "site" / "templates").glob("**/*.html")
    for package in ("content", "courses", "passport"):
        yield from (ROOT / package).glob("templates/**/*.html")


def named(pattern: re.Pattern[str]) -> dict[str, str]:
    """Return the names that match the pattern in templates, and where."""
    return {name: str(path.relative_to(ROOT)) for path in templates() for name in pattern.findall(path.read_text())}


def test_every_icon_named_is_in_the_sprite() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', (STATIC / "icons" / "lucide.svg").read_text()))
    wanted = named(ICON)
    assert wanted, "the pattern finds no icon at all"
    assert {name: where for name, where in wanted.items() if name not in drawn} == {}


def test_every_static_file_named_exists() -> None:
    wanted = named(FILE)
    assert wanted
    theirs = {"mfa/js/webauthn-json.js"}  # allauth's own, shipped with it
    assert {name for name in wanted if not (STATIC / name).is_file() and not (name in theirs and find(name))} == set()


def test_every_pictogram_of_the_seed_is_drawn() -> None:
    seed = json.loads((ROOT / "content" / "seed" / "pictograms.json").read_text())
    first = {*seed["skills"].values(), *seed["domains"].values(), *seed["doors"].values(), seed["own"]}
    codes = first | {*named(CODE)} | {each.drawing for each in PICTURES}
    drawn = {path.stem for path in (STATIC / "img" / "pictograms").glob("*.svg")}
    assert codes - drawn == set()
    assert drawn - codes - {code for named in FAMILIES.values() for code in named} == set(), "only those used are kept"


def test_every_drawing_has_a_name_of_its_own_for_editors() -> None:
    named = [each for family in FAMILIES.values() for each in family.items()]
    assert {code for code, _ in named} == {path.stem for path in (STATIC / "img" / "pictograms").glob("*.svg")}
    assert len({name for _, name in named}) == len({code for code, _ in named}) == len(named)


def test_a_code_nobody_drew_gets_the_pencil() -> None:
    shown = {
        code: render_to_string("components/pictogram.html", {"code": code})
        for code in ("1F372", "🍲", "../x", "", None)
    }
    assert "1F372" in shown.pop("1F372")
    assert all("270F" in html for html in shown.values())


def test_each_skill_has_a_pictogram_of_its_own() -> None:
    codes = json.loads((ROOT / "content" / "seed" / "pictograms.json").read_text())["skills"]
    assert len(codes) == len(set(codes.values()))


def test_what_the_neutral_pages_link_does_not_name_the_site() -> None:
    for path in [*(STATIC / "css").rglob("*.css"), ROOT / "site" / "templates" / "passport_base.html"]:
        assert "entrepairs" not in path.read_text().lower(), path


def test_a_drawing_has_its_size_without_the_styles() -> None:
    drawn = [
        render_to_string("components/icon.html", {"name": "check"}),
        render_to_string("components/mark.html"),
        render_to_string("components/two_circles.html"),
        qr.svg("http://localhost/p/secret", "Code QR"),
    ]
    drawn += [tag for path in templates() for tag in re.findall(r"<svg\b[^>]*>", path.read_text())]
    sizes = [re.findall(SIZE, re.findall(r"<svg\b[^>]*>", each)[0]) for each in drawn]
    assert [len(each) for each in sizes] == [2] * len(drawn)
    assert max(int(number) for each in sizes for number in each if number.isdigit()) <= 320
    assert charts.WIDTH <= 320
