"""The lessons of the seed files as StreamField values: the id of each block comes from the key it keeps for ever."""

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from config.seeding.written_text import as_html
from content.templatetags.drawings import drawn_codes

# The namespace that the ids of the first edition were made in.
NAMESPACE = uuid.UUID("5b0f3a52-6a0c-5c39-9d0e-7f6d3f0c2a11")
Raw = dict[str, Any]
COLUMN_KINDS = {">": "amount", "#": "number", "@": "date"}  # numbers and days: of a tool alone


@dataclass(frozen=True)
class There:
    """What lessons carry and that is on the site: primary keys of tools and of words, by the keys of the seed files."""

    tools: Mapping[str, int] = field(default_factory=dict)
    terms: Mapping[str, int] = field(default_factory=dict)


class SeedFileError(Exception):
    """Raised for a block of the seed files that cannot be read; its text says which and why."""


def id_of(key: str) -> str:
    """Return the id of what has this key in the seed files, the same on every machine; a UUID is its own id."""
    try:
        return str(uuid.UUID(key))
    except ValueError:
        return str(uuid.uuid5(NAMESPACE, key))


def lesson_body(blocks: list[Raw], there: There | None = None) -> list[Raw]:
    """Return the body of a lesson, block by block, without the tools and the words that people deleted.

    `there` says which are there. Raises SeedFileError for a block that cannot be read.
    """
    known = there or There()
    numbers = {"tool": ("tool", known.tools), "glossary": ("term", known.terms)}
    found = []
    for data in blocks:
        if data.get("block") in numbers:
            name, pks = numbers[data["block"]]
            data = {**data, name: pks.get(data.get(name, ""))}
            if not data[name]:
                continue
        found.append(_read(data, data.get("block", ""), BODY))
    return found


def easy_body(groups: list[Raw]) -> list[Raw]:
    """Return the easy-read version of a lesson, group by group. Raises SeedFileError as `lesson_body` does."""
    return [_read(data, "group" if "picture" in data or "title" in data else "sentences", EASY) for data in groups]


def _read(data: Raw, kind: str, readers: dict[str, Callable[..., Any]]) -> Raw:
    key = data.get("key")
    if not key or kind not in readers:
        raise SeedFileError(f"{key or data}: a block has a key and one of these kinds: {', '.join(readers)}")
    fields = {name: value for name, value in data.items() if name not in {"key", "block"}}
    try:
        value = readers[kind](key, **fields)
    except TypeError as error:  # a field is missing, or is not one of this kind of block
        raise SeedFileError(f"{key}: {error}") from error
    return {"type": kind, "id": id_of(key), "value": value}


def items(key: str, values: list[Any]) -> list[Raw]:
    """Return the items of a list, each with an id that comes from the key of the list and its place."""
    return [{"type": "item", "id": id_of(f"{key}/item/{n}"), "value": value} for n, value in enumerate(values)]


def _brief(key: str, *, points: list[str]) -> Raw:
    return {"points": items(key, points)}


def _text(key: str, *, text: str, heading: str = "") -> Raw:
    return {"heading": heading, "text": as_html(text)}


def _example(key: str, *, text: str, title: str = "") -> Raw:
    return {"title": title, "text": as_html(text)}


def _written(key: str, *, text: str) -> Raw:
    return {"text": as_html(text)}


def _steps(key: str, *, steps: list[str], title: str = "") -> Raw:
    return {"title": title, "steps": items(key, steps)}


def _table(
    key: str, *, title: str, columns: list[str], rows: list[list[str]], total: bool = False, aloud: str = ""
) -> Raw:
    return {"title": title, "table": table_cells(key, columns, rows), "total": total, "aloud": aloud}


def table_cells(key: str, columns: list[str], rows: list[list[str]]) -> Raw:
    """Return the cells of a table; the name of a column of amounts begins with « > », « # » or « @ » as in a tool.

    Raises SeedFileError for a row that has not one cell a column.
    """
    if ragged := [row for row in rows if len(row) != len(columns)]:
        raise SeedFileError(f"{key}: this row has not one cell a column: {ragged[0]}")
    kinds = [{"type": COLUMN_KINDS.get(name[0], "text"), "heading": name.lstrip(">#@ ")} for name in columns]
    return {"columns": kinds, "rows": [{"values": list(row)} for row in rows], "caption": ""}


