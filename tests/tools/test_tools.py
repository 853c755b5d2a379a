"""The tools of `make run`: what they decide before anything of ours is installed."""

import importlib
import os
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOOLS = ROOT / "tools"


@pytest.fixture
def tools(monkeypatch):
    """Import the tools as when they run."""
    monkeypatch.syspath_prepend(str(TOOLS))
    for name in ("PORT", "BIND", "ORIGIN", "EXTRA_HOSTS", "VAR_DIR"):
        monkeypatch.delenv(name, raising=False)
    import install
    import run
    import serve
    import steps

    class Tools:
        pass

    found = Tools()
    found.install, found.run, found.serve, found.steps = install, run, serve, steps
    return found


@pytest.fixture(autouse=True)
def same_environment(monkeypatch):
    """Put the environment back: `settle_environment` writes to it."""
    before = dict(os.environ)
    yield
    os.environ.clear()
    os.environ.update(before)


def test_the_public_address_follows_the_port(tools, monkeypatch):
    monkeypatch.setenv("PORT", "8123")
    assert tools.run.settle_environment() == ("127.0.0.1", 8123)
    assert os.environ["ORIGIN"] == "http://localhost:8123"
    assert "127.0.0.1" in os.environ["EXTRA_HOSTS"]


def test_an_origin_of_the_environment_is_kept(tools, monkeypatch):
    monkeypatch.setenv("ORIGIN", "http://192.168.1.20:8000")
    tools.run.settle_environment()
    assert os.environ["ORIGIN"] == "http://192.168.1.20:8000"


@pytest.mark.parametrize("port", ["abc", "0", "65536", "-1", "80 80"])
def test_an_invalid_port_is_refused_in_words(tools, monkeypatch, capsys, port):
    monkeypatch.setenv("PORT", port)
    with pytest.raises(SystemExit) as left:
        tools.run.settle_environment()
    assert left.value.code == 1
    assert "PORT is a number" in capsys.readouterr().err


def test_a_taken_port_is_refused_at_once_in_words(tools, capsys):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        with pytest.raises(SystemExit) as left:
            tools.run.check_port_is_free("127.0.0.1", other.getsockname()[1])
    assert left.value.code == 1
    assert "Choose another port" in capsys.readouterr().err


def test_secrets_are_private_complete_and_made_once(tools, tmp_path):
    var = tmp_path / "var"
    tools.run.make_private_folder(var)
    first = (var / "env").read_text()
    assert stat.S_IMODE(var.stat().st_mode) == 0o700
    assert stat.S_IMODE((var / "env").stat().st_mode) == 0o600
    for name in ("SECRET_KEY", "CODE_KEY", "PASSPORT_KEYS"):
        assert f"\n{name}=" in first
    assert "ORIGIN" not in first
    tools.run.make_private_folder(var)
    assert (var / "env").read_text() == first


def test_the_site_accepts_the_generated_keys(tools, tmp_path):
    from cryptography.fernet import Fernet

    tools.run.make_private_folder(tmp_path)
    values = dict(line.split("=", 1) for line in (tmp_path / "env").read_text().splitlines() if line[0] != "#")
    assert len(values["SECRET_KEY"]) >= 50
    Fernet(values["PASSPORT_KEYS"])


def test_a_file_is_written_whole_or_not_at_all(tools, tmp_path, monkeypatch):
    target = tmp_path / "env"
    target.write_text("former")
    monkeypatch.setattr(tools.steps.os, "fsync", lambda _handle: (_ for _ in ()).throw(OSError("disk full")))
    with pytest.raises(OSError, match="disk full"):
        tools.steps.write_atomically(target, "new")
    assert target.read_text() == "former"
    assert list(tmp_path.iterdir()) == [target]


@pytest.fixture
def venv(tools, tmp_path, monkeypatch):
    """Make an environment that looks installed."""
    monkeypatch.setattr(tools.install, "VENV", tmp_path)
    monkeypatch.setattr(tools.install, "VENV_PYTHON", Path(sys.executable))
    monkeypatch.setattr(tools.install, "BEGUN", tmp_path / ".install-begun")
    return tmp_path


@pytest.mark.parametrize(
    ("stamped", "asked", "current"),
    [("base", "base", True), ("dev", "base", True), ("dev", "dev", True), ("base", "dev", False)],
)
def test_an_install_is_current_when_its_lock_is(tools, venv, stamped, asked, current):
    tools.install.stamp(stamped).write_text(tools.install.fingerprint(stamped))
    assert tools.install.is_current(asked) is current


def test_a_changed_lock_is_installed_again(tools, venv):
    tools.install.stamp("base").write_text("3.11 something else\n")
    assert not tools.install.is_current("base")


def test_an_install_that_was_cut_starts_from_an_empty_environment(tools, venv):
    assert tools.install._has_pip()
    tools.install.BEGUN.touch()
    assert not tools.install._has_pip()


SLOW = """
import signal, sys, time
signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
print("on", flush=True)
time.sleep(60)
"""


def test_what_one_process_compiles_serves_all_and_lies_apart_where_nobody_wants_it_beside_the_code(tools, tmp_path):
    compile_once = importlib.import_module("test").compile_once
    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    compile_once(str(tmp_path))
    subprocess.run([sys.executable, "-c", "import this"], check=True, capture_output=True)
    assert list(tmp_path.glob("compiled/**/this.*.pyc"))


def test_what_is_compiled_lies_beside_the_code_where_nothing_is_said(tools, tmp_path):
    before = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    importlib.import_module("test").compile_once(str(tmp_path))
    assert dict(os.environ) == before


def test_a_stopped_run_ends_the_step_under_way(tmp_path):
    program = f"import sys; sys.path.insert(0, {str(TOOLS)!r})\nfrom steps import end_when_asked, run\n"
    program += f"end_when_asked()\nrun([sys.executable, '-c', {SLOW!r}])\n"
    running = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert running.stdout.readline() == "on\n"
    started = time.monotonic()
    running.send_signal(signal.SIGTERM)
    assert running.wait(20) == 128 + signal.SIGTERM
    assert time.monotonic() - started < 8
    running.stdout.close()


def test_the_supervisor_ends_web_and_worker_together(tools, monkeypatch, capsys):
    monkeypatch.setattr(tools.serve, "VENV_PYTHON", Path(sys.executable))
    monkeypatch.setattr(tools.serve, "COMMANDS", {"web": ["-c", SLOW], "worker": ["-c", SLOW]})
    monkeypatch.setattr(tools.serve, "announce", lambda: supervisor.on_signal(signal.SIGTERM, None) or True)
    monkeypatch.setattr(tools.serve.signal, "signal", lambda *_: None)
    supervisor = tools.serve.Supervisor()
    assert supervisor.run() == 0
    assert all(process.poll() is not None for process in supervisor.processes.values())


def test_the_supervisor_gives_up_on_a_process_that_cannot_stay_up(tools, monkeypatch, capsys):
    monkeypatch.setattr(tools.serve, "VENV_PYTHON", Path(sys.executable))
    monkeypatch.setattr(tools.serve, "COMMANDS", {"web": ["-c", "raise SystemExit(3)"], "worker": ["-c", SLOW]})
    monkeypatch.setattr(tools.serve, "announce", lambda: False)
    monkeypatch.setattr(tools.serve.time, "sleep", lambda _seconds: None)
    monkeypatch.setattr(tools.serve.signal, "signal", lambda *_: None)
    supervisor = tools.serve.Supervisor()
    assert supervisor.run() == 1
    assert "web process cannot stay up (status 3)" in capsys.readouterr().err
    assert supervisor.processes["worker"].poll() is not None
