"""What an editor must mend before a page is saved: names of key figures that do not exist, said beside their field."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock, TypedTableBlockValidationError
from wagtail.rich_text import RichText

from content.figures_in_text.references import fault_in, names_in, texts_of
from content.figures_in_text.values import written

Known = Mapping[str, str]
NOT_HERE = "Un repère ne se lit pas ici : écrivez-le dans le texte, et ici des mots sans chiffre."


class KnownFiguresMixin(blocks.StreamBlock):
    """A stream of blocks that is kept only when the key figures it names exist, in a draft too."""

    def clean(self, value: Any) -> Any:
        """Raise StreamBlockValidationError with each unknown name beside its field; one query if there is any name."""
        cleaned = super().clean(value)
        typed = texts_of(self.get_prep_value(cleaned))
        if any("{" in text for text in typed) and (fault := _fault(self, value, written())):
            raise fault
        return cleaned


def _fault(block: Any, value: Any, known: Known) -> ValidationError | None:
    if isinstance(block, blocks.StreamBlock):
        found = _each(((place, child.block, child.value) for place, child in enumerate(value)), known)
        return blocks.StreamBlockValidationError(block_errors=found) if found else None
    if isinstance(block, blocks.StructBlock):
        found = _each(((name, child, value.get(name)) for name, child in block.child_blocks.items()), known)
        return blocks.StructBlockValidationError(block_errors=found) if found else None
    if isinstance(block, blocks.ListBlock):
        found = _each(((place, block.child_block, each) for place, each in enumerate(value)), known)
        return blocks.list_block.ListBlockValidationError(block_errors=found) if found else None
    if isinstance(block, TypedTableBlock):
        return _fault_of_table(value, known)
    reason = fault_in(_text(value), known)
    return ValidationError(reason) if reason else None


def _each(children: Iterable[tuple[Any, Any, Any]], known: Known) -> dict[Any, ValidationError]:
    found = ((place, _fault(block, value, known)) for place, block, value in children)
    return {place: fault for place, fault in found if fault}


def _text(value: Any) -> str:
    return value.source if isinstance(value, RichText) else value if isinstance(value, str) else ""


def _fault_of_table(table: TypedTable, known: Known) -> ValidationError | None:
    cells: dict[int, dict[int, ValidationError]] = {}
    for line, row in enumerate(table.row_data):
        for place, cell in enumerate(row["values"]):
            if reason := fault_in(_text(cell), known):
                cells.setdefault(line, {})[place] = ValidationError(reason)
    headings = [reason for column in table.columns if (reason := fault_in(column["heading"] or "", known))]
    if not (cells or headings):
        return None
    return TypedTableBlockValidationError(cell_errors=cells, non_block_errors=headings)


def refuse_in_fields(row: Any, read: Iterable[str] = (), bare: Iterable[str] = ()) -> None:
    """Raise ValidationError beside each plain field of a row that names an unknown key figure.

    `read`: fields that are read with values; `bare`: fields that are shown as typed, where no name may stand.
    """
    faults = {}
    texts = {name: getattr(row, name) or "" for name in read}
    known = written() if any("{" in text for text in texts.values()) else {}
    for name, text in texts.items():
        if reason := fault_in(text, known):
            faults[name] = reason
    faults |= {name: NOT_HERE for name in bare if names_in(getattr(row, name) or "")}
    if faults:
        raise ValidationError(faults)
