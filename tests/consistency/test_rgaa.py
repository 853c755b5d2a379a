"""docs/rgaa.md: every criterion of the RGAA 4.1.2 with its state, and what the declaration says of it."""

import pytest

from tests.consistency.tree import is_there, rows_of

# How many criteria each theme has, from 1 to 13.
THEMES = (9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12)
UNMET, ASKED, MET, ABSENT = "non conforme", "à vérifier par une personne", "conforme", "non applicable"
LONGEST_SENTENCE = 20  # words


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return rows_of("rgaa.csv")


def test_every_criterion_has_a_state(rows):
    numbers = [f"{theme}.{each}" for theme, many in enumerate(THEMES, 1) for each in range(1, many + 1)]
    assert len(numbers) == 106
    assert [row["number"] for row in rows] == numbers
    assert {row["state"] for row in rows} <= {UNMET, ASKED, MET, ABSENT}
    assert [row["number"] for row in rows if not row["title"]] == []


def test_what_is_not_met_is_said_in_the_declaration_and_the_rest_is_not(rows):
    for row in rows:
        assert bool(row["said"]) is (row["state"] in {UNMET, ASKED}), row["number"]


def test_what_is_met_says_how_or_names_a_test(rows):
    assert [row["number"] for row in rows if not (row["how"] or row["tests"])] == []
    assert [row["number"] for row in rows if row["state"] != MET and not row["how"]] == []


def test_every_test_named_exists(rows):
    named = [(row["number"], each) for row in rows for each in row["tests"].split()]
    assert [each for each in named if "::test_" not in each[1] or not is_there(each[1])] == []


def test_the_declaration_is_in_short_sentences(rows):
    sentences = [sentence for row in rows for sentence in row["said"].split(". ") if sentence]
    assert [each for each in sentences if len(each.split()) > LONGEST_SENTENCE] == []
