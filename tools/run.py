"""`make run`: from a fresh clone to a served site, and in seconds the next time.

Each of its six steps finds out by itself what is left to do: a run stopped at one of them goes on from there the next
time. Nothing is ever reset. Standard library only.
"""

import base64
import fcntl
import os
import secrets
import signal
import socket
import sys
from pathlib import Path

from install import install
from steps import ROOT, VENV_PYTHON, Stop, end_when_asked, run, say, var_dir, write_atomically

STEPS = 6


def settle_environment() -> tuple[str, int]:
    """Set the variables of the environment that nobody set; return the address and port to listen on.

    The public address follows the port unless ORIGIN says otherwise, so that PORT alone is enough. Raises Stop for a
    port that is none.
    """
    port = os.environ.get("PORT") or "8000"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise Stop(f"PORT is a number between 1 and 65535, not « {port} ».")
    os.environ["PORT"] = port
    bind = os.environ.setdefault("BIND", "127.0.0.1")
    os.environ["VAR_DIR"] = str(var_dir())
    if not os.environ.get("ORIGIN"):
        os.environ["ORIGIN"] = f"http://localhost:{port}"
    os.environ.setdefault("EXTRA_HOSTS", "127.0.0.1,localhost")
    os.environ["PYTHONUNBUFFERED"] = "1"
    if "--dev" in sys.argv[1:]:
        os.environ.setdefault("DEBUG", "1")
    return bind, int(port)


def check_port_is_free(bind: str, port: int) -> None:
    """Raise Stop with a sentence when something else listens there."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as error:
            raise Stop(
                f"Cannot listen on {bind}:{port} ({error.strerror}).\n"
                "Something else may be using it. Choose another port:  make run PORT=8001"
            ) from None


def make_private_folder(var: Path) -> None:
    """Create var/ (0700) and its secrets (0600), once."""
    var.mkdir(parents=True, exist_ok=True)
    var.chmod(0o700)
    secrets_file = var / "env"
    if secrets_file.exists():
        return
    lines = {
        "SECRET_KEY": secrets.token_urlsafe(48),
        "CODE_KEY": secrets.token_urlsafe(48),
        "PASSPORT_KEYS": base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
    }
    head = "# Made by `make run`. Losing it closes every card, code and share: keep it with the backups.\n"
    write_atomically(secrets_file, head + "".join(f"{name}={value}\n" for name, value in lines.items()))


def hold_lock(var: Path) -> int:
    """Wait for a lock on var/ and return it: one preparation at a time, and none beside a step of a killed run."""
    lock = os.open(var / "prepare.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Another run is preparing this folder: waiting for it…")
        fcntl.flock(lock, fcntl.LOCK_EX)
    return lock


def become(command: list[str]) -> None:
    """Replace this process with the server, so that signals reach it without an intermediary."""
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, signal.SIG_DFL)
    os.chdir(ROOT)
    os.execv(VENV_PYTHON, [str(VENV_PYTHON), *command])


def main() -> None:
    """Install, prepare, then become the server."""
    end_when_asked()
    dev = "--dev" in sys.argv[1:]
    bind, port = settle_environment()
    check_port_is_free(bind, port)
    var = var_dir()
    say(f"1/{STEPS} Private folder: {var}")
    make_private_folder(var)
    lock = hold_lock(var)
    say(f"2/{STEPS} Python packages")
    install("dev" if dev else "base", held=(lock,))
    prepare: list[str | Path] = [VENV_PYTHON, ROOT / "site" / "manage.py", "prepare", "--step", "3", "--of", str(STEPS)]
    demo = [] if os.environ["ORIGIN"].startswith("https:") else ["--demo", str(var / "demo.txt")]
    if run([*prepare, *demo], held=(lock,)):
        raise Stop("The site could not be prepared: the lines above say why. Nothing was reset.")
    os.close(lock)
    say(f"{STEPS}/{STEPS} Serving")
    become(["site/manage.py", "runserver", f"{bind}:{port}"] if dev else ["tools/serve.py"])


if __name__ == "__main__":
    main()
