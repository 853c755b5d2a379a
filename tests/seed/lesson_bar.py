"""What a lesson of the first content must hold to be published as it should be: each fault is one sentence."""

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.conf import settings

Raw = dict[str, Any]
DRAWINGS = Path(settings.BASE_DIR) / "static" / "img" / "pictograms"
WORDS = (250, 450)  # of the main text
LONGEST_SENTENCE = 25
EASY_LINES, EASY_WORDS = (10, 22), 12
LIKE_LENGTH = 0.75  # of the longest choice of a question, the shortest
MOST_NEGATIVE = 0.2  # of the lines of an easy version
OLD = re.compile(r"ancienne|\b20(?:0\d|1\d|2[01])\b")
TO_CHECK = re.compile(r"vérifi|demandez|relisez", re.IGNORECASE)
_ACRONYM = re.compile(r"\b(?!GEM\b)[A-Z]{2,}\b")
_NEGATIVE = re.compile(r"\b(?:ne|n’)\b|\bn’", re.IGNORECASE)


def word_count(text: str) -> int:
    """Return the number of words; signs alone count for none."""
    return len(re.findall(r"[\w’'-]*\w", text))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in Markdown: a line of a list and a paragraph end one too."""
    plain = re.sub(r"\*\*|\[([^\]]+)\]\([^)]+\)", r"\1", text)
    parts = re.split(r"(?<=[.!?…])[»\s]+(?=[A-ZÀ-Ý«0-9])|\n+|[;:](?=\s*$)", plain, flags=re.MULTILINE)
    return [part for part in parts if word_count(part)]


def main_text(lesson: Raw) -> list[str]:
    """Return the texts that everybody reads: not the questions, tables, exercises to do nor words explained."""
    found: list[str] = []
    for block in lesson["body"]:
        if block["block"] in {"brief", "steps"}:
            found += block.get("points", []) + block.get("steps", [])
        elif block["block"] in {"example", "text", "warning"}:
            found.append(block["text"])
    return found


def blocks_of(lesson: Raw, kind: str) -> list[Raw]:
    """Return the blocks of a kind, in order."""
    return [block for block in lesson["body"] if block["block"] == kind]


def faults_of(lesson: Raw, facts: dict[str, Raw]) -> list[str]:
    """Return what a lesson lacks, or has too much of. `facts`: those of the files, by key."""
    checks = (_shape, _length, _questions, _sources, _easy_version, _tables)
    found = [fault for check in checks for fault in check(lesson, facts)]
    return [f"{lesson['key']}: {fault}" for fault in found]


def _shape(lesson: Raw, _: dict[str, Raw]) -> Iterator[str]:
    kinds = [block["block"] for block in lesson["body"]]
    if kinds[0] != "brief":
        yield "does not begin with « En bref »"
    yield from (f"has no {kind}" for kind in ("example", "steps", "to_do") if kind not in kinds)
    if "·" in str(lesson):
        yield "has a middle dot"


def _length(lesson: Raw, _: dict[str, Raw]) -> Iterator[str]:
    words = sum(word_count(text) for text in main_text(lesson))
    if not WORDS[0] <= words <= WORDS[1]:
        yield f"has {words} words of main text"
    for text in main_text(lesson):
        yield from (f"long sentence: {each}" for each in sentences(text) if word_count(each) > LONGEST_SENTENCE)


def _questions(lesson: Raw, _: dict[str, Raw]) -> Iterator[str]:
    asked = blocks_of(lesson, "question")
    if not 2 <= len(asked) <= 3:
        yield f"asks {len(asked)} questions"
    for question in asked:
        choices = question["choices"]
        if len(choices) != 3 or sum(choice.get("right", False) for choice in choices) != 1:
            yield f"three choices, one right: {question['question']}"
        for choice in choices:
            begins = "Juste." if choice.get("right") else "Autre piste."
            if not choice.get("explanation", "").startswith(begins):
                yield f"a choice explained by « {begins} »: {choice['text']}"
        if not set(question["facts"]) <= set(lesson["facts"]):
            yield f"cites what the lesson does not: {question['question']}"


def _sources(lesson: Raw, facts: dict[str, Raw]) -> Iterator[str]:
    yield from (f"cites an unknown fact, {key}" for key in lesson["facts"] if key not in facts)
    known = [facts[key] for key in lesson["facts"] if key in facts]
    weak = [each["key"] for each in known if each["confidence"] == "L" or OLD.search(each["note"])]
    if weak and not TO_CHECK.search(" ".join(str(block) for block in lesson["body"])):
        yield f"does not say where to check {', '.join(weak)}"


def _easy_version(lesson: Raw, _: dict[str, Raw]) -> Iterator[str]:
    groups = lesson["easy_read"]
    lines = [line for group in groups for line in group["sentences"]]
    if not 3 <= len(groups) <= 6 or not EASY_LINES[0] <= len(lines) <= EASY_LINES[1]:
        yield f"has an easy version of {len(groups)} groups and {len(lines)} lines"
    if not any("exemple" in read.lower() for read in (*lines, *(group.get("title", "") for group in groups))):
        yield "has an easy version without an example"
    for group in groups:
        if not group.get("title") or not group.get("says"):
            yield f"a group of the easy version has a title and says its picture: {group['key']}"
        if not (DRAWINGS / f"{group.get('picture')}.svg").exists():
            yield f"has no drawing {group.get('picture')}"
    yield from (f"long line: {line}" for line in lines if word_count(line) > EASY_WORDS)
    yield from (f"acronym in the easy version: {line}" for line in lines if _ACRONYM.search(line))
    if sum(bool(_NEGATIVE.search(line)) for line in lines) > MOST_NEGATIVE * len(lines):
        yield "says too often what is not, in the easy version"


def amount(cell: str) -> Decimal | None:
    """Return the number that a cell holds, « 1 880,40 » or « 1 880,40 € »; None for another text."""
    plain = re.sub(r"[\s\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}€+]", "", cell).replace("−", "-").replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"-?\d+(?:\.\d+)?", plain) else None


def _tables(lesson: Raw, _: dict[str, Raw]) -> Iterator[str]:
    for table in blocks_of(lesson, "table"):
        names = [name.lstrip("> ") for name in table["columns"]]
        if any(len(row) != len(names) for row in table["rows"]):
            yield f"a row has as many cells as the table has columns: {table['title']}"
            continue
        if not all(any(row) for row in table["rows"]):
            yield f"a row is empty, which the page refuses: {table['title']}"
        yield from (f"{table['title']}: {fault}" for fault in _sums(table, names))


def _sums(table: Raw, names: list[str]) -> Iterator[str]:
    rows = table["rows"][:-1] if table.get("total") else table["rows"]
    if {"Recette", "Dépense", "Solde"} <= set(names):
        yield from _balances([dict(zip(names, row, strict=True)) for row in rows])
    if not table.get("total"):
        return
    for place, name in enumerate(table["columns"]):
        said = amount(table["rows"][-1][place]) if name.startswith(">") and names[place] != "Solde" else None
        total = sum((amount(row[place]) or Decimal(0) for row in rows), Decimal(0))
        if said is not None and said != total:
            yield f"{names[place]} adds up to {total}, not {said}"


def _balances(rows: list[dict[str, str]]) -> Iterator[str]:
    """Check each line of a cash book: the balance before, plus what comes in, minus what goes out."""
    before: Decimal | None = None
    for row in rows:
        balance = amount(row["Solde"])
        if balance is None:
            continue
        moved = (amount(row["Recette"]) or Decimal(0)) - (amount(row["Dépense"]) or Decimal(0))
        if before is not None and balance != before + moved:
            yield f"the balance is {before + moved}, not {balance}"
        before = balance


def module_faults(module: Raw, skills: dict[str, str]) -> list[str]:
    """Return what is wrong over a module: skills no lesson teaches, the place and length of right answers."""
    exercises = " ".join(block["text"] for lesson in module["lessons"] for block in blocks_of(lesson, "to_do"))
    found = [f"{slug} is not practised in any lesson" for slug in module["skills"] if skills[slug] not in exercises]
    questions = [question for lesson in module["lessons"] for question in blocks_of(lesson, "question")]
    places = [[bool(choice.get("right")) for choice in each["choices"]].index(True) for each in questions]
    often = [place for place in range(3) if places.count(place) > len(places) / 2]
    found += [f"the right answer is number {n + 1} in {places.count(n)} of {len(places)} questions" for n in often]
    longest, shortest = (sum(_is_apart(each, sign) for each in questions) for sign in (1, -1))
    if longest > len(questions) / 3:
        found.append(f"the right answer is the longest in {longest} of {len(questions)} questions")
    if shortest > len(questions) / 2:
        found.append(f"the right answer is the shortest in {shortest} of {len(questions)} questions")
    between = sum(_is_between(each) for each in questions)
    if between > len(questions) / 2:
        found.append(f"the right answer is between the two others in {between} of {len(questions)} questions")
    return [f"{module['key']}: {fault}" for fault in found]


def _is_between(question: Raw) -> bool:
    """Return whether one of the other answers is shorter than the right one, and the other longer."""
    right = next(len(choice["text"]) for choice in question["choices"] if choice.get("right"))
    others = [len(choice["text"]) for choice in question["choices"] if not choice.get("right")]
    return min(others) < right < max(others)


def uneven(module: Raw) -> list[str]:
    """Return the questions whose choices differ so much in length that one may guess by it."""
    questions = [question for lesson in module["lessons"] for question in blocks_of(lesson, "question")]
    lengths = {each["key"]: [len(choice["text"]) for choice in each["choices"]] for each in questions}
    return [key for key, found in lengths.items() if min(found) < LIKE_LENGTH * max(found)]


def _is_apart(question: Raw, sign: int) -> bool:
    """Return whether the right answer is longer than all others; shorter than all, where the sign is -1."""
    right = next(len(choice["text"]) for choice in question["choices"] if choice.get("right"))
    return all(sign * len(choice["text"]) < sign * right for choice in question["choices"] if not choice.get("right"))
