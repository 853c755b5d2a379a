"""System checks of the product: they name what would leak or break before the first request."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning, register

from passport import host
from passport.sharing.qr import LONGEST

SHARE_PATH = len("/p/") + 22


@register("entrepairs")
def share_address_fits_the_qr(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse an address of shares too long for a QR picture that a poor camera reads."""
    origin = host.origin()
    if len(origin.encode()) + SHARE_PATH <= LONGEST:
        return []
    longest = LONGEST - SHARE_PATH
    return [Error(f"{origin} is too long for a share's QR: {longest} bytes at most.", id="entrepairs.E001")]


@register("entrepairs", deploy=True)
def neutral_host(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Say when the address of a share names the site: without a neutral host, or with one that is not neutral."""
    if not host.shows_site():
        return []
    served_on = urlsplit(host.origin()).hostname
    told = f"Shares are served on {served_on}: their address tells a reader which site they come from."
    if not settings.PASSPORT_ORIGIN:
        return [Info(told, id="entrepairs.I001")]
    return [Warning(f"{told} PASSPORT_ORIGIN needs a domain of its own (docs/operating.md).", id="entrepairs.W001")]
