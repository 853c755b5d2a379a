"""QR codes as SVG pictures that say what they are (qrcode's own have neither title nor role)."""

from typing import TYPE_CHECKING, cast

import qrcode
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

QUIET_ZONE = 4  # modules


def code(text: str, version: int | None = None, mask: int | None = None) -> qrcode.QRCode:
    """Return the modules of `text`, correction M: the smallest version that holds it and the best mask, unless given.

    Choosing the best of eight masks costs twice the time and changes nothing a camera notices.
    """
    drawing = qrcode.QRCode(
        version=version, error_correction=ERROR_CORRECT_M, border=QUIET_ZONE, mask_pattern=mask, box_size=10
    )
    drawing.add_data(text, optimize=0)
    drawing.make(fit=version is None)
    return drawing


def svg(text: str, title: str, version: int | None = None, mask: int | None = None) -> SafeString:
    """Return an inline picture named `title` for screen readers, with neither `text` in words nor inline style."""
    drawing = code(text, version, mask)
    path = cast("Element", drawing.make_image(image_factory=SvgPathImage).path).get("d")
    side = drawing.modules_count + 2 * QUIET_ZONE
    return mark_safe(  # noqa: S308 - numbers, and an escaped title
        f'<svg viewBox="0 0 {side} {side}" width="240" height="240" role="img" shape-rendering="crispEdges">'
        f'<title>{escape(title)}</title><path fill="#000" d="{path}"/></svg>'
    )
