"""System checks of the product: they name what would leak or break before the first request."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, register

from passport.sharing.qr import LONGEST

SHARE_PATH = len("/p/") + 22


@register("entrepairs")
def share_address_fits_the_qr(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse an address of shares too long for a QR picture that a poor camera reads."""
    origin = settings.PASSPORT_ORIGIN or settings.ORIGIN
    if len(origin.encode()) + SHARE_PATH <= LONGEST:
        return []
    longest = LONGEST - SHARE_PATH
    return [Error(f"{origin} is too long for a share's QR: {longest} bytes at most.", id="entrepairs.E001")]


@register("entrepairs", deploy=True)
def neutral_host(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn that without a neutral host the address of a share names the site."""
    if settings.PASSPORT_ORIGIN:
        return []
    host = urlsplit(settings.ORIGIN).hostname
    return [
        Info(
            f"Shares are served on {host}: their address tells a reader which site they come from.",
            id="entrepairs.I001",
        )
    ]
