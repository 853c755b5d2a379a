"""Compute requirements/*.txt again from pyproject.toml and *.in: exact versions and hashes, and no index address.

Then list the parts again (docs/parts.cdx.json).

.venv/bin/python tools/lock.py [--upgrade]
"""

import re
import sys

import parts
from steps import ROOT, VENV, Stop, run, say

PYTHON_VERSION = "3.11.2"  # Debian 12's, the oldest we run on: a lock made for it installs on the newer ones
OPTIONS = ["--quiet", "--python-version", PYTHON_VERSION, "--generate-hashes", "--no-header", "--no-annotate"]
OPTIONS += ["--no-emit-index-url", "--no-emit-find-links"]
LOCKS: dict[str, list[str]] = {
    "base": ["pyproject.toml"],
    "s3": ["--extra", "s3", "--constraint", "requirements/base.txt", "pyproject.toml"],
    "dev": ["--extra", "dev", "pyproject.toml"],
    "old_engine": ["requirements/old_engine.in"],
    "mutants": ["requirements/mutants.in"],
}


def main() -> None:
    """Write the locks. Raises Stop when one cannot be resolved or names an index."""
    for kind, wanted in LOCKS.items():
        lock = ROOT / "requirements" / f"{kind}.txt"
        if run([VENV / "bin" / "uv", "pip", "compile", *OPTIONS, *wanted, *sys.argv[1:], "-o", lock]):
            raise Stop(f"{lock.name} could not be computed.")
        if re.search(r"^--|://", lock.read_text(), re.MULTILINE):
            raise Stop(f"{lock.name} names an index: it must not.")
        say(f"requirements/{lock.name}")
    parts.DOCUMENT.write_text(parts.document(), encoding="utf-8")
    say("docs/parts.cdx.json")


if __name__ == "__main__":
    main()
