"""Until when the certificate of the site is good, as a browser would find it.

The worker looks twice a day at most, and every hour while it is not good: a name just mended shows the same hour.
"""

import datetime
import socket
import ssl
import time
from typing import NamedTuple
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache

KEY, ASKED = "certificate_seen", "certificate_seen_asked"
EVERY = 12 * 3600  # seconds between two looks
SOONER = 3600  # while a browser would refuse it
KEPT = 3 * EVERY
PATIENCE = 5  # seconds


class Certificate(NamedTuple):
    """What was found: the last day, as epoch seconds, 0 when no browser would trust it or nothing answered."""

    good_until: float
    fault: str
    looked_at: float = 0  # epoch seconds
    has_no_address: bool = False  # no name server knows the name of the site

    @property
    def looks_again_at(self) -> float:
        """Return from when the worker looks again, as epoch seconds."""
        return self.looked_at + (SOONER if self.fault else EVERY)

    @property
    def last_day(self) -> datetime.date:
        """Return the last day it is good."""
        return datetime.datetime.fromtimestamp(self.good_until, datetime.UTC).date()


def look() -> None:
    """Note the certificate of ORIGIN, when it is https and the last look is old enough. Never raise."""
    origin = urlsplit(settings.ORIGIN)
    if origin.scheme != "https" or not origin.hostname or not cache.add(ASKED, time.time(), EVERY):
        return
    found = _found(origin.hostname, origin.port or 443)._replace(looked_at=time.time())
    if found.fault:
        cache.set(ASKED, found.looked_at, SOONER)
    cache.set(KEY, tuple(found), KEPT)


def _found(host: str, port: int) -> Certificate:
    try:
        return Certificate(_good_until(host, port), "")
    except ssl.SSLCertVerificationError as error:
        return Certificate(0, getattr(error, "verify_message", type(error).__name__))
    except OSError as error:
        return Certificate(0, type(error).__name__, has_no_address=isinstance(error, socket.gaierror))


def _good_until(host: str, port: int) -> float:
    trusted = ssl.create_default_context()
    with (
        socket.create_connection((host, port), timeout=PATIENCE) as wire,
        trusted.wrap_socket(wire, server_hostname=host) as talk,
    ):
        known = talk.getpeercert() or {}
        return ssl.cert_time_to_seconds(str(known["notAfter"]))


def seen() -> Certificate | None:
    """Return what the last look found; None while nobody has looked."""
    kept = cache.get(KEY)
    return None if kept is None else Certificate(*kept)
