"""Figures: off unless asked, on this machine alone, views by name, and nothing of whoever asked."""

import json
import os
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from django.test import Client

from config.management.commands import worker
from config.operations import metrics
from tests.config.test_settings import COMPLETE
from tests.consistency.tree import ROOT

SECRET = "Zq7SecretOfSomebody22x"
# Two processes write, a third reads by the port; each loads the library after `begin`, as the server does.
WRITTEN = """
import django
django.setup()
from config.operations import metrics
metrics.begin({kind!r})
{acts}
"""
ACTS = {
    "web": "metrics.note_request('GET', 'health', 200, 0.2)\nmetrics.note_request('GET', 'health', 404, 0.1)",
    "worker": "metrics.note_job('purge', 'done')\nmetrics.note_job('purge', 'failed')",
}
READ = """
import json, os, urllib.request
import django
django.setup()
from config.operations import metrics
os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(metrics.folder("web"))
server = metrics.serve()
print(json.dumps([server.server_address, urllib.request.urlopen("http://127.0.0.1:{port}/metrics").read().decode()]))
"""


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def kept(monkeypatch, settings):
    """Turn figures on in this process, and return a reader of one of them by its labels."""
    from prometheus_client import CollectorRegistry, Counter, Histogram

    settings.METRICS_PORT = 9
    registry = CollectorRegistry()
    seconds = Histogram("entrepairs_request_seconds", "-", ["view", "method", "status"], registry=registry)
    jobs = Counter("entrepairs_jobs", "-", ["job", "outcome"], registry=registry)
    monkeypatch.setattr(metrics, "_requests", lambda: seconds)
    monkeypatch.setattr(metrics, "_jobs", lambda: jobs)
    return registry


def run(tmp_path, port: int, program: str) -> str:
    environ = {**COMPLETE, "VAR_DIR": str(tmp_path), "METRICS_PORT": str(port), "PATH": os.environ["PATH"]}
    environ |= {"PYTHONPATH": f"{ROOT / 'site'}:{ROOT}", "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run([sys.executable, "-c", program], env=environ, capture_output=True, text=True, check=True)
    return done.stdout


def test_what_each_process_counts_is_read_together_on_this_machine_alone(tmp_path, free_port):
    for kind, acts in ACTS.items():
        run(tmp_path, free_port, WRITTEN.format(kind=kind, acts=acts))
    (host, port), text = json.loads(run(tmp_path, free_port, READ.format(port=free_port)))
    assert (host, port) == ("127.0.0.1", free_port)
    assert 'entrepairs_request_seconds_count{method="GET",status="2xx",view="health"} 1.0' in text
    assert 'entrepairs_request_seconds_count{method="GET",status="4xx",view="health"} 1.0' in text
    assert 'entrepairs_request_seconds_bucket{le="0.25",method="GET",status="2xx",view="health"} 1.0' in text
    assert 'entrepairs_jobs_total{job="purge",outcome="failed"} 1.0' in text
    assert (tmp_path / "metrics" / "web").stat().st_mode & 0o077 == 0


def test_what_an_ended_process_left_goes_at_the_next_start(tmp_path, free_port):
    run(tmp_path, free_port, WRITTEN.format(kind="worker", acts=ACTS["worker"]))
    assert list((tmp_path / "metrics" / "worker").glob("*.db"))
    run(tmp_path, free_port, WRITTEN.format(kind="worker", acts=""))
    assert not list((tmp_path / "metrics" / "worker").glob("*.db"))


def test_nothing_but_the_figures_is_answered(settings, free_port):
    settings.METRICS_PORT = free_port
    server = metrics.serve()
    try:
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(f"http://127.0.0.1:{free_port}/")
        assert refused.value.code == 404
        refused.value.close()
    finally:
        server.shutdown()
        server.server_close()


def test_a_port_that_is_taken_is_said_and_stops_nothing(settings, log_lines):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        settings.METRICS_PORT = other.getsockname()[1]
        assert metrics.serve() is None
    assert [line["level"] for line in log_lines() if line["event"] == "figures cannot be read"] == ["error"]


@pytest.mark.django_db
@pytest.mark.parametrize("address", [f"/p/{SECRET}", f"/rien/{SECRET}?mot={SECRET}", f"/recherche/?q={SECRET}"])
def test_a_view_is_named_and_nothing_that_was_asked(kept, address):
    Client(headers={"User-Agent": SECRET, "Referer": f"https://x/{SECRET}"}).get(address)
    Client().generic(SECRET.upper(), address)
    samples = [sample for family in kept.collect() for sample in family.samples]
    assert samples
    assert SECRET.upper() not in str(samples).upper()
    labels = [sample.labels for sample in samples if sample.name.endswith("_count")]
    assert {label["method"] for label in labels} == {"GET", "other"}


@pytest.mark.django_db
def test_each_job_of_the_worker_is_counted(kept, monkeypatch):
    def broken() -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(worker, "JOBS", {"purge": broken, "offers": lambda: None})
    worker.run_jobs()
    counted = {
        (job, outcome): kept.get_sample_value("entrepairs_jobs_total", {"job": job, "outcome": outcome})
        for job, outcome in (("purge", "failed"), ("offers", "done"), ("offers", "failed"))
    }
    assert counted == {("purge", "failed"): 1, ("offers", "done"): 1, ("offers", "failed"): None}


def test_off_nothing_is_counted_listened_to_or_loaded(tmp_path):
    program = WRITTEN.format(kind="web", acts=ACTS["web"]) + (
        "import sys\nassert metrics.serve() is None\nassert 'prometheus_client' not in sys.modules\n"
    )
    run(tmp_path, 0, program)
    assert not (tmp_path / "metrics").exists()
