"""The steps of a form in several pages, as `components/stepper.html` shows them."""

from collections.abc import Sequence
from typing import Any


def step_context(names: Sequence[str], number: int) -> dict[str, Any]:
    """Return what the page of step `number` (from 1) needs to say where the visitor is, for its template.

    >>> step_context(["pour qui ?", "quoi ?"], 2)
    {'number': 2, 'total': 2, 'step_name': 'quoi ?', 'dots': '12'}
    """
    total = len(names)
    dots = "".join(str(each) for each in range(1, total + 1))
    return {"number": number, "total": total, "step_name": names[number - 1], "dots": dots}
