"""The files the consistency tests read: ours, and nothing generated."""

import ast
import csv
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# Floors from the top: an app imports only from those after it.
FLOORS = {
    "config": ROOT / "site" / "config",
    "gatherings": ROOT / "site" / "gatherings",
    "courses": ROOT / "courses",
    "content": ROOT / "content",
    "passport": ROOT / "passport",
    "accounts": ROOT / "site" / "accounts",
    "directory": ROOT / "site" / "directory",
    "lib": ROOT / "site" / "lib",
}
SITE_TEMPLATES = ROOT / "site" / "templates"


def named(path: Path) -> str:
    """Return a path from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


@cache
def sources() -> list[Path]:
    """Return our Python files, without the migrations: Django writes them."""
    found = (path for folder in FLOORS.values() for path in folder.rglob("*.py"))
    return sorted(path for path in found if "migrations" not in path.parts)


@cache
def templates() -> list[Path]:
    """Return our templates."""
    folders = [SITE_TEMPLATES, *(folder / "templates" for folder in FLOORS.values())]
    return sorted(path for folder in folders if folder.is_dir() for path in folder.rglob("*") if path.is_file())


@cache
def pages() -> list[Path]:
    """Return our templates that are HTML."""
    return [path for path in templates() if path.suffix == ".html"]


def template_name(path: Path) -> str:
    """Return the name by which Django loads a template."""
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


@cache
def tree_of(path: Path) -> ast.Module:
    """Return the syntax tree of a Python file."""
    return ast.parse(path.read_text())


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Yield line and text of every string of a Python file that is not a docstring."""
    tree = tree_of(path)
    holders = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    documentation = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, holders) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documentation:
            yield node.lineno, node.value


def is_there(place: str) -> bool:
    """Return whether a file, or a test of a file (`file::test`), exists."""
    name, _, test = place.partition("::")
    path = ROOT / name
    if not path.is_file():
        return False
    return not test or any(isinstance(node, ast.FunctionDef) and node.name == test for node in tree_of(path).body)


def rows_of(name: str) -> list[dict[str, str]]:
    """Return the rows of a data file of docs/."""
    with (ROOT / "docs" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
