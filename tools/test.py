"""`make test`: everything that must pass, one stage after the other, and a summary that leaves nothing unsaid.

Stages: lint, deployment checks, missing migrations, the suite on SQLite, what asks a database or a cache on PostgreSQL
and Redis, the browser, an old browser's engine.
What a machine cannot run is named in the summary; with CI=true that is a failure.
"""

import base64
import contextlib
import os
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from install import install, install_apart
from steps import ROOT, VENV_PYTHON, Stop, end, end_when_asked, end_with_parent, say

POSTGRESQL = (
    "postgres://postgres@127.0.0.1:5432/postgres",
    "postgres:///postgres?host=/var/run/postgresql",
    "postgres://postgres@/postgres?host=/var/run/postgresql",
)
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
MANAGE = [str(VENV_PYTHON), "site/manage.py"]
PYTEST = [str(VENV_PYTHON), "-m", "pytest", "-q", "--color=no", "-p", "no:cacheprovider"]
CORES = len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 2  # those we may use
MOST_ON_REDIS = 5  # each process empties two of its sixteen databases, the outages take the last six
STEALING = ["--dist", "worksteal"]  # two tests last half a minute: whoever is free takes what waits behind them
Outcome = tuple[bool | None, str]  # passed, failed, or left out; and a word about it


def call(command: list[str], **environ: str | None) -> Outcome:
    """Run one command with its output shown as it comes; its last line is kept for the summary.

    `environ` is added to the environment; None takes a variable away.
    """
    last = ""
    wanted = {**os.environ, **environ}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={name: value for name, value in wanted.items() if value is not None},
        process_group=0,
        preexec_fn=end_with_parent,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    ) as process:
        try:
            for line in process.stdout or ():
                sys.stdout.write(line)
                sys.stdout.flush()
                last = line.strip("= \n") or last
        except BaseException:
            os.killpg(process.pid, signal.SIGTERM)  # its workers too
            raise
    return process.returncode == 0, last


def find_postgresql() -> str | None:
    """The address of a PostgreSQL that answers: TEST_DATABASE_URL, else this machine's own."""
    probe = "import psycopg, sys; psycopg.connect(sys.argv[1], connect_timeout=3).close()"
    for url in filter(None, (os.environ.get("TEST_DATABASE_URL"), *POSTGRESQL)):
        plain = url.replace("postgres://", "postgresql://", 1)
        if subprocess.run([VENV_PYTHON, "-c", probe, plain], capture_output=True, check=False).returncode == 0:
            return url
    return None


def find_redis() -> str | None:
    """The address, without a number, of a Redis that answers: TEST_REDIS_URL, else this machine's own."""
    probe = "import redis, sys; redis.Redis.from_url(sys.argv[1]).ping()"
    for url in filter(None, (os.environ.get("TEST_REDIS_URL"), "redis://127.0.0.1:6379")):
        if subprocess.run([VENV_PYTHON, "-c", probe, url], capture_output=True, check=False).returncode == 0:
            return url
    return None


def find_browser() -> str | None:
    """The path of a Chromium: CHROMIUM, else Debian's; the one that draws no window takes a third less time."""
    return next(filter(None, map(shutil.which, (os.environ.get("CHROMIUM", ""), *BROWSERS))), None)


def postgresql_var() -> str:
    """The private folder of the suite on PostgreSQL: its name names the database too."""
    shared = os.environ["TEST_MIGRATED_DIR"]
    return f"{shared}/postgresql-{shared[-8:]}"


@contextlib.contextmanager
def migrating_ahead() -> Iterator[None]:
    """Make the databases that the suites copy while the linters use one core; a test that comes too soon waits."""
    command: list[str | Path] = [VENV_PYTHON, "-m", "tests.cloned_database"]
    ours = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "TEST_REDIS_URL"}}
    ours |= {"DJANGO_SETTINGS_MODULE": "config.settings_test", "PYTHONPATH": "site:."}
    url = find_postgresql() if find_redis() else None
    databases = [{}, {"DATABASE_URL": url, "TEST_VAR_DIR": postgresql_var()}] if url else [{}]
    running = [
        subprocess.Popen(command, cwd=ROOT, env=ours | each, stdin=subprocess.DEVNULL, preexec_fn=end_with_parent)
        for each in databases
    ]
    try:
        yield
    finally:
        for process in running:
            end(process)


def lint() -> Outcome:
    """Ruff, the template linters, the import contracts, the types."""
    passed, _ = call([str(VENV_PYTHON), "tools/lint.py"])
    return passed, ""


