"""gunicorn and the worker, as in production, on a scratch PostgreSQL database, a Redis and a mail server.

Each of the three stands behind a door (`relay`) that a test shuts and opens. Whatever happens to the tests, the
processes end with them, and the database goes.
"""

import contextlib
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import psycopg
import redis
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from tests.browser.outside.letters import Letters
from tests.browser.outside.relay import Relay, Where
from tools.steps import end_with_parent

ROOT = Path(__file__).resolve().parents[3]
BACK_WITHIN = 5.0  # seconds a page has to answer once a part is back
STARTING = 180.0  # seconds a process has to start, on a busy machine
CACHE_LEFT_ALONE = 2.5  # seconds: a process rests from a cache that was away (config.operations.caches, REST)
PAUSE = 0.05  # seconds between two looks
REDIS_NUMBERS = range(10, 16)  # the suites empty those below; two runs side by side seldom meet


def until(what: Callable[[], Any], seconds: float = BACK_WITHIN) -> Any:
    """Return what `what` returns, as soon as it is true; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (found := what()):
        assert time.monotonic() < deadline, f"not within {seconds:.0f} s"
        time.sleep(PAUSE)
    return found


@contextlib.contextmanager
def scratch_database(url: str) -> Iterator[dict[str, Any]]:
    """Make a database of our own on that server; return psycopg's parameters."""
    server = conninfo_to_dict(url)
    name = f"entrepairs_outages_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as administrator:
        drop = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
        administrator.execute(drop)
        administrator.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            yield {**server, "dbname": name}
        finally:
            administrator.execute(drop)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _where(server: dict[str, Any]) -> Where:
    host, port = server.get("host") or "127.0.0.1", int(server.get("port") or 5432)
    return f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host, port)


class Site:
    """The site and its four parts: `database`, `cache`, `mails` (doors) and the worker."""

    def __init__(self, database: dict[str, Any], cache_url: str, folder: Path) -> None:
        self._database, self._folder = database, folder
        self._cache = cache = urlsplit(cache_url)
        self.letters = Letters()
        self.database = Relay(_where(database))
        self.cache = Relay((cache.hostname or "127.0.0.1", cache.port or 6379))
        self.mails = Relay(self.letters.server_address)
        self._number = REDIS_NUMBERS[os.getpid() % len(REDIS_NUMBERS)]
        self._redis = redis.Redis.from_url(cache_url, db=self._number)
        self._redis.flushdb()
        self._port = _free_port()
        self.origin = f"http://localhost:{self._port}"
        self._processes: dict[str, subprocess.Popen] = {}
        self.world: dict[str, Any] = {}

    def _environment(self) -> dict[str, str]:
        user, password = (quote(str(self._database.get(part) or "")) for part in ("user", "password"))
        host, port = self.database.address
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        return {
            **kept,
            "DJANGO_SETTINGS_MODULE": "tests.browser.outside.settings",
            "PYTHONPATH": os.pathsep.join((str(ROOT / "site"), str(ROOT))),
            "VAR_DIR": str(self._folder),
            "ORIGIN": self.origin,
            "PORT": str(self._port),
            "BIND": "127.0.0.1",
            "SECRET_KEY": secrets.token_urlsafe(48),
            "CODE_KEY": secrets.token_urlsafe(48),
            "PASSPORT_KEYS": "UTWz9TUdyYZ2VNGXnPXxwKlzXSs1Sq9DEtoQfUc1RPM=",
            "DATABASE_URL": f"postgres://{user}:{password}@{host}:{port}/{self._database['dbname']}?sslmode=disable",
            "REDIS_URL": f"redis://{self._cache.netloc.rpartition('@')[0]}@{host}:{self.cache.address[1]}/{self._number}",
            "EMAIL_URL": "smtp://{}:{}".format(*self.mails.address),
        }

    def start(self) -> None:
        """Fill the database while gunicorn starts, then start the worker."""
        self._environ = self._environment()
        self._start("web", "gunicorn", "-c", "tools/gunicorn.conf.py", "config.wsgi")
        filling = [sys.executable, "-m", "tests.browser.outside.world"]
        done = subprocess.run(filling, cwd=ROOT, env=self._environ, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        self.world = json.loads(done.stdout)
        self.start_worker()
        until(self.is_ready, STARTING)

    def _start(self, name: str, *command: str) -> None:
        with (self._folder / f"{name}.log").open("ab") as log:
            self._processes[name] = subprocess.Popen(
                [sys.executable, "-m", *command], cwd=ROOT, env=self._environ, process_group=0,
                preexec_fn=end_with_parent, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip

    def start_worker(self) -> None:
        """Start the worker as the supervisor does when it died; return once it is at work."""
        before = self.log("worker").count("worker started")
        self._start("worker", "django", "worker")
        until(lambda: self.log("worker").count("worker started") > before, STARTING)

    def kill(self, name: str) -> None:
        """Kill the process and its children without warning."""
        process = self._processes.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def is_ready(self) -> bool:
        """Return whether the site answers, database and cache included."""
        try:
            with urllib.request.urlopen(f"{self.origin}/sante/pret", timeout=BACK_WITHIN) as answer:
                return json.load(answer)["cache"]
        except (urllib.error.URLError, OSError):
            return False

    def mend(self) -> None:
        """Give back all that was taken, and wait until the site has noticed."""
        for door in (self.database, self.cache, self.mails):
            door.mend()
        if "worker" not in self._processes:
            self.start_worker()
        until(self.is_ready, STARTING)
        until(lambda: time.monotonic() > self.cache.back_since + CACHE_LEFT_ALONE)  # by each process of the site

    def ask(self, query: str, *values: Any) -> Any:
        """Return the first value of the first row, straight from the database."""
        with psycopg.connect(**self._database) as connection:
            return connection.execute(query, values).fetchone()[0]

    def log(self, name: str) -> str:
        """Return the log of a process."""
        path = self._folder / f"{name}.log"
        return path.read_text() if path.exists() else ""

    def slowest_answer(self, since: int) -> float:
        """Return the seconds of the slowest answer in the log from character `since` on."""
        said = [json.loads(line) for line in self.log("web")[since:].splitlines() if line.startswith("{")]
        return max(line["ms"] for line in said if line["event"] == "request") / 1000

    def end(self) -> None:
        """End everything, at once."""
        for name in list(self._processes):
            self.kill(name)
        for part in (self.database, self.cache, self.mails, self.letters):
            part.close()
        self._redis.flushdb()
        self._redis.close()
