"""A plugin of pytest: the tests of some modules, once for each change, in a process that has everything loaded.

The site takes seconds to load and a test hundredths: the process that collected the tests forks for each change, puts
the changed code in the functions, and runs the tests that enter them until one fails. What is made while a module loads
(a constant, a decorator, the body of a class) cannot be changed so: `run.py` starts a process for it.
"""

import ast
import contextlib
import gc
import importlib
import json
import os
import resource
import signal
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

import pytest

TOLD = "_told_by_mutants"
OPTIMIZED = 1  # inspect.CO_OPTIMIZED: a function, not a module nor the body of a class
CAUGHT, SURVIVED, COLD = "caught", "survived", "cold"
NEVER_ENDED = "it never ended"
Key = tuple[str, int]
Functions = dict[Key, list[FunctionType]]


def _nested(code: CodeType) -> list[CodeType]:
    return [const for const in code.co_consts if isinstance(const, CodeType)]


def _own(code: CodeType) -> tuple[object, ...]:
    """Return what a code does by itself, without the functions in it."""
    consts = [(type(const), repr(const)) for const in code.co_consts if not isinstance(const, CodeType)]
    return code.co_code, code.co_names, code.co_varnames, consts, code.co_exceptiontable


def key(code: CodeType) -> Key:
    """Return what a function is found by."""
    return code.co_qualname, code.co_firstlineno


def changed(before: CodeType, after: CodeType) -> dict[Key, CodeType] | None:
    """Return the code of every function that differs; None when what runs as the module loads differs too."""
    if len(_nested(before)) != len(_nested(after)):
        return {key(before): after} if before.co_flags & OPTIMIZED else None
    found: dict[Key, CodeType] = {}
    for old, new in zip(_nested(before), _nested(after), strict=True):
        inside = changed(old, new)
        if inside is None:
            return None
        found |= inside
    if before.co_flags & OPTIMIZED:
        if found or _own(before) != _own(after):
            found[key(before)] = after
    elif _own(before) != _own(after):
        return None
    return found


def functions_of(path: str) -> Functions:
    """Return the functions of a module that exist in this process."""
    gc.unfreeze()  # what pytest froze is seen again
    found: Functions = {}
    for each in gc.get_objects():
        if type(each) is FunctionType and each.__code__.co_filename == path:
            found.setdefault(key(each.__code__), []).append(each)
    return found


def put(new: dict[Key, CodeType], functions: Functions) -> bool:
    """Put the changed code in place; return whether some function has it."""
    done = False
    for each, code in new.items():
        for function in functions.get(each, []):
            if len(function.__code__.co_freevars) == len(code.co_freevars):
                function.__code__ = code
                done = True
    return done


