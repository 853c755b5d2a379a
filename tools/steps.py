"""Functions that the tools share: print one line, run one command, end cleanly when asked to.

Standard library only: this runs before anything is installed.
"""

import ctypes
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
VENV_PYTHON = VENV / "bin" / "python"
GRACE = 10  # seconds a child has to end before it is killed

PR_SET_PDEATHSIG = 1  # linux/prctl.h

_child: "subprocess.Popen[bytes] | None" = None
_asked = 0  # the signal that asked us to end


class Stop(SystemExit):
    """The end of a tool: its words go to standard error, its status is 1."""

    def __init__(self, words: str) -> None:
        super().__init__(1)
        print(f"\n{words}", file=sys.stderr)


def say(words: str) -> None:
    """Print one line of progress, at once."""
    print(words, flush=True)


def var_dir() -> Path:
    """Return the private folder of this installation: VAR_DIR, or `var/` beside the code."""
    return Path(os.environ.get("VAR_DIR") or ROOT / "var").resolve()


def write_atomically(path: Path, text: str, mode: int = 0o600) -> None:
    """Write `text` to `path` so that a reader sees all of it or the former file, even if we are stopped."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ask a child to end, and kill it when it does not within GRACE seconds."""
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _on_signal(number: int, _frame: FrameType | None) -> None:
    """Pass the signal on to the child; `run`, which waits for the child, then ends this process."""
    global _asked
    _asked = number
    if _child is None:
        sys.exit(128 + number)
    os.killpg(_child.pid, signal.SIGTERM)
    signal.alarm(GRACE)


def _on_alarm(_number: int, _frame: FrameType | None) -> None:
    if _child is not None:
        os.killpg(_child.pid, signal.SIGKILL)


def end_with_parent() -> None:
    """Ask the kernel to end this process when its parent is killed, so that nothing runs on unseen (Linux only)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def end_when_asked() -> None:
    """On SIGTERM or SIGINT, or when the parent is killed, end the running child, then this process."""
    end_with_parent()
    for each in (signal.SIGTERM, signal.SIGINT):
        signal.signal(each, _on_signal)
    signal.signal(signal.SIGALRM, _on_alarm)


def run(command: Sequence[str | Path], *, held: Sequence[int] = ()) -> int:
    """Run a command to its end and return its status. It has a process group of its own, which ends as a whole.

    `held` are file descriptors that the child keeps open: a child that outlives us then keeps the lock too.
    """
    global _child
    _child = subprocess.Popen(
        list(map(str, command)), cwd=ROOT, pass_fds=held, process_group=0, preexec_fn=end_with_parent
    )
    status = _child.wait()
    _child = None
    if _asked:
        sys.exit(128 + _asked)
    return status
