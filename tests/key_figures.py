"""Key figures made for the tests."""

import datetime
from typing import Any

from content.models import KeyFigure
from tests.courses.factories import FactFactory

DAY = datetime.date(2026, 11, 21)


def make_figure(**fields: Any) -> KeyFigure:
    """Make a key figure, read in November 2026 and to be read again a year later."""
    whole = {"key": "don", "what": "Un don.", "value": "12 €", "read_on": DAY, "check_on": DAY.replace(year=2027)}
    fields = whole | fields
    return KeyFigure.objects.create(**({"fact": FactFactory()} | fields))
