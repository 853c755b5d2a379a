"""`make mutants`: which changes it draws, how it judges, and how it puts a changed function in a running process."""

import ast
import importlib
import tomllib
from pathlib import Path

import pytest

from tests.mutants import warm

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def run(monkeypatch):
    """Import the runner as when it runs."""
    monkeypatch.syspath_prepend(str(ROOT / "tools"))
    return importlib.import_module("tests.mutants.run")


def change(now: str, **more: object) -> dict[str, object]:
    return {"operator": "AddNot", "in": "may", "line": 3, "was": "if a:", "now": now, "text": now, **more}


def test_the_same_changes_are_drawn_whatever_stands_above_them(run):
    changes = [change(f"if {number}:") for number in range(50)]
    moved = [{**each, "line": each["line"] + 40} for each in reversed(changes)]
    drawn = [each["now"] for each in run.drawn(changes, "a seed", 10)]
    assert len(drawn) == 10
    assert drawn == [each["now"] for each in run.drawn(moved, "a seed", 10)]
    assert drawn != [each["now"] for each in run.drawn(changes, "another", 10)]


def test_two_ways_to_the_same_text_are_one_change(run):
    assert len(run.drawn([change("if not a:"), change("if not a:", operator="Other")], "a seed", 10)) == 1


def found(run, tried: int, *survivors: dict[str, object]):
    caught = [change(f"if {number}:") for number in range(tried - len(survivors))]
    return [run.Found("a.py", [*caught, *survivors], list(survivors))]


def listed(now: str, module: str = "a.py") -> dict[str, object]:
    return {"module": module, "in": "may", "was": "if a:", "now": now, "why": "the same in every case"}


def test_nine_in_ten_caught_and_the_rest_listed_is_enough(run):
    assert run.judge(found(run, 10, change("if b:")), [listed("if b:"), listed("if c:", "not_run.py")]) == []


def test_too_few_caught_is_said(run):
    lives = [change("if b:"), change("if c:")]
    assert run.judge(found(run, 10, *lives), [listed("if b:"), listed("if c:")]) == ["8 of 10 caught: under 90%"]


def test_a_survivor_that_is_not_listed_is_said(run):
    assert run.judge(found(run, 10, change("if b:")), []) == ["not in survivors.toml: a.py | may | if a: | if b:"]


def test_a_reason_for_what_is_caught_now_is_said_but_not_for_what_was_not_tried(run):
    told = run.judge(found(run, 10), [listed("if 3:"), listed("if b:")])
    assert told == ["in survivors.toml, but caught: a.py | may | if a: | if 3:"]


@pytest.mark.parametrize(
    ("line", "is_a_lock"),
    [
        ("_lock(mandate.membership)", True),
        ("reset_by_two.lock_pending(user)", True),
        ("rows = rows.lock()", True),
        ("rows.select_for_update().get(pk=1)", True),
        ("with transaction.atomic():", True),
        ("fcntl.flock(lock, fcntl.LOCK_EX)", False),
        ("page.block(name)", False),
    ],
)
def test_what_locks_a_row_is_tried_where_rows_are_locked(run, line, is_a_lock):
    assert bool(run.LOCKS.search(line)) is is_a_lock


def test_what_never_ended_is_counted_apart(run, capsys):
    told = [change("if a is None:", by=warm.NEVER_ENDED), change("if not a:", by="a test")]
    for each, said in ((told, " (1 it never ended)"), (told[1:], "")):
        run.report(run.Found("a.py", each))
        assert capsys.readouterr().out.endswith(f"a.py{said}\n")


@pytest.fixture
def journeys(run):
    return tomllib.loads((run.HERE / "modules.toml").read_text()).values()


def test_every_module_and_every_test_of_the_list_is_there(journeys):
    for journey in journeys:
        for path in (*journey["modules"], *journey["tests"], *journey.get("at_once", [])):
            assert (ROOT / path).exists(), path


