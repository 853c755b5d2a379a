"""Supervise the web server and the worker: start both, restart one that dies, end both together.

Reads PORT, BIND, ORIGIN and VAR_DIR, which `tools/run.py` has settled. Standard library only.
"""

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType

from steps import ROOT, VENV_PYTHON, end, end_with_parent, say, var_dir

COMMANDS = {
    "web": ["-m", "gunicorn", "-c", "tools/gunicorn.conf.py", "config.wsgi"],
    "worker": ["site/manage.py", "worker"],
}
PATIENCE = 60  # seconds within which TOO_MANY ends of one process mean it cannot run
TOO_MANY = 5
TICK = 0.2  # seconds


class Supervisor:
    """Two processes that live and end together."""

    def __init__(self) -> None:
        self.processes: dict[str, subprocess.Popen[bytes]] = {}
        self.ends: dict[str, list[float]] = {name: [] for name in COMMANDS}
        self.asked: int | None = None

    def on_signal(self, number: int, _frame: FrameType | None) -> None:
        """Remember that somebody asked us to end."""
        self.asked = number

    def start(self, name: str) -> None:
        """Start one of the two, in a session of its own: Ctrl-C reaches it through us, once."""
        command = [str(VENV_PYTHON), *COMMANDS[name]]
        self.processes[name] = subprocess.Popen(command, cwd=ROOT, start_new_session=True, preexec_fn=end_with_parent)

    def end_all(self) -> None:
        """Ask all to end together, then wait for each."""
        for process in self.processes.values():
            if process.poll() is None:
                process.terminate()
        for process in self.processes.values():
            end(process)

    def restart_the_dead(self) -> bool:
        """Start again the processes that ended by themselves; return False when one cannot stay up."""
        for name, process in list(self.processes.items()):
            if process.poll() is None:
                continue
            now = time.monotonic()
            self.ends[name] = [when for when in self.ends[name] if now - when < PATIENCE] + [now]
            if len(self.ends[name]) >= TOO_MANY:
                print(f"The {name} process cannot stay up (status {process.returncode}).", file=sys.stderr)
                return False
            time.sleep(min(len(self.ends[name]), 3))
            self.start(name)
        return True

    def run(self) -> int:
        """Serve until asked to end, and return 0; return 1 when one process cannot stay up."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, self.on_signal)
        for name in COMMANDS:
            self.start(name)
        status, announced = 0, False
        while self.asked is None:
            if not self.restart_the_dead():
                status = 1
                break
            announced = announced or announce()
            time.sleep(TICK)
        self.end_all()
        say("Stopped. Everything is kept in " + str(var_dir()))
        return status


def announce() -> bool:
    """Print the address if the site answers; return whether it did."""
    port = os.environ["PORT"]
    host = os.environ["BIND"] if os.environ["BIND"] not in {"0.0.0.0", "::"} else "127.0.0.1"  # noqa: S104
    try:
        urllib.request.urlopen(f"http://{host}:{port}/sante", timeout=2).close()
    except urllib.error.HTTPError:
        pass  # it answers: an unknown host name or a redirect is still an answer
    except OSError:
        return False
    say(f"\n    Entrepairs : {os.environ['ORIGIN']}")
    demo = var_dir() / "demo.txt"
    if demo.exists():
        say(f"    Demonstration sign-ins : {demo}")
    say("    Stop with Ctrl-C.\n")
    return True


if __name__ == "__main__":
    sys.exit(Supervisor().run())
