"""System checks of the product: they name what would leak or break before the first request."""

import stat
import tempfile
import urllib.request
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Info, Warning, register
from django.core.files.storage import FileSystemStorage, storages
from django.db import DatabaseError
from redis import Redis
from redis.exceptions import RedisError

from content.models import SiteSettings
from lib.stores import StoreAwayError
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
    return [Warning(f"{told} PASSPORT_ORIGIN needs a domain of its own (docs/operating.md).", id="entrepairs.W005")]


@register("entrepairs", deploy=True)
def says_who_runs_it(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse https, where anybody may come, while « Réglages du site » leave out what the law asks to say."""
    if not settings.SECURE_SSL_REDIRECT:
        return []
    try:
        known = SiteSettings.objects.first() or SiteSettings()
        missing = known.missing_parts + known.example_parts
    except DatabaseError:  # not migrated yet: nobody is served
        return []
    said = f"The site does not say who runs it. « Réglages du site » lack, or hold an example: {', '.join(missing)}."
    return (
        [Error(said, hint="Fill them in the admin: Réglages, Réglages du site.", id="entrepairs.E003")]
        if missing
        else []
    )


@register("entrepairs", deploy=True)
def buffering_proxy(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn that slow connections hold the threads of a server that nothing stands before."""
    if settings.PROXY_COUNT or settings.DEBUG:
        return []
    return [
        Warning(
            "PROXY_COUNT is 0: no proxy is said to stand in front. A few slow connections then stop the site.",
            hint="Put one that reads each request whole before it passes it on, as nginx and Caddy do.",
            id="entrepairs.W001",
        )
    ]


@register("entrepairs", deploy=True)
def proxy_ends_tls(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn that under https a site that believes no proxy redirects every page to itself."""
    if settings.PROXY_COUNT or not settings.SECURE_SSL_REDIRECT:
        return []
    return [
        Warning(
            "ORIGIN is https and PROXY_COUNT is 0: every page is redirected to https without end.",
            hint="Say how many proxies set X-Forwarded-Proto.",
            id="entrepairs.W002",
        )
    ]


@register("entrepairs", deploy=True)
def redis_answers(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn that REDIS_URL leads nowhere: the site goes on without it, slower, and its limits count nothing."""
    if not settings.REDIS_URL:
        return []
    try:
        with Redis.from_url(settings.REDIS_URL, socket_connect_timeout=2, socket_timeout=2) as redis:
            redis.ping()
    except (RedisError, OSError, ValueError) as error:
        return [Warning(f"REDIS_URL does not answer ({type(error).__name__}).", id="entrepairs.W003")]
    return []


@register("entrepairs", deploy=True)
def other_machines_are_reached_by_tls(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a database, a cache or a mail server of another machine that is reached without verified TLS."""
    database, cache = settings.DATABASES["default"], urlsplit(settings.REDIS_URL)
    options = database.get("OPTIONS", {})
    is_verified = {
        "DATABASE_URL": options.get("sslmode") == "verify-full",
        "REDIS_URL": cache.scheme != "redis" and "ssl_cert_reqs" not in cache.query,
        "EMAIL_URL": settings.EMAIL_USE_TLS or settings.EMAIL_USE_SSL,
    }
    hosts = {
        "DATABASE_URL": database.get("HOST") or options.get("host", ""),
        "REDIS_URL": cache.hostname or "",
        "EMAIL_URL": settings.EMAIL_HOST if settings.EMAIL_URL else "",
    }
    return [
        Error(
            f"{name} leads to {host}, another machine, without TLS that verifies it.",
            hint="Write ?sslmode=verify-full for PostgreSQL, rediss:// for Redis, smtp+tls:// for mails.",
            id="entrepairs.E002",
        )
        for name, host in hosts.items()
        if _is_elsewhere(host) and not is_verified[name]
    ]


def _is_elsewhere(host: str) -> bool:
    """Return whether a name is that of another machine; none, and the folder of a socket, are this one."""
    if not host or host.startswith("/") or host == "localhost":
        return False
    try:
        return not ip_address(host).is_loopback
    except ValueError:
        return True


@register("entrepairs", deploy=True)
def private_bucket(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a bucket (MEDIA_STORE) that shows its files to strangers; warn that it does not answer."""
    kept: Any = storages["default"]
    if isinstance(kept, FileSystemStorage):
        return []
    try:
        kept.exists("check")
    except StoreAwayError as error:
        return [Warning(f"MEDIA_STORE does not answer ({error}).", id="entrepairs.W006")]
    if not _strangers_read(f"{kept.endpoint_url}/{kept.bucket_name}?max-keys=1"):
        return []
    hint = "Take public access away from it: the site alone reads it."
    return [Error("MEDIA_STORE lets strangers list its files.", hint=hint, id="entrepairs.E004")]


def _strangers_read(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=5):  # noqa: S310 - https, or this machine (settings_parts.services)
            return True
    except OSError:
        return False


@register("entrepairs", deploy=True)
def private_folder(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn that VAR_DIR is missing, open to the other users of the machine, or cannot be written."""
    fault = _fault_of_folder(Path(settings.VAR_DIR))
    return [Warning(f"VAR_DIR, {settings.VAR_DIR}, {fault}.", id="entrepairs.W004")] if fault else []


def _fault_of_folder(folder: Path) -> str:
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
        others = stat.S_IMODE(folder.stat().st_mode) & 0o077
    except OSError as error:
        return f"cannot be written: {error.strerror}"
    return "is open to other users of the machine: `prepare` closes it" if others else ""
