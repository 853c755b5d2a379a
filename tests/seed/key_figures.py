"""The texts of the seed files as readers see them."""

from typing import Any

from config.seeding.files import load
from content.figures_in_text.references import replaced

Figure = dict[str, Any]


def figures() -> list[Figure]:
    """Return the key figures of the files."""
    return load("key_figures")["figures"]


def as_read(content: Any) -> Any:
    """Return a content of the files, key figures in their places."""
    return replaced(content, {each["key"]: each["value"] for each in figures()})
