"""Check the code and the templates without running them.

python3 tools/lint.py [--fix]
"""

import subprocess
import sys
from pathlib import Path

from steps import ROOT, VENV, run

FOLDERS = ("site", "content", "passport", "courses", "tests", "tools")


def templates() -> list[Path]:
    """Return our templates."""
    return sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.html"))


def main() -> int:
    """Run every linter, even after one complained; return 0 when none did."""
    fix = "--fix" in sys.argv[1:]
    tool = VENV / "bin"
    ours = templates()
    commands: list[list[str | Path]] = [
        [tool / "ruff", "check", "--quiet", *(["--fix"] if fix else []), "."],
        [tool / "ruff", "format", "--quiet", *([] if fix else ["--check"]), "."],
        [tool / "djade", "--target-version", "5.2", *([] if fix else ["--check"]), *ours],
        [tool / "djlint", "--lint", "--quiet", "--configuration", "pyproject.toml", *ours],
    ]
    if not fix:
        commands.append(["env", "PYTHONPATH=site", tool / "lint-imports", "--no-logo", "pyproject.toml"])
        commands.append([tool / "mypy", "--no-error-summary"])
    return max(run(command) for command in commands)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except (FileNotFoundError, subprocess.SubprocessError) as error:
        sys.exit(f"{error}\nThe development tools are not installed: run `make lint`.")
