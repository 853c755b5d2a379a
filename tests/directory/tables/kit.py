"""Files as people send them."""

import io

from openpyxl import Workbook

from directory.models import PeerGroup
from directory.tables import files, reading, rows
from directory.tables.plan import Plan, plan

HEAD = "Nom;Ville;Département;Public;Contact;Site internet;Horaires\n"


def workbook(*lines: list) -> bytes:
    """Return an XLSX of these lines."""
    book = Workbook()
    for line in lines:
        book.active.append(line)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def exported(kind: str = "csv") -> bytes:
    """Return the file of every group."""
    found = files.rows_of(PeerGroup.objects.order_by("pk"))
    return files.as_workbook(found) if kind == "xlsx" else "".join(files.as_csv(found)).encode()


def lines_of(content: bytes | str) -> list[reading.Line]:
    """Return the lines of a file that has no fault."""
    found = reading.read(rows.rows_of(content.encode() if isinstance(content, str) else content))
    assert not found.faults
    return found.lines


def planned(content: bytes | str) -> Plan:
    """Return what a file would do."""
    return plan(lines_of(content), PeerGroup.objects.all())


def told(found: Plan) -> list[tuple[str, str]]:
    """Return each step of a plan, in two words."""
    return [(step.outcome.value, step.group.slug) for step in found.steps]
