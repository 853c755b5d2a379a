"""Figures for whoever watches the site: how often each view answers, how fast, and what became of the worker's jobs.

Off unless METRICS_PORT says on which port of this machine alone they are read. A view is named, never its address; no
visitor is in them, no account, no group. Each process writes its own in a folder of VAR_DIR, and any process of the
server answers for all: what is read does not depend on which one was asked.
"""

import os
import socket
import threading
from collections.abc import Callable
from functools import cache
from http import HTTPStatus
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import structlog
from django.conf import settings

logger = structlog.get_logger("entrepairs.metrics")
HERE = "127.0.0.1"
KINDS = ("web", "worker")
METHODS = {"GET", "HEAD", "POST"}  # another is typed by hand: it would be a text of the visitor's
OTHER, NOWHERE = "other", "none"
SECONDS = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


def is_on() -> bool:
    """Return whether figures are kept."""
    return bool(settings.METRICS_PORT)


def folder(kind: str) -> Path:
    """Return where the processes of a kind write theirs."""
    return Path(settings.VAR_DIR) / "metrics" / kind


def begin(kind: str) -> None:
    """Say where the processes of a kind write, and drop what those that ended before left there.

    Before anything of prometheus_client is loaded, which reads its folder then.
    """
    if not is_on():
        return
    folder(kind).mkdir(parents=True, exist_ok=True, mode=0o700)
    for left in folder(kind).glob("*.db"):
        if not _is_alive(left.stem.rsplit("_", 1)[-1]):
            left.unlink(missing_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder(kind))


def _is_alive(pid: str) -> bool:
    return pid.isdecimal() and Path("/proc", pid).exists()


@cache
def _requests() -> Any:
    from prometheus_client import Histogram

    labels = ["view", "method", "status"]
    return Histogram("entrepairs_request_seconds", "Seconds to answer, by view", labels, buckets=SECONDS)


@cache
def _jobs() -> Any:
    from prometheus_client import Counter

    return Counter("entrepairs_jobs", "Jobs of the worker, by what became of them", ["job", "outcome"])


def note_request(method: str | None, view: str | None, status: int, seconds: float) -> None:
    """Count one answer; `view` is the name of an address in the site map, None where nothing stands."""
    if is_on():
        named = method if method in METHODS else OTHER
        _requests().labels(view or NOWHERE, named, f"{status // 100}xx").observe(seconds)


def note_job(job: str, outcome: str) -> None:
    """Count one job of the worker: `done`, `failed` or `put off`."""
    if is_on():
        _jobs().labels(job, outcome).inc()


def forget_process(pid: int) -> None:
    """Leave the figures of a process that ended to those that go on."""
    if is_on():
        from prometheus_client import multiprocess

        multiprocess.mark_process_dead(pid, path=str(folder("web")))


class _Server(ThreadingMixIn, WSGIServer):
    """Every process of the server listens on the one port: the system gives a question to any of them."""

    daemon_threads = True
    address_family = socket.AF_INET

    def server_bind(self) -> None:
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        super().server_bind()


class _Silent(WSGIRequestHandler):
    def log_message(self, *_args: Any) -> None:
        """Keep no log."""


def _answer(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
    from prometheus_client.multiprocess import MultiProcessCollector

    if environ["PATH_INFO"] != "/metrics":
        start_response(f"{HTTPStatus.NOT_FOUND} Not Found", [("Content-Length", "0")])
        return [b""]
    registry = CollectorRegistry()
    for kind in KINDS:
        if folder(kind).is_dir():
            MultiProcessCollector(registry, path=str(folder(kind)))
    start_response("200 OK", [("Content-Type", CONTENT_TYPE_LATEST)])
    return [generate_latest(registry)]


def serve() -> WSGIServer | None:
    """Answer on METRICS_PORT of this machine alone, in a thread of this process; None when figures are off.

    A port that another program holds is logged, and stops nothing.
    """
    if not is_on():
        return None
    try:
        server = make_server(HERE, settings.METRICS_PORT, _answer, server_class=_Server, handler_class=_Silent)
    except OSError as error:
        logger.error("figures cannot be read", error=error.strerror)
        return None
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()
    return server
