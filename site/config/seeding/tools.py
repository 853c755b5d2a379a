"""« Outils » and its tools. content/seed/tools/README.md says how one is written."""

import datetime
from collections.abc import Callable, Iterator
from typing import Any

from config.seeding.files import load
from config.seeding.key_figures import WrittenOut
from config.seeding.lesson_blocks import Raw, SeedFileError, easy_body, id_of, items, table_cells
from config.seeding.pages import Place, Relate, Values, page_item
from config.seeding.seeder import Item, Seeder
from config.seeding.written_text import as_html
from content.models import Fact, ToolIndexPage, ToolPage, ToolSource

INDEX = "page:outils"


def tools(seeder: Seeder) -> Iterator[Item[Any]]:
    """Yield the list, then each tool. Raises SeedFileError for one that cannot be read."""
    values = {"slug": "outils", **load("pages")["outils"]}
    yield page_item(seeder, INDEX, ToolIndexPage, values, parent="page:accueil")
    before = None
    for data in map(WrittenOut().page, load("tools")):
        yield _tool(seeder, data, Place(before, before is None))
        before = f"{INDEX}/{data['key']}"


def present_tools(seeder: Seeder) -> dict[str, int]:
    """Return the primary keys of the tools of the seed files by their keys, less those that people deleted."""
    start = f"{INDEX}/"
    written = {key.removeprefix(start): each.object_id for key, each in seeder.records.items() if key.startswith(start)}
    there = set(ToolPage.objects.filter(pk__in=written.values()).values_list("pk", flat=True))
    return {key: pk for key, pk in written.items() if pk in there}


def _tool(seeder: Seeder, data: Values, place: Place) -> Item[Any]:
    key = data["key"]
    values = {name: data[name] for name in ("slug", "title", "intro", "office", "situation")}
    values["on_paper_only"] = data.get("on_paper_only", False)
    values["how"] = [_how(key, number, each) for number, each in enumerate(data.get("how", []))]
    values["parts"] = [_part(key, number, each) for number, each in enumerate(data["parts"])]
    values["easy_read"] = easy_body(data.get("easy_read", []))
    related = {"facts": data["facts"]}
    relate = _cite(data["facts"])
    return page_item(
        seeder, f"{INDEX}/{key}", ToolPage, values, parent=INDEX, place=place, relate=relate, related=related
    )


def _cite(keys: list[str]) -> Relate:
    def relate(page: ToolPage) -> None:
        known = Fact.objects.in_bulk(keys, field_name="key")
        cited = [known[key] for key in keys if key in known]
        page.sources = [ToolSource(fact=fact, sort_order=n) for n, fact in enumerate(cited)]

    return relate


def _how(tool: str, number: int, data: Raw) -> Raw:
    key = data.get("key") or f"{tool}/how/{number}"
    if "steps" in data:
        return _block("steps", key, {"title": data.get("title", ""), "steps": items(key, data["steps"])})
    if "warning" in data:
        return _block("warning", key, {"text": as_html(data["warning"])})
    if "who" in data:
        call = {name: data.get(name, "") for name in ("who", "number", "when", "link")}
        return _block("call", key, call)
    return _block("text", key, {"heading": data.get("heading", ""), "text": as_html(data["text"])})


def _part(tool: str, number: int, data: Raw) -> Raw:
    kind, key = data.get("kind", ""), data.get("key") or f"{tool}/{number}"
    if kind not in PARTS:
        raise SeedFileError(f"{key}: a part is one of these kinds: {', '.join(PARTS)}")
    fields = {name: value for name, value in data.items() if name not in {"kind", "key"}}
    try:
        return _block(kind, key, PARTS[kind](key, **fields))
    except TypeError as error:  # a field is missing, or is not one of this kind of part
        raise SeedFileError(f"{key}: {error}") from error


def _block(kind: str, key: str, value: Raw) -> Raw:
    return {"type": kind, "id": id_of(key), "value": value}


def _letter(key: str, *, title: str, text: str) -> Raw:
    return {"title": title, "text": text.strip()}


def _table(
    key: str,
    *,
    title: str,
    columns: list[str],
    rows: list[list[str]],
    sums: dict[str, str] | None = None,
    lines: list[Raw] | None = None,
    opens: bool = False,
    totals: bool = False,
    kept: list[str] | None = None,
    spare: int = 0,
    aloud: str = "",
) -> Raw:
    """Return a table; the name of a column of amounts begins with « > », of numbers « # », of days « @ »."""
    formulas = [{"column": column, "formula": formula} for column, formula in (sums or {}).items()]
    return {
        "title": title,
        "table": table_cells(key, columns, rows),
        "formulas": items(f"{key}/sum", formulas),
        "opens": opens,
        "totals": totals,
        "lines": items(f"{key}/line", [_line(**line) for line in lines or []]),
        "kept": items(f"{key}/kept", kept or []),
        "spare": spare,
        "aloud": aloud,
    }


def _line(*, label: str, formula: str = "", example: str = "", unit: str = "amount", expected: str = "") -> Raw:
    return {"label": label, "formula": formula, "example": example, "unit": unit, "expected": expected}


def _checklist(key: str, *, title: str, checks: list[Raw], when: str = "Fait le") -> Raw:
    return {"title": title, "when": when, "checks": items(key, [_check(**check) for check in checks])}


def _check(*, what: str, help: str = "", example: str = "") -> Raw:
    return {"what": what, "help": help, "example": example}


def _form(key: str, *, title: str, blanks: list[Raw]) -> Raw:
    return {"title": title, "blanks": items(key, [_blank(**blank) for blank in blanks])}


def _blank(*, name: str, example: str, help: str = "", lines: int = 1) -> Raw:
    return {"name": name, "help": help, "lines": lines, "example": example.strip()}


def _timeline(key: str, *, title: str, event: str, day: datetime.date, stages: list[Raw]) -> Raw:
    stages = [{"days": each["days"], "what": each["what"], "who": each.get("who", "")} for each in stages]
    return {"title": title, "event": event, "day": day.isoformat(), "stages": items(key, stages)}


PARTS: dict[str, Callable[..., Raw]] = {
    "letter": _letter,
    "table": _table,
    "checklist": _checklist,
    "form": _form,
    "timeline": _timeline,
}
