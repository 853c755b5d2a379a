"""What leaves for a reader of errors: where the code broke, and not a word of a person, nor of what they asked."""

import json
import os
import subprocess
import sys

import pytest
import sentry_sdk
from django.core.signals import got_request_exception
from django.test import Client
from sentry_sdk.transport import Transport

from config.management.commands import worker
from config.operations import crash_reports
from tests.config.test_settings import COMPLETE, start
from tests.consistency.tree import ROOT

DSN = "https://publickey@errors.exemple.org/7"
PLANTED = {
    name: f"Zq7{name.title()}OfSomebody22x"
    for name in ("message", "cause", "note", "local", "header", "cookie", "query", "body", "share", "crumb", "tag")
}
PARTS = ("request", "user", "breadcrumbs", "server_name", "extra", "contexts", "modules", "vars", "context_line")


class Kept(Transport):
    """A transport that keeps what would leave, as the bytes that would leave."""

    sent: list[bytes] = []

    def capture_envelope(self, envelope) -> None:
        self.sent.append(envelope.serialize())


@pytest.fixture
def sent(settings):
    """Turn reports on; return what leaves."""
    Kept.sent = []
    settings.ERRORS_DSN = DSN
    crash_reports.begin(Kept)
    yield Kept.sent
    sentry_sdk.get_client().close()
    sentry_sdk.init()
    got_request_exception.disconnect(dispatch_uid="crash_reports")


def broken(*_args, **_kwargs):
    """Fail as a view may: the words of a person in the message, in its cause, in a note, in a variable."""
    local = PLANTED["local"]
    sentry_sdk.add_breadcrumb(message=PLANTED["crumb"])
    sentry_sdk.set_tag("typed", PLANTED["tag"])
    sentry_sdk.set_user({"username": local})
    try:
        raise KeyError(PLANTED["cause"])
    except KeyError as cause:
        error = AttributeError(f"{PLANTED['message']} {local}")
        error.add_note(PLANTED["note"])
        raise error from cause


def ask(monkeypatch):
    monkeypatch.setattr("django.core.handlers.base.BaseHandler.check_response", broken)
    headers = dict.fromkeys(("X-Typed", "User-Agent"), PLANTED["header"])
    client = Client(raise_request_exception=False, headers=headers)
    client.cookies["typed"] = PLANTED["cookie"]
    client.get(f"/recherche/?q={PLANTED['query']}")
    client.get(f"/p/{PLANTED['share']}")
    client.post("/compte/connexion/", {"login": PLANTED["body"], "password": PLANTED["body"]})


def events(sent) -> list[dict]:
    return [json.loads(envelope.split(b"\n")[2]) for envelope in sent]


@pytest.mark.django_db
def test_nothing_of_a_person_leaves(sent, monkeypatch):
    ask(monkeypatch)
    assert len(sent) == 3
    whole = b"".join(sent).decode()
    assert [name for name, secret in PLANTED.items() if secret in whole] == []
    of_the_machine = ("/recherche", "/p/", "localhost", "testserver", os.uname().nodename, str(ROOT))
    assert [word for word in of_the_machine if word in whole] == []
    assert [part for part in PARTS if f'"{part}"' in whole] == []


@pytest.mark.django_db
def test_where_the_code_broke_leaves_with_the_name_of_the_view(sent, monkeypatch):
    ask(monkeypatch)
    first, *others = events(sent)
    assert [each["transaction"] for each in (first, *others)] == ["search", "sharing:door", "account_login"]
    assert len(first["tags"]["request_id"]) == 16, "the log of the machine says the rest"
    raised = first["exception"]["values"]
    assert [(each["type"], each["value"]) for each in raised] == [
        ("KeyError", crash_reports.WITHHELD),
        ("AttributeError", crash_reports.WITHHELD),
    ]
    frame = raised[-1]["stacktrace"]["frames"][-1]
    assert frame["function"] == "broken"
    assert frame["lineno"] > 0


@pytest.mark.django_db
def test_a_job_that_fails_is_told_by_its_name(sent, monkeypatch):
    monkeypatch.setattr(worker, "JOBS", {"purge": broken})
    worker.run_jobs()
    (event,) = events(sent)
    assert event["transaction"] == "job purge"
    assert not [secret for secret in PLANTED.values() if secret in json.dumps(event)]


def test_a_part_that_nobody_listed_does_not_leave():
    tags = {"where": "home", "typed": "z"}
    event = {"event_id": "1", "logentry": {"message": "x"}, "later": {"word": "y"}, "tags": tags}
    kept = crash_reports.only_code(event, {})
    assert kept["transaction"] == "home"
    assert not {"logentry", "later"} & kept.keys()
    assert kept["tags"] == {"where": "home"}


@pytest.mark.django_db
def test_off_nothing_leaves_or_is_loaded(monkeypatch, settings, tmp_path):
    settings.ERRORS_DSN = ""
    crash_reports.begin(Kept)
    Kept.sent = []
    ask(monkeypatch)
    assert Kept.sent == []
    program = "import django, sys\ndjango.setup()\nassert 'sentry_sdk' not in sys.modules"
    environ = {**COMPLETE, "VAR_DIR": str(tmp_path), "PATH": os.environ["PATH"]}
    environ |= {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "config.settings"}
    subprocess.run([sys.executable, "-c", program], env=environ, check=True)


@pytest.mark.parametrize(
    "address",
    ["errors.exemple.org", "http://key@errors.exemple.org/7", "https://errors.exemple.org/7", "https://key@host"],
)
def test_an_address_that_is_none_or_is_not_encrypted_stops_the_start(tmp_path, address):
    done = start(tmp_path, ERRORS_DSN=address)
    assert done.returncode != 0
    assert "ERRORS_DSN is https://key@host/number" in done.stderr


@pytest.mark.parametrize("address", [DSN, "http://key@127.0.0.1:9000/2", ""])
def test_an_address_of_errors_starts(tmp_path, address):
    assert start(tmp_path, ERRORS_DSN=address).returncode == 0


@pytest.mark.parametrize("port", ["70000", "oui"])
def test_an_impossible_port_of_figures_stops_the_start(tmp_path, port):
    done = start(tmp_path, METRICS_PORT=port)
    assert f"METRICS_PORT is a whole number up to 65535, not « {port} »" in done.stderr
