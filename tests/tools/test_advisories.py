"""`make advisories`: what is asked of OSV, and what is said when it does not answer."""

import json
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"
PARTS = [
    {"purl": "pkg:pypi/django@5.2.1", "scope": "required"},
    {"purl": "pkg:pypi/ruff@1.0", "scope": "excluded"},
    {"purl": "pkg:npm/openmoji@17.0.0", "scope": "required"},
]


@pytest.fixture
def advisories(monkeypatch):
    """Import the tool as when it runs, with three parts."""
    monkeypatch.syspath_prepend(str(TOOLS))
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    import advisories as tool

    monkeypatch.setattr(tool.parts, "parts", lambda: PARTS)
    return tool


@pytest.fixture
def osv(advisories, monkeypatch):
    """Answer in the place of OSV; `osv.answer` is what it says, `osv.asked` what it was sent."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            server.asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(server.answer)

        def log_message(self, *_args):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    monkeypatch.setattr(advisories, "OSV", f"http://127.0.0.1:{server.server_port}/")
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_each_advisory_is_printed_with_where_to_read_it(advisories, osv, capsys):
    found = [{"vulns": [{"id": "PYSEC-1"}, {"id": "GHSA-2"}]}, {"vulns": [{"id": "PYSEC-3"}]}, {}]
    osv.answer = json.dumps({"results": found}).encode()
    assert advisories.main() == 1
    assert [query["package"]["purl"] for query in osv.asked["queries"]] == [part["purl"] for part in PARTS]
    assert capsys.readouterr().out.splitlines() == [
        "pkg:pypi/django@5.2.1: https://osv.dev/vulnerability/PYSEC-1",
        "pkg:pypi/django@5.2.1: https://osv.dev/vulnerability/GHSA-2",
        "pkg:pypi/ruff@1.0, for development: https://osv.dev/vulnerability/PYSEC-3",
        "3 parts, 2 under an advisory. Time to mend: docs/security.md",
    ]


def test_without_an_advisory_the_status_is_0(advisories, osv, capsys):
    osv.answer = b'{"results": [{}, {}, {}]}'
    assert advisories.main() == 0
    assert capsys.readouterr().out.startswith("3 parts, 0 under")


@pytest.mark.parametrize("answer", [b"<html>Please sign in</html>", b"{}", b'{"results": []}'])
def test_another_answer_in_its_place_tells_nothing(advisories, osv, capsys, answer):
    osv.answer = answer
    assert advisories.main() == 0
    assert capsys.readouterr().out.startswith("Nothing is known")


@pytest.mark.parametrize(("ci", "status"), [("", 0), ("true", 1)])
def test_without_a_way_out_nothing_is_known_and_that_is_said(advisories, osv, monkeypatch, capsys, ci, status):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(advisories, "OSV", "http://127.0.0.1:1/")
    assert advisories.main() == status
    assert "where there is a way out" in capsys.readouterr().out
