"""`make statements`: choose again which tests run on SQLite alone, by what each sends to PostgreSQL.

The suite runs whole on SQLite. On PostgreSQL a test runs too unless two others, which do run there, send each of its
statements: what it asserts beyond them is Python's. Always there: whoever asks for what happens at once or at a commit,
meets a refusal of the database, or stands in tests/config. A test that is new, or has a new name, runs on both until
this is run again: a release does it. Half an hour; needs the PostgreSQL and Redis of `make test`.
"""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from install import install
from steps import ROOT, Stop, end_when_asked, say
from test import PYTEST, STEALING, find_postgresql, find_redis
from tests.both_databases.rules import kept, read, written

LIST = ROOT / "tests" / "both_databases" / "sqlite_alone.txt"
HEAD = "# Made by `make statements`: tests whose every statement others send to PostgreSQL. They run on SQLite.\n"


def record(folder: Path) -> None:
    """Run on PostgreSQL whatever may run there. Raises Stop without one, without Redis, and when a test fails."""
    url, redis = find_postgresql(), find_redis()
    if url is None or redis is None:
        raise Stop("no PostgreSQL or no Redis answers")
    those = ["-p", "tests.both_databases.recording", "-m", "may_ask_a_server and not browser", "-n", "2", *STEALING]
    with tempfile.TemporaryDirectory(prefix="entrepairs-statements-") as var:
        servers = {"DATABASE_URL": url, "TEST_REDIS_URL": redis, "TEST_VAR_DIR": var, "STATEMENTS_DIR": str(folder)}
        if subprocess.run([*PYTEST, *those], cwd=ROOT, env=os.environ | servers, check=False).returncode:
            raise Stop("a test fails: its statements are not all known")


def main() -> int:
    """Record, choose, write the list."""
    end_when_asked()
    install("dev")
    with tempfile.TemporaryDirectory(prefix="entrepairs-statements-") as folder:
        record(Path(folder))
        tests = read(Path(folder))
    there = kept(tests)
    LIST.write_text(HEAD + written(test.name for test in tests if test.name not in there))
    on_both = [test for test in tests if test.name in there]
    seconds, all_seconds = (sum(test.seconds for test in some) for some in (on_both, tests))
    say(f"{len(on_both)} of {len(tests)} tests run on PostgreSQL too: {seconds:.0f} of {all_seconds:.0f} s")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Stop as stop:
        sys.exit(str(stop))
