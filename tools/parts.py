"""List the parts that the site is made of, from the locks and the credits of static/: docs/parts.cdx.json.

`python3 tools/parts.py` writes it (`make lock` does too); with --check it only says whether it is up to date.
Standard library only. The hashes of each part are in the lock, where the installation reads them.
"""

import json
import re
import sys
import tomllib
from typing import Any
from urllib.parse import quote

from steps import ROOT

DOCUMENT = ROOT / "docs" / "parts.cdx.json"
CREDITS = ROOT / "static" / "CREDITS.md"
# CycloneDX's words: what runs, what runs where MEDIA_STORE is set, and what only builds or tests.
NEEDED, OPTIONAL, NOT_SERVED = "required", "optional", "excluded"
LOCKS = {
    "base": NEEDED,
    "s3": OPTIONAL,
    "dev": NOT_SERVED,
    "old_engine": NOT_SERVED,
    "mutants": NOT_SERVED,
}  # a part of two locks keeps the first word
_PIN = re.compile(r"^([a-z0-9._-]+)(?:\[[^\]]*\])?==([^\s;]+)", re.MULTILINE)
_COPIED = re.compile(r"npm package `([^`]+)`[^\n]*?\| ([0-9][0-9.]*) \|")


def pins(lock: str) -> list[tuple[str, str]]:
    """Return the name and the version of each package of the text of a lock, in its order."""
    return _PIN.findall(lock)


def _part(kind: str, name: str, version: str, scope: str) -> dict[str, str]:
    address = f"pkg:{kind}/{quote(name, safe='/')}@{version}"
    return {
        "type": "library",
        "bom-ref": address,
        "name": name,
        "version": version,
        "scope": scope,
        "purl": address,
    }


def parts() -> list[dict[str, str]]:
    """Return each part once, as CycloneDX writes it: packages of the locks, then what is copied in static/."""
    found: dict[str, dict[str, str]] = {}
    for lock, scope in LOCKS.items():
        for name, version in pins((ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")):
            part = _part("pypi", name, version, scope)
            found.setdefault(part["purl"], part)
    for name, version in _COPIED.findall(CREDITS.read_text(encoding="utf-8")):
        part = _part("npm", name, version, NEEDED)
        found.setdefault(part["purl"], part)
    return sorted(found.values(), key=lambda part: part["purl"])


def document() -> str:
    """Return the whole list as JSON: the same text for the same locks, so that it can be compared."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    site = {
        "type": "application",
        "bom-ref": project["name"],
        "name": project["name"],
        "version": project["version"],
        "licenses": [{"license": {"id": project["license"]}}],
    }
    listed: dict[str, Any] = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": site},
        "components": parts(),
    }
    return json.dumps(listed, indent=1, ensure_ascii=False) + "\n"


def main() -> int:
    """Write the list, or compare it (--check): return 1 when it is out of date."""
    if "--check" in sys.argv[1:]:
        is_late = not DOCUMENT.exists() or DOCUMENT.read_text(encoding="utf-8") != document()
        print("docs/parts.cdx.json is not what the locks say: run tools/parts.py" if is_late else "up to date")
        return int(is_late)
    DOCUMENT.write_text(document(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
