"""A table: a title, named columns of words or of amounts, rows. On a phone each row is a card."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.exceptions import BadRequest, ValidationError
from wagtail import blocks
from wagtail.admin.telepath import register
from wagtail.contrib.typed_table_block.blocks import (
    TypedTable,
    TypedTableBlock,
    TypedTableBlockAdapter,
    TypedTableBlockValidationError,
)

from lib.text import NBSP

MOST_COLUMNS, MOST_ROWS = 8, 60
TEXT, AMOUNT = "text", "amount"
SAYS_NOTHING = " -–—−….:"  # what stands in a cell without a word
EASY = "content/blocks/table_easy.html"
_HEADING = forms.CharField(max_length=60, required=False)


class CellsBlock(TypedTableBlock):
    """The columns and rows of a table. Its title stands in the block around it, not in the caption of Wagtail."""

    text = blocks.CharBlock(label="Texte", max_length=300, required=False, icon="pilcrow")
    amount = blocks.CharBlock(label="Montant", max_length=30, required=False, icon="decimal")

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> TypedTable:
        """Return the table of the editor's form. Raises BadRequest (400) for fields that the editor never writes."""
        try:
            table = super().value_from_datadict(data, files, prefix)
        except (KeyError, TypeError, ValueError) as error:
            raise BadRequest("a table that no editor writes") from error
        table.caption = ""
        return table

    def to_python(self, value: dict[str, Any] | None) -> TypedTable:
        """Return the table kept; a row too short is completed with empty cells, so that the page is always shown."""
        if value:
            width = len(value["columns"])
            rows = [{"values": [*row["values"], *[""] * width][:width]} for row in value["rows"]]
            value = {**value, "rows": rows}
        return super().to_python(value)

    def clean(self, table: TypedTable) -> TypedTable:
        """Raise TypedTableBlockValidationError for a table that nobody could read; a draft may have gaps."""
        if problems := list(_ragged(table)):
            raise TypedTableBlockValidationError(non_block_errors=problems)
        try:
            columns = [{**column, "heading": _HEADING.clean(column["heading"])} for column in table.columns]
        except ValidationError as error:
            raise TypedTableBlockValidationError(
                non_block_errors=[f"Nom de colonne : {' '.join(error.messages)}"]
            ) from error
        cleaned = super().clean(TypedTable(columns=columns, row_data=table.row_data, caption=""))
        problems = list(_too_large(cleaned)) + ([] if self.is_deferred_validation else list(_empty(cleaned)))
        if problems:
            raise TypedTableBlockValidationError(non_block_errors=problems)
        return cleaned


class CellsBlockAdapter(TypedTableBlockAdapter):
    """Wagtail's editor of tables; the class hides its caption, a second title (static/css/admin.css)."""

    def js_args(self, block: CellsBlock) -> list[Any]:
        """Return the arguments of Wagtail, with the class."""
        *others, meta = super().js_args(block)
        return [*others, {**meta, "classname": "table-cells"}]


register(CellsBlockAdapter(), CellsBlock)


def _ragged(table: TypedTable) -> Iterator[str]:
    for number, row in enumerate(table.row_data, 1):
        if len(row["values"]) != len(table.columns):
            yield f"La ligne {number} n’a pas autant de cases que le tableau a de colonnes."


def _too_large(table: TypedTable) -> Iterator[str]:
    if len(table.columns) > MOST_COLUMNS:
        yield f"Gardez {MOST_COLUMNS} colonnes au plus : au-delà, un tableau ne se lit plus."
    if len(table.row_data) > MOST_ROWS:
        yield f"Gardez {MOST_ROWS} lignes au plus. Faites deux tableaux si besoin."


def _empty(table: TypedTable) -> Iterator[str]:
    if not table.columns or not table.row_data:
        yield "Ajoutez au moins une colonne et une ligne."
        return
    for number, column in enumerate(table.columns, 1):
        if not column["heading"]:
            yield f"Donnez un nom à la colonne {number}, ou retirez-la."
    for number, row in enumerate(table.row_data, 1):
        if not any(row["values"]):
            yield f"La ligne {number} est vide : remplissez-la, ou retirez-la."


class TableBlock(blocks.StructBlock):
    """A table with its title; the last row may be a total."""

    title = blocks.CharBlock(label="Titre", max_length=120, help_text="Ce que montre le tableau, en quelques mots.")
    table = CellsBlock(label="Colonnes et lignes")
    total = blocks.BooleanBlock(label="La dernière ligne est un total", required=False)
    aloud = blocks.CharBlock(
        label="Lire une ligne à voix haute",
        max_length=300,
        required=False,
        help_text="Une ligne du tableau, dite en une phrase.",
    )

    class Meta:
        icon = "table"
        label = "Tableau"
        description = (
            "Des lignes et des colonnes, avec un titre. Sur un téléphone, chaque ligne devient une carte ; "
            "dans la version facile à lire, une liste."
        )
        template = "content/blocks/table.html"
        preview_value = {
            "title": "La caisse en avril",
            "table": {
                "columns": [{"type": TEXT, "heading": "Quoi"}, {"type": AMOUNT, "heading": "Dépense"}],
                "rows": [
                    {"values": ["Courses de l’atelier", "38,65"]},
                    {"values": ["Enveloppes", "22,90"]},
                    {"values": ["Total", "61,55"]},
                ],
                "caption": "",
            },
            "total": True,
            "aloud": "Pour les courses de l’atelier, 38 euros et 65 centimes sont sortis.",
        }

    def get_template(self, value: Any = None, context: Mapping[str, Any] | None = None) -> str:
        """Return the template; in the easy version of a text (`is_easy`), that of a list for each row."""
        return EASY if (context or {}).get("is_easy") else super().get_template(value, context)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the names of the columns, the rows, and the foot: the last row when it is a total, else nothing.

        `told` are the rows of the easy version: the name of each, then the cells that say something.
        """
        table = value["table"]
        values = [row["values"] for row in table.row_data]
        to_fill = {place for place, column in enumerate(zip(*values, strict=True)) if not any(column)}
        rows = [_cells(table.columns, row, to_fill) for row in values]
        foot = rows[-1:] if value["total"] else []
        return {
            **super().get_context(value, parent_context),
            "columns": [_column(column) for column in table.columns],
            "rows": rows[: len(rows) - len(foot)],
            "foot": foot,
            "told": [_told(row) for row in rows],
        }


def _column(column: dict[str, Any]) -> dict[str, Any]:
    return {"name": column["heading"], "is_amount": column["block"].name == AMOUNT}


def _told(cells: list[dict[str, Any]]) -> dict[str, Any]:
    """Return a row as a list: its name (that of its column too when it has no letter), the other cells with words."""
    said = [cell for cell in cells if cell["words"].strip(SAYS_NOTHING)]
    if not said:
        return {"name": "", "cells": []}
    first = said[0]
    is_told = any(sign.isalpha() for sign in first["words"])
    name = first["words"] if is_told else f"{first['name']}{NBSP}: {first['words']}"
    return {"name": name, "cells": said[1:]}


def _cells(columns: list[dict[str, Any]], values: list[str], to_fill: set[int]) -> list[dict[str, Any]]:
    """Return the cells of a row; the first that says something is the name of the row.

    `to_fill` are the columns without a word, which readers write in: they stay on a phone, where an empty cell goes.
    """
    named = next((place for place, words in enumerate(values) if words), None)
    return [
        {**_column(column), "words": words or "", "names_row": place == named, "is_to_fill": place in to_fill}
        for place, (column, words) in enumerate(zip(columns, values, strict=True))
    ]
