"""The QR picture of a share's address.

Version 4, correction M, 33 modules: read at 200 px by a poor camera, up to 62 bytes.
"""

from django.utils.safestring import SafeString

from lib import qr

LONGEST = 62  # bytes
VERSION, MASK = 4, 2
TITLE = "Carré à scanner"


def svg(address: str) -> SafeString:
    """Return the picture. Raises ValueError when the address is longer than a version 4-M holds."""
    if len(address.encode()) > LONGEST:
        raise ValueError(f"an address of {len(address.encode())} bytes does not fit: {LONGEST} at most")
    return qr.svg(address, TITLE, version=VERSION, mask=MASK)