def _tool(key: str, *, tool: int, words: str = "") -> Raw:
    return {"tool": tool, "words": words}


def _reflection(key: str, *, question: str, why: str) -> Raw:
    return {"question": question, "why": why}


def _call(key: str, *, who: str, number: str = "", when: str = "", link: str = "") -> Raw:
    return {"who": who, "number": number, "when": when, "link": link}


def _glossary(key: str, *, term: int, meaning_here: str = "") -> Raw:
    return {"term": term, "meaning_here": meaning_here}


def _question(
    key: str, *, question: str, explanation: str, choices: list[Raw], facts: list[str], kind: str = "single"
) -> Raw:
    """Return a question; `facts` are for whoever reads the file: the lesson cites them."""
    items = [_choice(f"{key}/choice/{n}", **choice) for n, choice in enumerate(choices)]
    return {"question": question, "kind": kind, "choices": items, "explanation": explanation}


def _choice(place: str, *, text: str, key: str = "", right: bool = False, explanation: str = "") -> Raw:
    value = {"text": text, "is_right": right, "explanation": explanation}
    return {"type": "item", "id": id_of(key or place), "value": value}


def _scenario(key: str, *, title: str, steps: list[Raw], intro: str = "") -> Raw:
    return {"title": title, "intro": intro, "steps": [_scenario_step(key, **step) for step in steps]}


def _scenario_step(
    key: str, *, name: str, title: str, text: str, ending: bool = False, choices: Sequence[Raw] = ()
) -> Raw:
    place = f"{key}/{name}"
    outcomes = [_outcome(f"{place}/choice/{n}", **choice) for n, choice in enumerate(choices)]
    value = {"name": name, "title": title, "text": as_html(text), "is_ending": ending, "choices": outcomes}
    return {"type": "item", "id": id_of(place), "value": value}


def _outcome(place: str, *, text: str, consequence: str, leads_to: str) -> Raw:
    value = {"text": text, "consequence": consequence, "leads_to": leads_to}
    return {"type": "item", "id": id_of(place), "value": value}


def _order(key: str, *, question: str, steps: list[str], explanation: str, facts: list[str]) -> Raw:
    return {"question": question, "steps": items(key, steps), "explanation": explanation}


def _match(key: str, *, question: str, pairs: list[Raw], explanation: str, facts: list[str]) -> Raw:
    items = [_pair(f"{key}/pair/{n}", **pair) for n, pair in enumerate(pairs)]
    return {"question": question, "pairs": items, "explanation": explanation}


def _pair(place: str, *, left: str, right: str, key: str = "") -> Raw:
    return {"type": "item", "id": id_of(key or place), "value": {"left": left, "right": right}}


def _short_answer(
    key: str, *, question: str, accepted: list[str], explanation: str, facts: list[str], hint: str = ""
) -> Raw:
    return {"question": question, "accepted": items(key, accepted), "explanation": explanation, "hint": hint}


def _sentences(key: str, *, sentences: list[str]) -> list[Raw]:
    return items(key, sentences)


def _group(key: str, *, title: str, picture: str, says: str, sentences: list[str]) -> Raw:
    """Return a group of an easy version. Raises SeedFileError for a picture that nobody drew."""
    if picture not in drawn_codes():
        raise SeedFileError(f"{key}: there is no drawing {picture}")
    return {"title": title, "pictogram": picture, "says": says, "sentences": items(key, sentences)}


BODY: dict[str, Callable[..., Any]] = {
    "brief": _brief,
    "text": _text,
    "example": _example,
    "to_do": _written,
    "warning": _written,
    "steps": _steps,
    "table": _table,
    "tool": _tool,
    "reflection": _reflection,
    "call": _call,
    "glossary": _glossary,
    "question": _question,
    "scenario": _scenario,
    "order": _order,
    "match": _match,
    "short_answer": _short_answer,
}
EASY: dict[str, Callable[..., Any]] = {"sentences": _sentences, "group": _group}
