"""Settings of gunicorn. The environment says where it listens; the site logs the requests, gunicorn does not."""

import importlib
import logging
import os
import sys
from pathlib import Path
from typing import Any

from gunicorn.http import wsgi

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]
from config.settings_parts import environment  # noqa: E402 - on the path since the line above

os.umask(0o077)  # what the site writes is for its owner alone

_host = os.environ.get("BIND") or "127.0.0.1"
_port = environment.whole_number("PORT", 8000, 65535)
bind = f"{f'[{_host}]' if ':' in _host else _host}:{_port}"
workers = environment.whole_number("WEB_CONCURRENCY", 2, 64)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
try:
    importlib.import_module(os.environ["DJANGO_SETTINGS_MODULE"])
except environment.ImpossibleSettingsError as error:
    sys.exit(str(error))  # a sentence, where the application would end in a traceback
from config.operations import metrics  # noqa: E402 - the settings first

metrics.begin("web")
threads = 8  # five may be signing somebody in (accounts/secret_code/hasher.py): the others answer meanwhile
worker_class = "gthread"
preload_app = True
timeout = 30
graceful_timeout = 8
keepalive = 5
accesslog = None
loglevel = "error"  # its warnings hold visitors' addresses
control_socket_disable = True
wsgi.SERVER = "web"  # the header `Server` names no program
# Django decides which proxies to believe (PROXY_COUNT): gunicorn believes none.
forwarded_allow_ips = ""
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 — a heartbeat file, in memory


def on_starting(_server: Any) -> None:
    """Warn whoever lets a network in without a proxy: slow connections then hold every thread."""
    from django.conf import settings

    if settings.PROXY_COUNT or _host in {"127.0.0.1", "::1", "localhost"}:
        return
    logging.getLogger("entrepairs.server").warning(
        "%s can be reached without a proxy: a few slow connections stop the site (PROXY_COUNT)", bind
    )


def when_ready(_server: Any) -> None:
    """Read what every worker needs before they are forked, and send gunicorn's errors to the site's log.

    The application has configured logging, which scrubs what it writes.
    """
    from config.operations.warm_up import warm

    warm()
    errors = logging.getLogger("gunicorn.error")
    errors.handlers.clear()
    errors.propagate = True


def post_worker_init(_worker: Any) -> None:
    """Answer the questions of METRICS_PORT, each worker for all."""
    metrics.serve()


def child_exit(_server: Any, worker: Any) -> None:
    """Keep the figures of a worker that ended in the sum."""
    metrics.forget_process(worker.pid)
