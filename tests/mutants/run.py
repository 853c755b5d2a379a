"""`make mutants`: change one thing at a time in the modules that decide, and see whether a test notices.

    make mutants [MODULES="sharing site/accounts/two_people.py …"] [MOST=40] [SEED=entrepairs]

`modules.toml` says which tests stand beside each module, and how many changes are tried: the same ones each time, drawn
by their own words. `survivors.toml` says why some may live. It fails when under 90 in 100 are caught, or when one lives
that is not in the list. Nothing is written in this folder: everything runs in a copy. What looks like a lock is also
tried on PostgreSQL, when one answers. Half an hour to an hour. Standard library only.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from install import install, install_apart
from steps import ROOT, VENV_PYTHON, Stop, end_when_asked, end_with_parent, say
from test import find_postgresql

HERE = ROOT / "tests" / "mutants"
LEAST = 0.90
MOST = int(os.environ.get("MOST") or 40)  # changes of a module
MOST_TESTS = 300  # tests of a change that needs a process, the quickest of those that enter its module first
AT_ONCE = ["tests/security/test_locks.py"]
MOST_COLD = 2  # those that need a process each
PATIENCE = 600  # seconds
NEVER_ENDED = "it never ended"  # what `warm` says; many on a busy machine say nothing of the tests
LOCKS = re.compile(r"select_for_update|atomic|\b_?lock(_\w+)?\(")
PYTEST = [str(VENV_PYTHON), "-m", "pytest", "-q", "-x", "--color=no", "-p", "no:cacheprovider", "-p", "no:randomly"]
PYTEST += ["-p", "no:xdist"]
NOT_COPIED = shutil.ignore_patterns(".venv*", ".git", "var", "node_modules", ".*_cache", "__pycache__")
Change = dict[str, Any]
Key = tuple[str, str, str, str]


@dataclass
class Found:
    """What came of the changes of a module."""

    module: str
    tried: list[Change] = field(default_factory=list)
    survivors: list[Change] = field(default_factory=list)
    seconds: float = 0

    @property
    def caught(self) -> int:
        """Return how many a test noticed."""
        return len(self.tried) - len(self.survivors)


def drawn(changes: Iterable[Change], seed: str, most: int) -> list[Change]:
    """Return at most so many changes, each text once: the same ones as long as their lines are the same."""
    once = {change["text"]: change for change in changes}.values()

    def rank(change: Change) -> str:
        words = [seed, *(str(change[name]) for name in ("operator", "in", "was", "now"))]
        return hashlib.sha256("\0".join(words).encode()).hexdigest()

    return sorted(once, key=rank)[:most]


def key(module: str, change: Change) -> Key:
    """Return what a survivor is known by: not its line, which moves."""
    return module, change["in"], change["was"], change["now"]


def judge(found: list[Found], listed: list[Change]) -> list[str]:
    """Return what must not be: too few caught, a survivor that is not listed, a reason for one that lives no more."""
    tried, caught = sum(len(each.tried) for each in found), sum(each.caught for each in found)
    allowed = {key(each["module"], each): each["why"] for each in listed}
    alive = {key(each.module, change) for each in found for change in each.survivors}
    known = {key(each.module, change) for each in found for change in each.tried}
    wrong = [f"not in survivors.toml: {' | '.join(each)}" for each in sorted(alive - set(allowed))]
    wrong += [f"in survivors.toml, but caught: {' | '.join(each)}" for each in sorted(set(allowed) & known - alive)]
    if tried and caught / tried < LEAST:
        wrong.append(f"{caught} of {tried} caught: under {LEAST:.0%}")
    return wrong


class Workshop:
    """A copy of the code, where changes are tried."""

    def __init__(self, folder: Path, changer: Path) -> None:
        self.folder, self.tree, self.changer = folder, folder / "tree", changer
        shutil.copytree(ROOT, self.tree, ignore=NOT_COPIED)
        names = {"DATABASE_URL", "TEST_REDIS_URL", "TEST_VAR_DIR", "PYTHONDONTWRITEBYTECODE", "PYTHONPATH"}
        self.environ = {name: value for name, value in os.environ.items() if name not in names}
        self.environ |= {"PYTHONPATH": str(self.tree), "TEST_MIGRATED_AS": "mutants"}
        self.environ["TEST_MIGRATED_DIR"] = str(folder)
        self.postgresql = find_postgresql()

    def changes(self, module: str) -> list[Change]:
        """Return every change of a module."""
        command: list[str | Path] = [self.changer, self.tree / "tests/mutants/mutate.py", module]
        return json.loads(subprocess.run(command, cwd=self.tree, stdout=subprocess.PIPE, check=True).stdout)

    def pytest(self, tests: list[str], log: Path, *more: str, **environ: str) -> bool | None:
        """Run tests; return whether they pass, None when they never end."""
        with log.open("w") as out:
            try:
                done = subprocess.run(
                    [*PYTEST, *more, *tests], cwd=self.tree, env=self.environ | environ, stdin=subprocess.DEVNULL,
                    stdout=out, stderr=subprocess.STDOUT, check=False, preexec_fn=end_with_parent,
                    timeout=None if more else PATIENCE,
                )  # fmt: skip
            except subprocess.TimeoutExpired:
                return None
        return done.returncode == 0

    def warm(self, changes: dict[str, list[Change]], tests: list[str], **environ: str) -> dict[str, list[Change]]:
        """Try changes where everything is loaded (`warm`); return what came of each. Raises Stop when none can be."""
        order = self.folder / "order.json"
        order.write_text(json.dumps(changes))
        out = order.with_suffix(".out")
        out.unlink(missing_ok=True)
        self.pytest(tests, self.folder / "log", "-p", "tests.mutants.warm", MUTANTS=str(order), **environ)
        lines = [json.loads(line) for line in out.read_text().splitlines()] if out.exists() else []
        failed = next((line["failed"] for line in lines if "failed" in line), None)
        if failed or len(lines) != sum(map(len, changes.values())):
            raise Stop(f"{failed or ''}\n{(self.folder / 'log').read_text()[-3000:]}")
        told = iter(lines)
        return {module: [{**change, **next(told)} for change in each] for module, each in changes.items()}

    def cold(self, module: str, change: Change, tests: list[str], **environ: str) -> Change:
        """Try one change in a process of its own."""
        path, names = self.tree / module, self.folder / "names"
        names.write_text("\n".join((change["tests"] or tests)[:MOST_TESTS]))
        text = path.read_text(encoding="utf-8")
        path.write_text(change["text"], encoding="utf-8")
        try:
            passed = self.pytest([f"@{names}"], self.folder / "log", PYTHONDONTWRITEBYTECODE="1", **environ)
        finally:
            path.write_text(text, encoding="utf-8")
        return {**change, "outcome": "survived" if passed else "caught"}

    def judge_each(self, changes: dict[str, list[Change]], tests: list[str], **environ: str) -> dict[str, list[Change]]:
        """Try changes, a few of those that need a process each included."""
        told = self.warm(changes, tests, **environ)
        for module, each in told.items():
            cold = [change for change in each if change["outcome"] == "cold"][:MOST_COLD]
            each[:] = [change for change in each if change["outcome"] != "cold"]
            each += [self.cold(module, change, tests, **environ) for change in cold]
        return told

    def run(self, journey: dict[str, Any], modules: list[str], seed: str) -> Iterator[Found]:
        """Try the changes of the modules of a journey."""
        started = time.monotonic()
        drawn_of = {module: drawn(self.changes(module), seed, journey.get("most", MOST)) for module in modules}
        told = self.judge_each(drawn_of, journey["tests"])
        alive = {
            module: [change for change in each if change["outcome"] == "survived"] for module, each in told.items()
        }
        locks = {module: [change for change in each if LOCKS.search(change["was"])] for module, each in alive.items()}
        if self.postgresql and any(locks.values()):  # SQLite has one writer at a time, and ignores the lock of a row
            again = self.judge_each(locks, journey.get("at_once", AT_ONCE), DATABASE_URL=self.postgresql)
            caught = {each["text"] for tried in again.values() for each in tried if each["outcome"] == "caught"}
            alive = {
                module: [change for change in each if change["text"] not in caught] for module, each in alive.items()
            }
        seconds = (time.monotonic() - started) / len(modules)
        for module in modules:
            yield Found(module, told[module], alive[module], seconds)


def report(found: Found) -> None:
    """Say what came of a module."""
    ended = sum(each.get("by") == NEVER_ENDED for each in found.tried)
    say(
        f"{found.caught:4} of {len(found.tried):4} caught  {found.seconds:5.0f} s  {found.module}"
        + (f" ({ended} {NEVER_ENDED})" if ended else "")
    )
    for each in found.survivors:
        say(f"       lives: {each['operator']}, {each['in']}, line {each['line']} {each.get('by') or ''}")
        say(f"          was {each['was']}\n          now {each['now']}")


def main() -> int:
    """Run the modules asked for; 1 when something must not be."""
    end_when_asked()
    os.nice(max(0, 15 - os.nice(0)))
    install("dev")
    journeys = tomllib.loads((HERE / "modules.toml").read_text(encoding="utf-8"))
    asked = os.environ.get("MODULES", "").split()
    listed = tomllib.loads((HERE / "survivors.toml").read_text(encoding="utf-8")).get("survivor", [])
    found = []
    with tempfile.TemporaryDirectory(prefix="entrepairs-mutants-") as folder:
        workshop = Workshop(Path(folder), install_apart("mutants"))
        for name, journey in journeys.items():
            modules = [each for each in journey["modules"] if not asked or each in asked or name in asked]
            for each in workshop.run(journey, modules, os.environ.get("SEED") or "entrepairs") if modules else ():
                found.append(each)
                report(each)
    wrong = judge(found, listed)
    tried, caught = sum(len(each.tried) for each in found), sum(each.caught for each in found)
    say(f"{caught} of {tried} caught, {sum(each.seconds for each in found):.0f} s\n" + "\n".join(wrong))
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
