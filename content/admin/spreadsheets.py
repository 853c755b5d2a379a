"""The lists of the admin taken away as CSV: what people typed stays text, in whatever spreadsheet opens it.

A cell that begins as a formula is run by some of them. In an XLSX file Wagtail says itself that each cell is text. The
control characters that a word processor leaves behind are dropped: no XLSX file holds them.
"""

from typing import Any, cast

from wagtail.admin.views.mixins import SpreadsheetExportMixin

from lib.cells import as_text
from lib.text import writable

_written = SpreadsheetExportMixin.preprocess_field_value


def _preprocess(view: SpreadsheetExportMixin, field: str, value: Any, export_format: str) -> Any:
    written = _written(view, field, value, export_format)
    written = writable(written) if isinstance(written, str) else written
    return as_text(written) if export_format == view.FORMAT_CSV else written


def protect() -> None:
    """Write every CSV of the admin so: each of its views takes this method of the mixin."""
    cast("Any", SpreadsheetExportMixin).preprocess_field_value = _preprocess
