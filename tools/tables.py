"""Draw the tables of documents that are kept as data: docs/asvs.csv in docs/security.md.

`python tools/tables.py` writes them; with --check it only says whether they are up to date. Standard library only.
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
Row = dict[str, str]
CHAPTERS = {
    "1": "Encoding and sanitization",
    "2": "Validation and business logic",
    "3": "Web frontend",
    "4": "API and web service",
    "5": "Files",
    "6": "Authentication",
    "7": "Sessions",
    "8": "Authorization",
    "9": "Self-contained tokens",
    "10": "OAuth and OIDC",
    "11": "Cryptography",
    "12": "Secure communication",
    "13": "Configuration",
    "14": "Data protection",
    "15": "Coding and architecture",
    "16": "Logs and errors",
    "17": "WebRTC",
}


def rows_of(name: str) -> list[Row]:
    """Return the rows of a data file of docs/, in its order."""
    with (DOCS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def chapter(row: Row) -> str:
    """Return the number before the first dot."""
    return row["number"].split(".", maxsplit=1)[0]


def _line(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _table(titles: tuple[str, ...], lines: Iterable[Iterable[str]]) -> list[str]:
    return [_line(titles), "|" + "---|" * len(titles), *map(_line, lines)]


def _places(where: str) -> str:
    """Return the files and the tests as code."""
    return " ".join(f"`{each}`" for each in where.split())


def _counts(rows: list[Row], key: str) -> str:
    return ", ".join(f"{number} {answer}" for answer, number in Counter(row[key] for row in rows).most_common())


def asvs() -> list[str]:
    """Return the answers to the ASVS, a table a chapter, after what is not met."""
    rows = rows_of("asvs.csv")
    unmet = [row for row in rows if row["answer"] == "not met"]
    lines = [f"{len(rows)} points: {_counts(rows, 'answer')}.", "", "### Not met", ""]
    lines += _table(
        ("point", "asks", "why, and what would meet it"), ((r["number"], r["asks"], r["why"]) for r in unmet)
    )
    for number, group in groupby(rows, chapter):
        lines += ["", f"### V{number} {CHAPTERS[number]}", ""]
        lines += _table(
            ("point", "level", "asks", "answer", "where", "why"),
            ((r["number"], r["level"], r["asks"], r["answer"], _places(r["where"]), r["why"]) for r in group),
        )
    return lines


# document: its data, and what draws it
TABLES: dict[str, tuple[str, Callable[[], list[str]]]] = {"security.md": ("asvs.csv", asvs)}


def drawn(document: str) -> str:
    """Return the text of a document with its table as the data say. Raises ValueError when it has no place for it."""
    data, draw = TABLES[document]
    text = (DOCS / document).read_text(encoding="utf-8")
    begin, end = f"<!-- {data}, drawn by tools/tables.py -->\n", "<!-- end -->"
    found = re.search(f"(?<={re.escape(begin)}).*(?={re.escape(end)})", text, re.DOTALL)
    if not found:
        raise ValueError(f"docs/{document} has no place for {data}")
    return text[: found.start()] + "\n".join(["", *draw(), "", ""]) + text[found.end() :]


def main() -> int:
    """Write the documents, or compare them (--check): return 1 when one is out of date."""
    late = [name for name in TABLES if drawn(name) != (DOCS / name).read_text(encoding="utf-8")]
    if "--check" in sys.argv[1:]:
        print(f"out of date, run tools/tables.py: {', '.join(late)}" if late else "up to date")
        return int(bool(late))
    for name in late:
        (DOCS / name).write_text(drawn(name), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
