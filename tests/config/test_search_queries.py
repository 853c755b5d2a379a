"""What people type, and the page they would be happiest to find: among the first three, nineteen times in twenty."""

import tomllib
from pathlib import Path

import pytest

from content.finding.ranking import find
from lib.near_words import are_opposite
from lib.text import fold_words

pytestmark = [pytest.mark.one_database, pytest.mark.usefixtures("first_content")]
FILES = sorted((Path(__file__).parent / "search_queries").glob("*.toml"))
LEAST = 0.95
NEAREST = 3


def queries() -> list[dict]:
    return [query for path in FILES for query in tomllib.loads(path.read_text(encoding="utf-8"))["query"]]


def test_the_page_expected_is_among_the_first_three_nineteen_times_in_twenty():
    asked = queries()
    assert len(asked) >= 150
    missed, empty = [], []
    for query in asked:
        addresses = [hit.thing.url for hit in find(query["typed"]).hits]
        if not addresses:
            empty.append(query["typed"])
        if not set(query["expected"]) & set(addresses[:NEAREST]):
            missed.append(query["typed"])
    assert empty == []
    assert len(missed) <= (1 - LEAST) * len(asked), missed


def test_a_slip_of_a_query_is_never_read_as_its_opposite():
    for query in queries():
        for word in find(query["typed"]).question.slips:
            assert not are_opposite(word.typed, fold_words(word.mended)), query["typed"]
