"""docs/parts.cdx.json: the list of parts agrees with the locks and with what is copied in static/."""

import json
import re
import subprocess
import sys

import pytest

from tests.consistency.tree import ROOT


@pytest.fixture(scope="module")
def listed() -> dict:
    return json.loads((ROOT / "docs" / "parts.cdx.json").read_text())


def _pinned(lock: str) -> set[str]:
    """Return `name@version` of each package of a lock."""
    lines = (ROOT / "requirements" / f"{lock}.txt").read_text().splitlines()
    pins = (re.match(r"([a-z0-9._-]+)(?:\[[a-z,]+\])?==([^\s;]+)", line) for line in lines)
    return {f"{pin[1]}@{pin[2]}" for pin in pins if pin}


def test_the_list_of_parts_is_what_the_locks_make():
    made = subprocess.run([sys.executable, "tools/parts.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert (made.returncode, made.stdout) == (0, "up to date\n")


def test_each_part_of_a_lock_is_listed_once_and_said_to_be_served_or_not(listed):
    scopes = {part["purl"]: part["scope"] for part in listed["components"]}
    assert len(scopes) == len(listed["components"])
    served = {f"pkg:pypi/{each}" for each in _pinned("base")}
    bucket = {f"pkg:pypi/{each}" for each in _pinned("s3")} - served
    others = {f"pkg:pypi/{each}" for lock in ("dev", "old_engine", "mutants") for each in _pinned(lock)}
    others -= served | bucket
    assert len(served) > 50
    assert {part for part, scope in scopes.items() if scope == "required" and "pypi" in part} == served
    assert {part for part, scope in scopes.items() if scope == "optional"} == bucket
    assert {part for part, scope in scopes.items() if scope == "excluded"} == others


def test_each_package_copied_into_the_pages_is_listed(listed):
    named = re.findall(r"npm package `([^`]+)`", (ROOT / "static" / "CREDITS.md").read_text())
    assert len(named) > 2
    assert {part["name"] for part in listed["components"] if part["purl"].startswith("pkg:npm/")} == set(named)


def test_the_list_says_which_format_and_which_version_of_the_site(listed):
    assert (listed["bomFormat"], listed["specVersion"]) == ("CycloneDX", "1.6")
    assert listed["metadata"]["component"]["name"] == "entrepairs"
    assert len({part["bom-ref"] for part in listed["components"]}) == len(listed["components"])
