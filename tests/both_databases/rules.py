"""The choice: each statement is sent to PostgreSQL by two tests, when two send it at all. Standard library only."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TIMES = 2  # how many tests on PostgreSQL send a statement
AROUND = 0.13  # seconds of the processor that a test takes before and after what is timed


@dataclass(frozen=True)
class Recorded:
    """What one test sends to PostgreSQL, and how many seconds of the processor it takes."""

    name: str
    seconds: float
    statements: frozenset[str]
    is_kept: bool


def read(folder: Path) -> list[Recorded]:
    """Return what the recording wrote, each test once, in the order of their names."""
    lines = [json.loads(line) for path in folder.glob("*.jsonl") for line in path.read_text().splitlines()]
    return sorted(map(_recorded, {line["id"]: line for line in lines}.values()), key=lambda test: test.name)


def _recorded(line: Mapping[str, Any]) -> Recorded:
    is_kept = line["refused"] or line["at_once"] or line["id"].startswith("tests/config/")
    return Recorded(line["id"], line["seconds"], frozenset(line["statements"]), is_kept)


def kept(tests: Iterable[Recorded]) -> set[str]:
    """Return the names of those that run on PostgreSQL: each statement is sent by TIMES of them, or by all there are.

    Whoever brings most for its seconds comes first; then whoever is no longer needed leaves, the dearest first.
    """
    every = list(tests)
    wanted = Counter(
        {name: min(TIMES, times) for name, times in Counter(s for t in every for s in t.statements).items()}
    )
    chosen = [test for test in every if test.is_kept]
    sent = Counter(statement for test in chosen for statement in test.statements)
    left = [test for test in every if not test.is_kept]
    while left:
        best = max(left, key=lambda test: (_brings(test, sent, wanted) / (test.seconds + AROUND), test.name))
        if not _brings(best, sent, wanted):
            break
        left.remove(best)
        chosen.append(best)
        sent.update(best.statements)
    for test in sorted(chosen, key=lambda test: (-test.seconds, test.name)):
        if not test.is_kept and all(sent[name] > wanted[name] for name in test.statements):
            chosen.remove(test)
            sent.subtract(test.statements)
    return {test.name for test in chosen}


def _brings(test: Recorded, sent: Mapping[str, int], wanted: Mapping[str, int]) -> int:
    return sum(sent[name] < wanted[name] for name in test.statements)


def written(names: Iterable[str]) -> str:
    """Return a list of tests to read: the path of a file, then its tests, a line each, after a space.

    >>> written(["tests/a.py::test_b", "tests/a.py::test_c[1]"])
    'tests/a.py\\n test_b\\n test_c[1]\\n'
    """
    lines, present = [], ""
    for name in sorted(names):
        path, _, test = name.partition("::")
        if path != present:
            lines.append(path)
            present = path
        lines.append(f" {test}")
    return "".join(f"{line}\n" for line in lines)


def listed(text: str) -> frozenset[str]:
    """Return the names in a list that `written` wrote."""
    names, path = set(), ""
    for line in text.splitlines():
        if line.startswith(" "):
            names.add(f"{path}::{line[1:]}")
        else:
            path = line
    return frozenset(names)