def test_every_survivor_of_the_list_has_a_module_of_the_list_and_a_reason(run, journeys):
    modules = {module for journey in journeys for module in journey["modules"]}
    for survivor in tomllib.loads((run.HERE / "survivors.toml").read_text()).get("survivor", []):
        assert survivor["module"] in modules
        assert len(survivor["why"].split()) > 3, survivor


def test_the_tests_that_enter_a_function_are_run_the_quickest_first():
    seconds = {"slow": 2, "quick": 1, "other": 0.5, "far": 0}
    entered = warm.Entered({"a.py": {4: ["slow", "quick"], 9: ["other"]}}, seconds, "")
    assert entered.tests("a.py", 4) == ["quick", "slow"]
    assert entered.tests("b.py", 4) == []
    assert entered.tests("a.py", 0) == ["other", "quick", "slow", "far"], "a constant is read from elsewhere too"


BEFORE = """
LEAST = 3
class Rule:
    least = LEAST
    def may(self, age):
        return any(age >= each for each in [self.least])
"""


def code(text: str):
    return compile(text, "rule.py", "exec")


def test_what_changes_in_a_function_is_found_with_the_functions_in_it():
    after = code(BEFORE.replace(">=", ">"))
    found = warm.changed(code(BEFORE), after)
    assert {name for name, _line in found} == {"Rule.may", "Rule.may.<locals>.<genexpr>"}


@pytest.mark.parametrize("change", [("LEAST = 3", "LEAST = 4"), ("least = LEAST", "least = 5"), ("age)", "age=9)")])
def test_what_runs_as_a_module_loads_needs_a_process(change):
    assert warm.changed(code(BEFORE), code(BEFORE.replace(*change))) is None


def test_the_same_code_has_no_change():
    assert warm.changed(code(BEFORE), code(BEFORE)) == {}


def test_the_changed_function_answers_in_the_place_of_the_other():
    space: dict[str, object] = {}
    exec(code(BEFORE), space)
    rule = space["Rule"]
    functions = {warm.key(rule.may.__code__): [rule.may]}
    assert rule().may(3)
    assert warm.put(warm.changed(code(BEFORE), code(BEFORE.replace(">=", ">"))), functions)
    assert not rule().may(3)


def test_a_change_that_turns_for_ever_is_ended_by_the_processor_it_used():
    def turn() -> str:
        while True:
            pass

    assert warm._in_a_fork(turn, processor=1, patience=600) == ""
    assert warm._in_a_fork(lambda: warm.SURVIVED, processor=1, patience=600) == warm.SURVIVED


DECORATOR = """
def required(view):
    def wrapped():
        return view() or None
    return wrapped
"""


def test_a_test_enters_a_decorator_by_what_it_made():
    heard: set[int] = set()
    space: dict[str, object] = {warm.TOLD: heard}
    exec(compile(ast.fix_missing_locations(warm._Tell().visit(ast.parse(DECORATOR))), "rule.py", "exec"), space)
    made = space["required"](lambda: "seen")
    assert heard == {3, -3}, "as its module loads"
    heard.clear()
    assert made() == "seen"
    assert heard == {3}


@pytest.mark.parametrize(
    ("change", "needs_a_process"), [(("return wrapped", "return None"), True), (("or", "and"), False)]
)
def test_what_a_decorator_does_as_its_module_loads_needs_a_process(change, needs_a_process):
    found = warm.changed(code(DECORATOR), code(DECORATOR.replace(*change)))
    by_what_it_made = warm.Entered({"rule.py": {3: ["a test"]}}, {"a test": 1}, "")
    assert by_what_it_made.runs_as_its_module_loads("rule.py", 3, found) is needs_a_process
    itself = warm.Entered({"rule.py": {3: ["a test"], -3: ["a test"]}}, {"a test": 1}, "")
    assert not itself.runs_as_its_module_loads("rule.py", 3, found)