def _in_a_fork(act: Callable[[], str], *, processor: int, patience: int) -> str:
    """Return what `act` says in a process of its own; empty when it used more seconds than it had."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
        signal.alarm(patience)
        with contextlib.suppress(BaseException):
            nowhere = os.open(os.devnull, os.O_RDWR)
            os.dup2(nowhere, 1)
            os.dup2(nowhere, 2)
            said = act().encode()
            while said:
                said = said[os.write(writing, said) :]
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said_there = pipe.read()
    os.waitpid(pid, 0)
    return said_there


def _nothing(_item: pytest.Item) -> None:
    """Do nothing around a test."""


def _run(
    items: list[pytest.Item],
    before: Callable[[pytest.Item], None] = _nothing,
    after: Callable[[pytest.Item], None] = _nothing,
) -> str:
    """Run these tests; return the name of the first that failed, or nothing."""
    session = items[0].session
    for item, following in zip(items, [*items[1:], None], strict=True):
        before(item)
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        after(item)
        if session.testsfailed:
            return item.nodeid
    return ""


@dataclass
class Entered:
    """The tests that enter each function (its module, its first line), the seconds of each, the one that fails."""

    functions: dict[str, dict[int, list[str]]]
    seconds: dict[str, float]
    failed: str

    def runs_as_its_module_loads(self, path: str, line: int, changed: dict[Key, CodeType]) -> bool:
        """Return whether what changed is in a function that no test enters, though they enter what it made."""
        known, names = self.functions.get(path, {}), [name for name, _line in changed]
        innermost = [name for name in names if not any(other.startswith(f"{name}.<locals>") for other in names)]
        return line in known and -line not in known and any("<locals>" not in name for name in innermost)

    def tests(self, path: str, line: int) -> list[str]:
        """Return the tests that enter a function, the quickest first.

        For what is in none (0), those that enter the module, then the others: a constant is read from elsewhere too.
        """
        known = self.functions.get(path, {})
        names = {name for first, found in known.items() if line in {0, first} for name in found}
        asked = self.seconds if line == 0 else names
        return sorted(asked, key=lambda name: (name not in names, self.seconds[name]))


class _Tell(ast.NodeTransformer):
    """Write at the head of each function that the outermost one around it is entered: its first line.

    Minus that line is told too when it is the outermost one itself: a decorator runs as its module loads, and only
    what it made is entered by a test.
    """

    outermost = 0

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        within, first = self.outermost, node.body[0].lineno
        self.outermost = within or first
        self.generic_visit(node)
        said = f"{within}" if within else f"{first}, -{first}"
        told = ast.parse(f"{TOLD}.update([{said}])").body[0]
        node.body.insert(0, ast.copy_location(told, node.body[0]))
        self.outermost = within
        return node


def _listen(path: str) -> set[int]:
    """Return the set in which each function of a module will write its first line as it is entered."""
    source, heard = Path(path).read_text(encoding="utf-8"), set[int]()
    telling = ast.fix_missing_locations(_Tell().visit(ast.parse(source)))
    functions = functions_of(path)
    put(changed(compile(source, path, "exec"), compile(telling, path, "exec")) or {}, functions)
    for function in (each for found in functions.values() for each in found):
        function.__globals__[TOLD] = heard
    return heard


def _enter(items: list[pytest.Item], paths: list[str]) -> str:
    """Run every test; return, as JSON, the fields of Entered."""
    heard = {path: _listen(path) for path in paths}
    functions: dict[str, dict[int, list[str]]] = {path: {} for path in paths}
    seconds: dict[str, float] = {}
    started = [0.0]

    def before(_item: pytest.Item) -> None:
        started[0] = time.process_time()

    def after(item: pytest.Item) -> None:
        seconds[item.nodeid] = time.process_time() - started[0]
        for path, lines in heard.items():
            for line in lines:
                functions[path].setdefault(line, []).append(item.nodeid)
            lines.clear()

    failed = _run(items, before, after)
    return json.dumps([functions, seconds, failed])


def _entered(items: list[pytest.Item], paths: list[str]) -> Entered:
    if not items or threading.active_count() > 1:
        return Entered({}, {}, "no test was collected" if not items else "a thread runs: nothing can be forked")
    said = _in_a_fork(lambda: _enter(items, paths), processor=1800, patience=3600)
    functions, seconds, failed = json.loads(said or '[{}, {}, "the tests never end"]')
    found = {path: {int(line): names for line, names in each.items()} for path, each in functions.items()}
    return Entered(found, seconds, failed)


class Warm:
    """Run the changes of MUTANTS (JSON, by module, see `mutate`); write a line of JSON for each beside it."""

    def __init__(self, order: Path) -> None:
        self.order = order
        asked = json.loads(order.read_text())
        self.modules = [module.removeprefix("site/").removesuffix(".py").replace("/", ".") for module in asked]
        self.asked = {str(Path(module).resolve()): each for module, each in asked.items()}

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Take the place of pytest's loop."""
        with self.order.with_suffix(".out").open("w") as out:
            for line in self._outcomes(session.items):
                out.write(json.dumps(line) + "\n")
                out.flush()
        return True

    def _outcomes(self, items: list[pytest.Item]) -> Iterator[dict[str, object]]:
        for module in self.modules:  # Django loads a middleware at the first request only
            importlib.import_module(module)
        entered = _entered(items, list(self.asked))
        if entered.failed:
            yield {"failed": entered.failed}
            return
        named = {item.nodeid: item for item in items}
        for path, changes in self.asked.items():
            functions = functions_of(path)
            before = compile(Path(path).read_text(encoding="utf-8"), path, "exec")
            for change in changes:
                new = changed(before, compile(change["text"], path, "exec"))
                if (
                    new is None
                    or not any(each in functions for each in new)
                    or entered.runs_as_its_module_loads(path, change["first"], new)
                ):
                    yield {"outcome": COLD, "tests": entered.tests(path, change["first"])}
                    continue
                tests = entered.tests(path, change["first"])
                seconds = int(sum(entered.seconds[each] for each in tests))
                yield _outcome(new, functions, [named[each] for each in tests], seconds)


def _outcome(
    new: dict[Key, CodeType], functions: Functions, tests: list[pytest.Item], seconds: int
) -> dict[str, object]:
    if not tests:
        return {"outcome": SURVIVED, "by": "no test enters it"}

    def act() -> str:
        return (_run(tests) or SURVIVED) if put(new, functions) else COLD

    # A loop that never ends uses the processor; a clock also runs while the machine does something else.
    said = _in_a_fork(act, processor=30 + 4 * seconds, patience=60 + 30 * seconds)
    if said in {COLD, SURVIVED}:
        return {"outcome": said, "tests": [each.nodeid for each in tests]}
    return {"outcome": CAUGHT, "by": said or NEVER_ENDED}


def pytest_configure(config: pytest.Config) -> None:
    """Take the order of the environment."""
    if order := os.environ.get("MUTANTS"):
        config.pluginmanager.register(Warm(Path(order)))
