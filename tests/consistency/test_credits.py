"""static/CREDITS.md: whose are the letters, the drawings, the words and the data."""

import re

from tests.consistency.tree import FLOORS, ROOT

CREDITS = ROOT / "static" / "CREDITS.md"


def _data() -> set[str]:
    """Return the name of each file of words or data that the product reads; templates are not data."""
    found = (path for folder in FLOORS.values() for kind in ("*.txt", "*.json") for path in folder.rglob(kind))
    return {path.name for path in found if "templates" not in path.parts}


def _copied() -> set[str]:
    """Return each folder of static/ that holds what others made: those with a licence beside it."""
    return {f"{path.parent.relative_to(ROOT / 'static')}/" for path in (ROOT / "static").rglob("LICENSE*")}


def test_each_file_of_words_or_data_has_a_line():
    named = {name.rpartition("/")[2] for name in re.findall(r"`([^`]+)`", CREDITS.read_text())}
    assert {"words.txt", "groups.json", "skills.json"} <= _data()
    assert _data() - named == set()


def test_each_folder_of_others_works_has_a_line():
    text = CREDITS.read_text()
    assert len(_copied()) > 2
    assert [folder for folder in sorted(_copied()) if f"`{folder}" not in text] == []


def test_each_line_says_an_origin_and_a_licence():
    rows = [line for line in CREDITS.read_text().splitlines() if line.startswith("|") and "---" not in line]
    assert len(rows) > 10
    for row in rows:
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 4 and all(cells), row
