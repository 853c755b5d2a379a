"""Which version runs: the number that the code bears, and the commit where the code is a clone.

Git itself is not asked: it refuses a clone that belongs to another user, as where root clones and a service runs.
"""

import re
import tomllib
from pathlib import Path

from django.conf import settings

SHOWN = 8  # signs of a commit
_COMMIT = re.compile(r"[0-9a-f]{40,64}")


def number(code: Path | None = None) -> str:
    """Return the number of the version, read where the code is; "" when it is not said there."""
    try:
        said = tomllib.loads(((code or settings.BASE_DIR) / "pyproject.toml").read_text())
    except (OSError, ValueError):
        return ""
    return str(said.get("project", {}).get("version", ""))


def commit(code: Path | None = None) -> str:
    """Return the first signs of the commit that a clone stands on; "" outside a clone, or when it cannot be read."""
    try:
        return _commit_of(_git_folder((code or settings.BASE_DIR) / ".git"))[:SHOWN]
    except (OSError, ValueError):
        return ""


def _git_folder(found: Path) -> Path:
    """Return the folder of git; a second work tree has a file that leads to it."""
    return found.parent / found.read_text().removeprefix("gitdir:").strip() if found.is_file() else found


def _commit_of(folder: Path) -> str:
    head = (folder / "HEAD").read_text().strip()
    reference = head.removeprefix("ref: ")
    if reference == head:
        return head if _COMMIT.fullmatch(head) else ""
    shared = folder / "commondir"  # a second work tree keeps its branches with the first
    common = folder / shared.read_text().strip() if shared.is_file() else folder
    if (common / reference).is_file():
        found = (common / reference).read_text().strip()
        return found if _COMMIT.fullmatch(found) else ""
    return _packed((common / "packed-refs").read_text(), reference)


def _packed(lines: str, reference: str) -> str:
    found = (line.split() for line in lines.splitlines() if line.endswith(f" {reference}"))
    return next((commit for commit, _ in found if _COMMIT.fullmatch(commit)), "")
