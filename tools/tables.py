"""Draw what is kept as data: docs/asvs.csv in docs/security.md, docs/rgaa.csv in docs/rgaa.md and in the declaration.

`python tools/tables.py` writes them; with --check it only says whether they are up to date. Standard library only.
"""

import csv
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from html import escape
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
THEMES = {
    "1": "Images",
    "2": "Cadres",
    "3": "Couleurs",
    "4": "Multimédia",
    "5": "Tableaux",
    "6": "Liens",
    "7": "Scripts",
    "8": "Éléments obligatoires",
    "9": "Structuration de l’information",
    "10": "Présentation de l’information",
    "11": "Formulaires",
    "12": "Navigation",
    "13": "Consultation",
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


# State of a criterion: how the declaration says it.
STATES = {
    "conforme": "critères respectés",
    "non conforme": "critères non respectés",
    "à vérifier par une personne": "critères qu’une personne doit vérifier",
    "non applicable": "critères qui ne concernent pas ce site",
}
UNMET, ASKED = "non conforme", "à vérifier par une personne"


def rgaa() -> list[str]:
    """Return the criteria of the RGAA, a table a theme, after those that are not met or ask for somebody."""
    rows = rows_of("rgaa.csv")
    lines = [f"{len(rows)} critères : {_counts(rows, 'state')}."]
    for state in (UNMET, ASKED):
        lines += ["", f"### {state.capitalize()}", ""]
        group = [row for row in rows if row["state"] == state]
        lines += _table(("critère", "ce qui manque", "ce qu’en dit la déclaration"), _said(group))
    for number, theme in groupby(rows, chapter):
        lines += ["", f"### {number}. {THEMES[number]}", ""]
        lines += _table(
            ("critère", "question", "état", "comment", "essai"),
            ((r["number"], r["title"], r["state"], r["how"], _places(r["tests"]) or _by_hand(r)) for r in theme),
        )
    return lines


def _said(rows: list[Row]) -> list[tuple[str, str, str]]:
    return [(row["number"], row["how"], row["said"]) for row in rows]


def _by_hand(row: Row) -> str:
    return "" if row["state"] == "non applicable" else "à la main"


def declaration() -> str:
    """Return the part of the declaration of accessibility that the data say: the figures, then the known failures."""
    rows = rows_of("rgaa.csv")
    counted = Counter(row["state"] for row in rows)
    figures = [f"{words}\u00a0: {counted[state]}" for state, words in STATES.items() if counted[state]]
    failures = [row["said"] for row in rows if row["state"] in {UNMET, ASKED}]
    intro = f"Les personnes qui font ce logiciel ont regardé les {len(rows)} critères du RGAA 4.1.2."
    return "\n".join(
        [
            "{# Made by tools/tables.py from docs/rgaa.csv: change that one. #}",
            f"<p>{escape(intro)} Ce n’est pas un audit. Voici ce qu’elles ont trouvé.</p>",
            *_list(figures),
            "<p>Voici ce qui manque, ou que personne n’a encore vérifié\u00a0:</p>",
            *_list(failures),
            "",
        ]
    )


def _list(sentences: list[str]) -> list[str]:
    return ["<ul>", *(f"    <li>{escape(each, quote=False)}</li>" for each in sentences), "</ul>"]


# document: its data, and what draws it
TABLES: dict[str, tuple[str, Callable[[], list[str]]]] = {
    "security.md": ("asvs.csv", asvs),
    "rgaa.md": ("rgaa.csv", rgaa),
}
DECLARATION = ROOT / "site" / "templates" / "includes" / "known_failures.html"


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
    """Write what is drawn, or compare it (--check): return 1 when something is out of date."""
    made = {DOCS / name: drawn(name) for name in TABLES} | {DECLARATION: declaration()}
    late = [path for path, text in made.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in sys.argv[1:]:
        names = ", ".join(path.name for path in late)
        print(f"out of date, run tools/tables.py: {names}" if late else "up to date")
        return int(bool(late))
    for path in late:
        path.write_text(made[path], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
