"""The two servers of `make bench` and the client that loads them on this machine. Standard library only."""

import http.client
import os
import socket
import statistics
import subprocess
import threading
import time
from pathlib import Path
from typing import Self

from bench_rows import Row
from steps import ROOT, VENV_PYTHON, Stop, end, end_with_parent

CLIENTS = 4
WORKERS, THREADS = 2, 8
START = 60  # seconds a server has to answer
TICKS = os.sysconf("SC_CLK_TCK")


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Server:
    """gunicorn as in production: it serves the site, or the bare view with the same processes and threads."""

    def __init__(self, environ: dict[str, str], work: Path, *, bare: bool) -> None:
        self.port = free_port()
        command = [str(VENV_PYTHON), "-m", "gunicorn"]
        if bare:
            command += ["-b", f"127.0.0.1:{self.port}", "-w", str(WORKERS), "--threads", str(THREADS), "--preload"]
            command += ["--no-control-socket", "benchmark.bare.wsgi"]
        else:
            command += ["-c", "tools/gunicorn.conf.py", "config.wsgi"]
        self.log = (work / f"server-{self.port}.log").open("wb")
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**environ, "PORT": str(self.port), "BIND": "127.0.0.1", "WEB_CONCURRENCY": str(WORKERS)},
            stdout=self.log,
            stderr=self.log,
            preexec_fn=end_with_parent,
        )

    def __enter__(self) -> Self:
        until = time.monotonic() + START
        while time.monotonic() < until and self.process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return self
            except OSError:
                time.sleep(0.1)
        self.__exit__()
        raise Stop(f"The server did not start: {Path(self.log.name).read_text()[-2000:]}")

    def __exit__(self, *_: object) -> None:
        end(self.process)
        self.log.close()

    def connect(self) -> http.client.HTTPConnection:
        """Return a new connection."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)

    def workers(self) -> list[int]:
        """Return the ids of the processes that answer."""
        pid = self.process.pid
        return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def cpu(self) -> float:
        """Return the seconds of processor that all workers have used."""
        total = 0
        for pid in self.workers():
            parts = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            total += int(parts[11]) + int(parts[12])  # utime, stime
        return total / TICKS

    def memory(self) -> float:
        """Return the megabytes of one worker, shared pages counted in proportion (PSS)."""
        sizes = []
        for pid in self.workers():
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            sizes.append(next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024)
        return statistics.mean(sizes)

    def queries(self, row: Row) -> int:
        """Return the number of queries of one answer."""
        return int(ask(self.connect(), row)[0])


def ask(connection: http.client.HTTPConnection, row: Row) -> tuple[str, float]:
    """Send one request and read the answer to its end; return its queries and its processor time in milliseconds.

    Raises Stop for another status than the row's.
    """
    connection.request(row.method, row.path, row.body(), row.headers())
    answer = connection.getresponse()
    answer.read()
    if answer.status != row.status:
        raise Stop(f"{row.name}: {row.method} {row.path} answered {answer.status}, not {row.status}.")
    return answer.headers.get("X-Queries", "0"), float(answer.headers.get("X-CPU", "0"))


def settle(server: Server, row: Row) -> None:
    """Warm every worker: templates, caches, content types."""
    for _ in range(WORKERS * THREADS * 2):
        ask(server.connect(), row)


class Load:
    """A few clients asking the same row again and again."""

    def __init__(self, server: Server, row: Row) -> None:
        self.server, self.row = server, row
        self.waits: list[float] = []
        self.answers: list[float] = []
        self.failures: list[BaseException] = []

    def run(self, requests: int) -> tuple[float, float, float]:
        """Send `requests`; return milliseconds: the server's processor for one, the answer's own, the median wait."""
        before = self.server.cpu()
        threads = [threading.Thread(target=self._ask, args=(requests // CLIENTS,)) for _ in range(CLIENTS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if self.failures:
            raise self.failures[0]
        spent = (self.server.cpu() - before) * 1000 / len(self.waits)
        return spent, statistics.median(self.answers), statistics.median(self.waits)

    def _ask(self, times: int) -> None:
        connection = self.server.connect()
        try:
            for _ in range(times):
                begun = time.perf_counter()
                _, answer = ask(connection, self.row)
                self.waits.append((time.perf_counter() - begun) * 1000)
                self.answers.append(answer)
        except BaseException as error:
            self.failures.append(error)
        finally:
            connection.close()