def production(var: str) -> dict[str, str]:
    """The environment of a site on the open web, for the checks."""
    return {
        "VAR_DIR": var,
        "ORIGIN": "https://exemple.org",
        "PROXY_COUNT": "1",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "CODE_KEY": secrets.token_urlsafe(48),
        "PASSPORT_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        "DATABASE_URL": f"sqlite:///{var}/checks.sqlite3",
    }


def checks() -> Outcome:
    """`check --deploy` without a warning under an https ORIGIN; no model change without its migration."""
    with tempfile.TemporaryDirectory(prefix="entrepairs-checks-") as var:
        Path(var, "static").mkdir()
        deploy = [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"]
        passed, last = call([VENV_PYTHON.as_posix(), "-W", "error", *deploy[1:]], **production(var))
        migrations, said = call([*MANAGE, "makemigrations", "--check", "--dry-run"], **production(var))
    return passed and migrations, said if passed else last


def processes(most: int = 16) -> list[str]:
    """Pytest's options for as many processes as there are cores, two at least."""
    return ["-n", str(min(max(2, CORES), most))]


def suite_on_sqlite() -> Outcome:
    """The suite on a SQLite file, in random order."""
    return call([*PYTEST, *processes(), *STEALING, "-m", "not browser"], DATABASE_URL=None, TEST_REDIS_URL=None)


def suite_on_postgresql() -> Outcome:
    """What asks a database or a cache, on PostgreSQL and Redis, in random order; the rest has run on SQLite."""
    url, redis = find_postgresql(), find_redis()
    if url is None or redis is None:
        return None, "no PostgreSQL or no Redis answers: start them, or give TEST_DATABASE_URL and TEST_REDIS_URL"
    those = ["-m", "server and not browser"]
    servers = {"DATABASE_URL": url, "TEST_REDIS_URL": redis, "TEST_VAR_DIR": postgresql_var()}
    return call([*PYTEST, *processes(MOST_ON_REDIS), *STEALING, *those], **servers)


def browser() -> Outcome:
    """The journeys in a real browser; those of the outages on a PostgreSQL and a Redis, cut from the site in turn."""
    path = find_browser()
    if path is None:
        return None, "no Chromium: install Debian's package « chromium-headless-shell », or give CHROMIUM"
    outages = {"OUTAGE_DATABASE_URL": find_postgresql(), "OUTAGE_REDIS_URL": find_redis()}
    together = [*processes(), "--dist", "loadgroup"]  # the outages share one site: one process runs them all
    those = ["-m", "browser", "--ignore", "tests/old_engine"]
    return call([*PYTEST, *together, *those], DATABASE_URL=None, TEST_REDIS_URL=None, CHROMIUM=path, **outages)


def old_engine() -> Outcome:
    """Six screens in a Chromium of 2021, which has an environment of its own: it is never installed with the site."""
    try:
        python = str(install_apart("old_engine"))
    except Stop:
        return None, "requirements/old_engine.txt cannot be installed here"
    return call([*PYTEST, "tests/old_engine"], DATABASE_URL=None, TEST_REDIS_URL=None, OLD_ENGINE=python)


STAGES: dict[str, Callable[[], Outcome]] = {
    "lint": lint,
    "checks": checks,
    "suite on SQLite": suite_on_sqlite,
    "suite on PostgreSQL and Redis": suite_on_postgresql,
    "browser": browser,
    "old engine": old_engine,
}
WORDS = {True: "ok", False: "FAILED", None: "LEFT OUT"}


def compile_once(folder: str) -> None:
    """Let what one process compiles serve all: the tests' modules and Django's are dear to read, forty times over.

    Where nobody wants compiled files beside the code (PYTHONDONTWRITEBYTECODE), they lie in `folder`.
    """
    if os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        os.environ["PYTHONPYCACHEPREFIX"] = f"{folder}/compiled"


def main() -> int:
    """Run every stage, even after one failed; 1 when one did, or was left out under CI."""
    end_when_asked()
    os.environ["PYTHONUNBUFFERED"] = "1"
    install("dev")
    summary, bad = [], False
    with tempfile.TemporaryDirectory(prefix="entrepairs-migrated-") as shared:
        os.environ["TEST_MIGRATED_DIR"] = shared
        compile_once(shared)
        Path(postgresql_var()).mkdir()
        with migrating_ahead():
            for name, stage in STAGES.items():
                say(f"\n--- {name}")
                started = time.monotonic()
                passed, last = stage()
                bad |= passed is False or (passed is None and os.environ.get("CI") == "true")
                summary.append(f"{WORDS[passed]:9}{name:31}{time.monotonic() - started:5.0f} s   {last}")
    say("\n--- summary\n" + "\n".join(summary))
    return int(bad)


if __name__ == "__main__":
    sys.exit(main())
