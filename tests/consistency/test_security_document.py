"""docs/security.md: every point of the ASVS 5.0.0, levels 1 and 2, with an answer that leads somewhere."""

import subprocess
import sys

import pytest

from tests.consistency.tree import ROOT, is_there, rows_of

# Section: its points at level 2, `+` for those of level 1. What is missing is of level 3.
POINTS = """
1.1: 1 2; 1.2: 1+ 2+ 3+ 4+ 5+ 6 7 8 9; 1.3: 1+ 2+ 3 4 5 6 7 8 9 10 11; 1.4: 1 2 3; 1.5: 1+ 2;
2.1: 1+ 2 3; 2.2: 1+ 2+ 3; 2.3: 1+ 2 3 4; 2.4: 1;
3.2: 1+ 2+; 3.3: 1+ 2 3 4; 3.4: 1+ 2+ 3 4 5 6; 3.5: 1+ 2+ 3+ 4 5; 3.7: 1 2;
4.1: 1+ 2 3; 4.2: 1; 4.3: 1 2; 4.4: 1+ 2 3 4;
5.1: 1; 5.2: 1+ 2+ 3; 5.3: 1+ 2+; 5.4: 1 2 3;
6.1: 1+ 2 3; 6.2: 1+ 2+ 3+ 4+ 5+ 6+ 7+ 8+ 9 10 11 12; 6.3: 1+ 2+ 3 4; 6.4: 1+ 2+ 3 4; 6.5: 1 2 3 4 5; 6.6: 1 2 3;
6.8: 1 2 3 4;
7.1: 1 2 3; 7.2: 1+ 2+ 3+ 4+; 7.3: 1 2; 7.4: 1+ 2+ 3 4 5; 7.5: 1 2; 7.6: 1 2;
8.1: 1+ 2; 8.2: 1+ 2+ 3; 8.3: 1+; 8.4: 1;
9.1: 1+ 2+ 3+; 9.2: 1+ 2 3 4;
10.1: 1 2; 10.2: 1 2; 10.3: 1 2 3 4; 10.4: 1+ 2+ 3+ 4+ 5+ 6 7 8 9 10 11; 10.5: 1 2 3 4 5; 10.6: 1 2; 10.7: 1 2 3;
11.1: 1 2; 11.2: 1 2 3; 11.3: 1+ 2+ 3; 11.4: 1+ 2 3 4; 11.5: 1; 11.6: 1;
12.1: 1+ 2 3; 12.2: 1+ 2+; 12.3: 1 2 3 4;
13.1: 1; 13.2: 1 2 3 4 5; 13.3: 1 2; 13.4: 1+ 2 3 4 5;
14.1: 1 2; 14.2: 1+ 2 3 4; 14.3: 1+ 2 3;
15.1: 1+ 2 3; 15.2: 1+ 2 3; 15.3: 1+ 2 3 4 5 6 7;
16.1: 1; 16.2: 1 2 3 4 5; 16.3: 1 2 3 4; 16.4: 1 2 3; 16.5: 1 2 3;
17.1: 1; 17.2: 1 2 3 4; 17.3: 1 2
"""


def _points() -> list[tuple[str, str]]:
    """Return the number and the level of each point, in order."""
    sections = (each.split(":") for each in POINTS.split(";"))
    return [
        (f"{section.strip()}.{point.rstrip('+')}", "1" if point.endswith("+") else "2")
        for section, points in sections
        for point in points.split()
    ]


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    return rows_of("asvs.csv")


def test_the_tables_are_drawn_from_the_data():
    made = subprocess.run([sys.executable, "tools/tables.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert (made.returncode, made.stdout) == (0, "up to date\n")


def test_every_point_of_levels_1_and_2_has_an_answer(rows):
    assert [(row["number"], row["level"]) for row in rows] == _points()
    assert {row["answer"] for row in rows} <= {"tested", "argued", "does not apply", "not met"}
    assert [row["number"] for row in rows if not row["asks"]] == []


def test_every_file_and_every_test_named_exists(rows):
    assert [(row["number"], each) for row in rows for each in row["where"].split() if not is_there(each)] == []


def test_an_answer_leads_somewhere(rows):
    """What is tested names a test; the rest says why, and where when it is argued."""
    needs = {
        "tested": lambda row: row["where"] and all("::test_" in each for each in row["where"].split()),
        "argued": lambda row: row["where"] and row["why"],
        "does not apply": lambda row: row["why"],
        "not met": lambda row: row["why"],
    }
    assert [row["number"] for row in rows if not needs[row["answer"]](row)] == []
