"""docs/trials: a marking key asks only for what a lesson of the first content teaches."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TRIALS = ROOT / "docs/trials"
SEED = ROOT / "content/seed"
KEYS = sorted(TRIALS.glob("*-key.md"))
FACT = re.compile(r"\b[A-Z]{3,5}-\d{2,3}\b")
POINT = re.compile(r"\| \d+( ✱)? \|")


def lessons() -> dict[str, set[str]]:
    """Return the facts of each lesson of the first content, by title without its own quotation marks."""
    modules = [tomllib.loads(path.read_text("utf-8")) for path in (SEED / "modules").glob("*.toml")]
    found = [lesson for module in modules for lesson in module["lessons"]]
    return {lesson["title"].strip("« »"): set(lesson["facts"]) for lesson in found}


def points(key: Path) -> list[str]:
    """Return the rows of a marking key that say what to look for."""
    _, said = key.read_text("utf-8").split(" points\n", 1)
    return [line for line in said.split("\n## ", 1)[0].splitlines() if POINT.match(line)]


def teaching(point: str) -> tuple[list[str], list[str]]:
    """Return the lessons and the facts that the last cell of a row names."""
    cell = point.rsplit("|", 2)[1]
    return re.findall(r"« (.+?) »", cell), FACT.findall(cell)


def test_five_cases_each_have_their_key():
    cases = {path.name.removesuffix("-case.md") for path in TRIALS.glob("*-case.md")}

    assert cases == {path.name.removesuffix("-key.md") for path in KEYS}
    assert len(cases) == 5


@pytest.mark.parametrize("key", [*KEYS, TRIALS / "network/key.md"], ids=lambda key: key.stem)
def test_a_key_has_ten_to_fourteen_points_and_some_that_may_never_be_missed(key):
    rows = points(key)

    assert 10 <= len(rows) <= 14
    assert any("✱" in row for row in rows)


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.stem)
def test_each_point_names_a_lesson_that_exists(key):
    known = lessons()

    for point in points(key):
        titles, _ = teaching(point)
        assert titles, point
        assert set(titles) <= set(known), point


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.stem)
def test_the_lessons_of_a_point_stand_on_its_facts(key):
    known = lessons()

    for point in points(key):
        titles, facts = teaching(point)
        taught = set().union(*(known[title] for title in titles))
        assert set(facts) <= taught, (point, set(facts) - taught)


def test_every_fact_named_in_the_trials_exists():
    known = {fact["key"] for fact in json.loads((SEED / "facts.json").read_text("utf-8"))}

    for key in KEYS:
        assert set(FACT.findall(key.read_text("utf-8"))) <= known, key.name
