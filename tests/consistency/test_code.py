"""The shape of the code: floors, packages, sizes, locks."""

import ast
import re
import subprocess
import sys
import tomllib

import pytest

from tests.consistency.tree import FLOORS, ROOT, named, sources, tree_of

LONGEST_FILE = 300  # lines
LONG_FILES: set[str] = set()
HAND_WRITTEN = ("site", "content", "passport", "courses", "static/css", "static/js", "tests", "tools")


def _project() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_the_contract_of_floors_holds_every_app():
    """`make lint` checks the contract itself (import-linter)."""
    linter = _project()["tool"]["importlinter"]
    floors = next(each for each in linter["contracts"] if each["id"] == "floors")
    apps = [name for name in floors["layers"] if not name.startswith("(")]
    assert apps == linter["root_packages"] == list(FLOORS)
    assert "ignore_imports" not in floors


def test_every_package_of_the_product_has_a_floor():
    packages = {path.parent for folder in (ROOT, ROOT / "site") for path in folder.glob("*/__init__.py")}
    assert packages - {ROOT / "tests"} == set(FLOORS.values())


def test_every_folder_of_code_is_a_package():
    folders = {path.parent for path in [*sources(), *(ROOT / "tests").rglob("*.py")]}
    assert [named(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []


def test_the_source_root_is_not_a_package():
    assert not (ROOT / "site" / "__init__.py").exists()


def test_files_are_short_enough_to_be_read():
    long = {
        named(path)
        for folder in HAND_WRITTEN
        for kind in ("*.py", "*.html", "*.css", "*.js")
        for path in (ROOT / folder).rglob(kind)
        if "migrations" not in path.parts and len(path.read_text().splitlines()) > LONGEST_FILE
    }
    assert long == LONG_FILES


def test_imports_are_absolute_and_never_starred():
    wrong = [
        f"{named(path)}:{node.lineno}"
        for path in sources()
        if path.name != "settings_test.py"
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ImportFrom) and (node.level or any(alias.name == "*" for alias in node.names))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", ["base.txt", "dev.txt"])
def test_a_lock_pins_every_package_with_hashes_and_names_no_index(name):
    text = (ROOT / "requirements" / name).read_text()
    assert "://" not in text
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[a-z0-9._-]+(\[[a-z,]+\])?==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry


def test_the_development_lock_holds_the_whole_base_lock():
    base, dev = ((ROOT / "requirements" / name).read_text() for name in ("base.txt", "dev.txt"))
    pins = re.compile(r"^(\S+==\S+)", re.MULTILINE)
    assert set(pins.findall(base)) <= set(pins.findall(dev))


def test_every_dependency_is_locked():
    project = _project()["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    locked = re.findall(r"^([a-z0-9._-]+)", (ROOT / "requirements" / "dev.txt").read_text(), re.MULTILINE)
    names = {re.match(r"[A-Za-z0-9._-]+", each).group().lower().replace("_", "-") for each in wanted}
    assert names - set(locked) == set()


def test_the_tools_need_the_standard_library_only():
    measures = [
        ROOT / "tests" / "performance" / f"{name}.py" for name in ("bench", "bench_client", "bench_rows", "crash")
    ]
    tools = [*(ROOT / "tools").glob("*.py"), *measures, ROOT / "tests" / "mutants" / "run.py"]
    own = {path.stem for path in tools} | {"django", "config", "gunicorn"}  # which reads its settings itself
    for path in tools:
        for node in ast.walk(tree_of(path)):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
            foreign = {name.split(".")[0] for name in names} - sys.stdlib_module_names - own
            assert not foreign, f"{named(path)}: {foreign}"


def test_make_alone_lists_its_targets():
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("run", "dev", "test", "check", "lint", "lock", "code"):
        assert re.search(rf"^ *make {target} +\S+", listed, re.MULTILINE), target
