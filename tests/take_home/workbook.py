"""A spreadsheet as a program would compute it: enough of the language of formulas for those that we write."""

import datetime
import re
from decimal import ROUND_HALF_UP, Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

ZERO = Decimal(0)
_RANGE = re.compile(r"\$?([A-Z]+)\$?(\d+):\$?([A-Z]+)\$?(\d+)")
_CELL = re.compile(r"(?<![A-Z\"])\$?([A-Z]{1,2})\$?(\d+)(?![\d(])")
_TEXT = re.compile(r'"[^"]*"')


class Computed:
    """A sheet whose cells are read computed."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet

    def __getitem__(self, name: str) -> Any:
        value = self.sheet[name].value
        if self.sheet[name].data_type == "f":
            return self._run(value[1:])
        return Decimal(str(value)) if isinstance(value, int | float) else value

    def _run(self, formula: str) -> Any:
        texts = _TEXT.findall(formula)
        code = _TEXT.sub("\0", formula)
        code = _RANGE.sub(lambda found: f"_range({found[1]!r},{found[2]},{found[3]!r},{found[4]})", code)
        code = _CELL.sub(lambda found: f"_cell({found[1] + found[2]!r})", code)
        code = re.sub(r"(?<![<>=])=(?!=)", "==", code)
        for text in texts:
            code = code.replace("\0", repr(text[1:-1]), 1)
        code = re.sub(r"(?<![\w'.])(\d+)(?![\w'.])", r"\1", code)
        known = {"IF": _if, "SUM": _sum, "COUNT": _count, "N": _number, "ROUND": _round, "_cell": self.__getitem__}
        return eval(code, {"__builtins__": {}}, {**known, "_range": self._range})

    def _range(self, first: str, start: int, last: str, end: int) -> list[Any]:
        assert first == last
        return [self[f"{first}{row}"] for row in range(start, end + 1)]


def _if(test: bool, yes: Any, no: Any) -> Any:
    return yes if test else no


def _sum(*values: Any) -> Decimal:
    return sum((each for each in _flat(values) if isinstance(each, Decimal)), ZERO)


def _count(*values: Any) -> int:
    return sum(isinstance(each, Decimal | datetime.datetime) for each in _flat(values))


def _number(value: Any) -> Decimal:
    return value if isinstance(value, Decimal) else ZERO


def _round(value: Any, places: int) -> Any:
    return Decimal(value).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if value != "" else value


def _flat(values: Any) -> list[Any]:
    return [each for value in values for each in (value if isinstance(value, list) else [value])]


def sheets_of(content: bytes) -> list[Worksheet]:
    """Return the sheets of a file."""
    return load_workbook(BytesIO(content)).worksheets


def cells_of(sheet: Worksheet) -> dict[str, Any]:
    """Return what each cell that holds something shows, by its name."""
    computed = Computed(sheet)
    return {cell.coordinate: computed[cell.coordinate] for row in sheet for cell in row if cell.value is not None}
