"""gunicorn: where it listens comes from the environment; it says nothing of a request (the site's middleware does)."""

import logging
import os
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "site"), str(ROOT)]

_host = os.environ.get("BIND") or "127.0.0.1"
bind = f"{f'[{_host}]' if ':' in _host else _host}:{os.environ.get('PORT') or '8000'}"
workers = int(os.environ.get("WEB_CONCURRENCY") or 2)
threads = 4
worker_class = "gthread"
preload_app = True
timeout = 30
graceful_timeout = 8
keepalive = 5
accesslog = None
loglevel = "error"  # its warnings hold visitors' addresses
control_socket_disable = True
# Which proxy to believe is Django's to decide (PROXY_COUNT): gunicorn believes none.
forwarded_allow_ips = ""
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 — a heartbeat file, in memory


def when_ready(_server: Any) -> None:
    """Before the workers are forked: read what all of them need, and take over what gunicorn says.

    The application has configured logging: gunicorn's errors go through it, and are scrubbed.
    """
    from config.operations.warm_up import warm

    warm()
    errors = logging.getLogger("gunicorn.error")
    errors.handlers.clear()
    errors.propagate = True
