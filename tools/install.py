"""Make `.venv` and install the locked packages in it, with their hashes, when the lock has changed.

    python3 tools/install.py [base|dev]

It may be stopped at any stage and started again: it writes a stamp last, and an install that was cut starts from an
empty environment. Standard library only.
"""

import hashlib
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from steps import ROOT, VENV, VENV_PYTHON, Stop, end_when_asked, run, say, write_atomically

OLDEST = (3, 11)
BEGUN = VENV / ".install-begun"
NO_VENV = """Python cannot make an environment here: its `venv` module is incomplete.
On Debian:  apt-get install python3-venv"""


def stamp(kind: str) -> Path:
    """Return the file that says which lock is installed."""
    return VENV / f".installed-{kind}"


def fingerprint(kind: str) -> str:
    """Return what must be the same for an install to be current: the version of Python and the hash of the lock."""
    lock = (ROOT / "requirements" / f"{kind}.txt").read_bytes()
    return f"{sys.version_info[0]}.{sys.version_info[1]} {hashlib.sha256(lock).hexdigest()}\n"


def is_current(kind: str) -> bool:
    """Return whether the lock is installed; the development lock holds the base one too."""
    return VENV_PYTHON.exists() and any(
        stamp(each).is_file() and stamp(each).read_text() == fingerprint(each) for each in {kind, "dev"}
    )


def _has_pip() -> bool:
    if not VENV_PYTHON.exists() or BEGUN.exists():
        return False
    probe: list[str | Path] = [VENV_PYTHON, "-m", "pip", "--version"]
    return subprocess.run(probe, capture_output=True, check=False).returncode == 0


def _make_environment(held: Sequence[int]) -> list[str]:
    """Make an environment at VENV and return the command that runs pip for it.

    Debian's bare python3 has `venv` without `ensurepip`: the system's pip then serves, told where to install.
    """
    if _has_pip():
        return [str(VENV_PYTHON), "-m", "pip"]
    if run([sys.executable, "-m", "venv", "--clear", VENV], held=held) == 0:
        return [str(VENV_PYTHON), "-m", "pip"]
    pip = [sys.executable, "-m", "pip"]
    have_pip = subprocess.run([*pip, "--version"], capture_output=True, check=False).returncode == 0
    if not have_pip or run([sys.executable, "-m", "venv", "--clear", "--without-pip", VENV], held=held):
        raise Stop(NO_VENV)
    return [*pip, "--python", str(VENV_PYTHON)]


def install(kind: str, *, held: Sequence[int] = ()) -> None:
    """Install `requirements/<kind>.txt` if it is not. `held` are file descriptors that the children keep open.

    Raises Stop when Python is too old or cannot make an environment, or when a package cannot be fetched.
    """
    if sys.version_info < OLDEST:
        raise Stop(f"Python {OLDEST[0]}.{OLDEST[1]} or newer is needed; this is {sys.version.split()[0]}.")
    if is_current(kind):
        return
    say(f"    installing requirements/{kind}.txt, up to a minute")
    pip = _make_environment(held)
    BEGUN.touch()
    command = [*pip, "install", "--require-hashes", "--no-deps", "--quiet", "--progress-bar", "off"]
    command += ["--no-input", "--disable-pip-version-check", "--no-warn-script-location"]
    if kind == "dev":  # most of it is never loaded; a site that serves has all of it ready
        command.append("--no-compile")
    if run([*command, "-r", ROOT / "requirements" / f"{kind}.txt"], held=held):
        raise Stop("The packages could not be installed: is there a network? Run the same command again.")
    write_atomically(stamp(kind), fingerprint(kind), 0o644)
    BEGUN.unlink(missing_ok=True)


def install_apart(kind: str) -> Path:
    """Install `requirements/<kind>.txt` in an environment of its own, and return its Python: it is never with the site.

    Raises Stop when it cannot be.
    """
    lock, folder = ROOT / "requirements" / f"{kind}.txt", ROOT / f".venv-{kind.replace('_', '-')}"
    python, stamped = folder / "bin" / "python", folder / ".installed"
    if not stamped.is_file() or stamped.read_text() != lock.read_text():
        install_it: list[str | Path] = [VENV_PYTHON, "-m", "pip", "--python", python, "install", "--quiet"]
        install_it += ["--require-hashes", "--no-deps", "-r", lock]
        if run([VENV_PYTHON, "-m", "venv", "--clear", "--without-pip", folder]) or run(install_it):
            raise Stop(f"requirements/{kind}.txt cannot be installed here.")
        write_atomically(stamped, lock.read_text(), 0o644)
    return python


def main() -> None:
    """Install what the argument names."""
    end_when_asked()
    install(sys.argv[1] if len(sys.argv) > 1 else "base")


if __name__ == "__main__":
    main()
