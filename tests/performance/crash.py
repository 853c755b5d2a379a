"""`make crash`: kill -9 the site a hundred times while people write; no write it acknowledged may be lost.

Each round starts the web server and the worker on a scratch database, lets a few people mark lessons as done for a
moment, and kills everything without warning. The database must then be whole and hold every lesson that was answered
302; at the end every mail must have left. ROUNDS chooses the number of rounds. Standard library only.
"""

import http.client
import itertools
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from bench import environment, manage
from bench_client import free_port
from install import install
from steps import ROOT, VENV_PYTHON, Stop, end_when_asked, end_with_parent, say

ROUNDS = int(os.environ.get("ROUNDS") or 100)
WRITERS = 4
MAILS = 100
MOMENT = (0.3, 1.5)  # seconds of writing before the kill
PATIENCE = 180  # seconds the worker has, at the end, to send what waits
Write = tuple[int, int]  # a person, a lesson


class Site:
    """The web server and the worker, each in a process group that dies at once."""

    def __init__(self, environ: dict[str, str]) -> None:
        self.port = free_port()
        environ = {**environ, "PORT": str(self.port), "BIND": "127.0.0.1"}
        web: list[str | Path] = [VENV_PYTHON, "-m", "gunicorn", "-c", "tools/gunicorn.conf.py", "config.wsgi"]
        worker: list[str | Path] = [VENV_PYTHON, "-m", "django", "worker"]
        self.processes = [
            subprocess.Popen(
                command, cwd=ROOT, env=environ, start_new_session=True, preexec_fn=end_with_parent,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            )
            for command in (web, worker)
        ]  # fmt: skip

    def wait(self) -> None:
        """Wait until the site answers. Raises Stop after a minute."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                connection.request("GET", "/sante")
                if connection.getresponse().status == 200:
                    return
            except (OSError, http.client.HTTPException):
                time.sleep(0.05)
            finally:
                connection.close()
        raise Stop("The site did not start again after a kill.")

    def kill(self) -> None:
        """Kill both without warning."""
        for process in self.processes:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


class Writers:
    """People who mark lessons as done until the site dies; `acknowledged` holds the writes it answered."""

    def __init__(self, site: Site, world: dict, todo: Iterator[Write]) -> None:
        self.site, self.world, self.todo = site, world, todo
        self.acknowledged: list[Write] = []
        self.lock = threading.Lock()
        self.threads = [threading.Thread(target=self._write) for _ in range(WRITERS)]

    def _next(self) -> Write | None:
        with self.lock:
            return next(self.todo, None)

    def _write(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=10)
        while (write := self._next()) is not None:
            person, lesson = write
            headers = {
                "Cookie": self.world["people"][str(person)],
                "Sec-Fetch-Site": "same-origin",
                "Content-Type": "application/x-www-form-urlencoded",
            }
            try:
                connection.request("POST", self.world["lessons"][str(lesson)], "action=done", headers)
                answer = connection.getresponse()
                answer.read()
            except (OSError, http.client.HTTPException):
                return  # it died under us: nothing was acknowledged
            if answer.status == 302:
                self.acknowledged.append(write)

    def run(self) -> None:
        """Write for a moment, then kill."""
        for thread in self.threads:
            thread.start()
        time.sleep(random.uniform(*MOMENT))
        self.site.kill()
        for thread in self.threads:
            thread.join()


def kept(database: Path) -> set[Write]:
    """Return the lessons done that the database holds. Raises Stop when it is not whole."""
    with sqlite3.connect(database) as reader:
        if reader.execute("PRAGMA integrity_check").fetchone() != ("ok",):
            raise Stop("The database is damaged.")
        rows = reader.execute("SELECT user_id, lesson_id FROM courses_lessondone WHERE done_at IS NOT NULL")
        return set(rows.fetchall())


def last_mails(environ: dict[str, str], outbox: Path) -> int:
    """Let a worker send what still waits; return the number of different mails that left."""
    worker = Site(environ)
    until = time.monotonic() + PATIENCE
    left: set[str] = set()
    while time.monotonic() < until and len(left) < MAILS:
        time.sleep(1)
        left = {
            line for path in outbox.glob("*.log") for line in path.read_text().splitlines() if line.startswith("Mail ")
        }
    worker.kill()
    return len(left)


def main() -> None:
    """Kill the site again and again, and look for lost writes after each."""
    end_when_asked()
    install("base")
    work = Path(tempfile.mkdtemp(prefix="entrepairs-crash-"))
    environ = {**environment(work), "EMAIL_URL": f"filemail:///{work / 'outbox'}"}
    environ.pop("DATABASE_URL", None)
    try:
        manage(environ, "prepare")
        world = json.loads(manage(environ, "crash_data", "--mails", str(MAILS)))
        todo = [(int(person), int(lesson)) for person, lesson in itertools.product(world["people"], world["lessons"])]
        random.shuffle(todo)
        writes, acknowledged = iter(todo), []
        for number in range(ROUNDS):
            site = Site(environ)
            site.wait()
            writers = Writers(site, world, writes)
            writers.run()
            if not writers.acknowledged:
                raise Stop(f"Round {number + 1}: nobody wrote anything, so nothing was tried.")
            acknowledged += writers.acknowledged
            lost = set(acknowledged) - kept(work / "entrepairs.sqlite3")
            if lost:
                raise Stop(f"Round {number + 1}: {len(lost)} acknowledged writes are lost.")
            if number % 10 == 9:
                say(f"{number + 1} kills, {len(acknowledged)} writes acknowledged, 0 lost")
        mails = last_mails(environ, work / "outbox")
        say(f"{ROUNDS} kills: {len(acknowledged)} writes acknowledged, 0 lost; database whole; {mails} mails left")
        if mails < MAILS:
            raise Stop(f"{MAILS - mails} mails never left.")
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()
