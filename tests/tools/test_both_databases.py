"""Which tests run on PostgreSQL too: each statement is sent there by two of them, by the cheapest."""

import json

import pytest

from tests.both_databases.recording import shape
from tests.both_databases.rules import Recorded, kept, listed, read, written


def recorded(name: str, statements: str, seconds: float = 1.0, *, is_kept: bool = False) -> Recorded:
    return Recorded(name, seconds, frozenset(statements), is_kept)


@pytest.mark.parametrize(
    ("tests", "there"),
    [
        ([recorded("a", "x"), recorded("b", "x"), recorded("c", "x", 9)], {"a", "b"}),
        ([recorded("a", "x"), recorded("b", "x"), recorded("c", "xy", 9)], {"b", "c"}),
        ([recorded("a", "x"), recorded("b", "y")], {"a", "b"}),
        ([recorded("a", "x", is_kept=True), recorded("b", "x", is_kept=True), recorded("c", "x")], {"a", "b"}),
        ([recorded("a", "", is_kept=True), recorded("b", "")], {"a"}),
        ([recorded("a", "x"), recorded("b", "y"), recorded("c", "xy", 3), recorded("d", "xy", 3)], {"a", "b", "d"}),
    ],
)
def test_each_statement_is_sent_by_two_when_two_send_it(tests, there):
    names = kept(tests)
    assert names == there
    for statement in set().union(*(test.statements for test in tests)):
        senders = [test for test in tests if statement in test.statements]
        assert sum(test.name in names for test in senders) >= min(2, len(senders))


def test_who_meets_a_refusal_or_ends_a_transaction_always_runs_there(tmp_path):
    told = {"seconds": 0.1, "statements": ["x"], "refused": False, "at_once": False}
    lines = [
        {**told, "id": "tests/a.py::test_refused", "refused": True},
        {**told, "id": "tests/a.py::test_at_once", "at_once": True},
        {**told, "id": "tests/a.py::test_plain"},
        {**told, "id": "tests/config/b.py::test_of_a_server"},
    ]
    (tmp_path / "gw0.jsonl").write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    assert [test.is_kept for test in read(tmp_path)] == [True, False, True, True]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('SELECT "a" FROM "b" WHERE "c" IN (%s, %s)', 'SELECT "a" FROM "b" WHERE "c" IN (%s)'),
        ("INSERT INTO b (c) VALUES (%s), (%s)", "INSERT INTO b (c) VALUES (%s)"),
        ("SELECT a FROM b LIMIT 21", "SELECT a FROM b LIMIT 1"),
        ('SAVEPOINT "s140_x1"', 'SAVEPOINT "s3_x22"'),
        ("SELECT a FROM b WHERE c = 'd''e'", "SELECT a FROM b WHERE c = 'f'"),
    ],
)
def test_a_statement_is_known_without_its_values(one, other):
    assert shape(one) == shape(other)


def test_other_columns_make_another_statement():
    assert shape("SELECT a FROM b WHERE UPPER(c) = UPPER(%s)") != shape("SELECT a FROM b WHERE c = %s")


def test_the_list_is_read_as_it_was_written():
    names = {"tests/a.py::test_b", "tests/a.py::test_c[x :: y]", "tests/d/e.py::Test::test_f[ ]"}
    assert listed("# A word\n" + written(names)) == names
