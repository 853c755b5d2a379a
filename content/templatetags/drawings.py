"""Pictograms in templates."""

from functools import cache
from pathlib import Path

from django import template
from django.conf import settings
from django.templatetags.static import static

register = template.Library()
FOLDER = Path(settings.BASE_DIR) / "static" / "img" / "pictograms"
OWN = "270F"  # a pencil: a title of one's own, or a code nobody has drawn


@cache
def drawn_codes() -> frozenset[str]:
    """The codes that have a drawing in the project."""
    return frozenset(path.stem for path in FOLDER.glob("*.svg"))


@register.simple_tag
def pictogram_url(code: str | None) -> str:
    """The address of a pictogram's drawing.

    Codes are typed by editors: an unknown one gets the pencil, where the hashed static files would answer 500.
    """
    return static(f"img/pictograms/{code if code in drawn_codes() else OWN}.svg")
