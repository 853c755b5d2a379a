"""gunicorn's settings: the header of an answer names no program."""

import runpy
from types import SimpleNamespace

from gunicorn.http import wsgi

from tests.consistency.tree import ROOT


def test_the_header_server_names_no_program(monkeypatch):
    monkeypatch.setattr(wsgi, "SERVER", "gunicorn")
    runpy.run_path(str(ROOT / "tools" / "gunicorn.conf.py"))
    asked = SimpleNamespace(version=(1, 1), method="GET", should_close=lambda: False)
    answer = wsgi.Response(asked, None, SimpleNamespace(is_ssl=False))
    answer.status, answer.must_close = "200 OK", True
    assert "Server: web\r\n" in answer.default_headers()
