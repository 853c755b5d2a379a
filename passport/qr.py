"""The QR picture of a share's address.

Version 4, correction M, 33 modules, quiet zone 4: read at 200 px by a poor camera, up to 62 bytes. The mask is
fixed: choosing the best of eight costs twice the time and changes nothing a camera notices.
"""

import qrcode
from django.utils.safestring import SafeString, mark_safe
from qrcode.constants import ERROR_CORRECT_M
from qrcode.image.svg import SvgPathImage

LONGEST = 62  # bytes
VERSION, QUIET_ZONE, MASK = 4, 4, 2
TITLE = "Code QR à montrer"


def matrix(address: str) -> qrcode.QRCode:
    """The modules of an address. Raises ValueError when it is longer than a version 4-M holds."""
    if len(address.encode()) > LONGEST:
        raise ValueError(f"an address of {len(address.encode())} bytes does not fit: {LONGEST} at most")
    picture = qrcode.QRCode(
        version=VERSION, error_correction=ERROR_CORRECT_M, border=QUIET_ZONE, mask_pattern=MASK, box_size=10
    )
    picture.add_data(address, optimize=0)
    picture.make(fit=False)
    return picture


def svg(address: str) -> SafeString:
    """An inline SVG, named for screen readers, without the address in any text and without inline style."""
    image = matrix(address).make_image(image_factory=SvgPathImage)
    path = image.path.get("d")
    side = 4 * VERSION + 17 + 2 * QUIET_ZONE
    return mark_safe(  # noqa: S308 - made of numbers only
        f'<svg viewBox="0 0 {side} {side}" role="img" aria-labelledby="qr-title" shape-rendering="crispEdges">'
        f'<title id="qr-title">{TITLE}</title><path fill="#000" d="{path}"/></svg>'
    )
