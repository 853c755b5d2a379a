"""A QR code as an SVG picture that says what it is (qrcode's own has neither title nor role)."""

import qrcode
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from qrcode.image.svg import SvgPathImage


def svg(text: str, title: str) -> SafeString:
    """`text` as a black QR on nothing, quiet zone of 4, medium correction, ready for a page."""
    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, border=4)
    code.add_data(text)
    drawing = code.make_image(image_factory=SvgPathImage).to_string(encoding="unicode")
    body = drawing[drawing.index(">") + 1 :]
    size = len(code.get_matrix())
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}" role="img"><title>{escape(title)}</title>'
    )
    return mark_safe(head + body)  # noqa: S308 - our own drawing; the title is escaped
