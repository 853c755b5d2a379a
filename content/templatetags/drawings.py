"""Pictograms in templates."""

from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.templatetags.static import static

register = template.Library()
FOLDER = Path(settings.BASE_DIR) / "static" / "img" / "pictograms"
OWN = "270F"  # a pencil: a skill with a title of the member's own, or a code without a drawing


@cache
def drawn_codes() -> frozenset[str]:
    """Return the codes that have a drawing in the project."""
    return frozenset(path.stem for path in FOLDER.glob("*.svg"))


def drawing_file(code: str | None) -> str:
    """Return the name of the file of a pictogram. Editors typed the codes: an unknown one gets the pencil."""
    return f"{code if code in drawn_codes() else OWN}.svg"


@register.simple_tag
def pictogram_url(code: str | None) -> str:
    """Return the address of the drawing of a pictogram; of an unknown one, the hashed static files would answer 500."""
    return static(f"img/pictograms/{drawing_file(code)}")
