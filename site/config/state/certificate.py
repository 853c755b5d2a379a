"""Until when the certificate of the site is good, as a browser would find it. The worker looks, twice a day at most."""

import datetime
import socket
import ssl
import time
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache

KEY = "certificate_seen"
EVERY = 12 * 3600  # seconds between two looks
KEPT = 3 * EVERY
PATIENCE = 5  # seconds


class Certificate(NamedTuple):
    """What was found: the last day, as epoch seconds, 0 when no browser would trust it or nothing answered."""

    good_until: float
    fault: str


def look() -> None:
    """Note the certificate of ORIGIN, when it is https and the last look is old enough. Never raise."""
    origin = urlsplit(settings.ORIGIN)
    if origin.scheme != "https" or not origin.hostname or not cache.add(f"{KEY}_asked", time.time(), EVERY):
        return
    try:
        found = Certificate(_good_until(origin.hostname, origin.port or 443), "")
    except ssl.SSLCertVerificationError as error:
        found = Certificate(0, getattr(error, "verify_message", type(error).__name__))
    except OSError as error:
        found = Certificate(0, type(error).__name__)
    cache.set(KEY, tuple(found), KEPT)


def _good_until(host: str, port: int) -> float:
    trusted = ssl.create_default_context()
    with (
        socket.create_connection((host, port), timeout=PATIENCE) as wire,
        trusted.wrap_socket(wire, server_hostname=host) as talk,
    ):
        known = talk.getpeercert() or {}
        return ssl.cert_time_to_seconds(str(known["notAfter"]))


def last_day() -> tuple[datetime.date | None, str]:
    """Return the last day the certificate is good and "", or None and what was wrong; None and "" while unknown."""
    seen = cache.get(KEY)
    if seen is None:
        return None, ""
    found = Certificate(*seen)
    if not found.good_until:
        return None, found.fault
    return datetime.datetime.fromtimestamp(found.good_until, datetime.UTC).date(), ""
