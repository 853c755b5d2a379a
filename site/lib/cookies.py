"""Names of the cookies: under https no other host, not even one of the same domain, can write ours."""

from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.messages.storage.fallback import FallbackStorage
from django.contrib.messages.storage.session import SessionStorage


def host_only(name: str) -> str:
    """Return the name of a cookie of the whole site: `__Host-` before it under https, as browsers ask."""
    return f"__Host-{name}" if settings.SECURE else name


def https_only(name: str) -> str:
    """Return the name of a cookie of some pages: `__Secure-` before it under https."""
    return f"__Secure-{name}" if settings.SECURE else name


def messages() -> str:
    """Return the name of the cookie that holds what is said on the next page."""
    return host_only(CookieStorage.cookie_name)


class HostCookieStorage(CookieStorage):
    """Django's storage of messages in a cookie, under that name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cookie_name = messages()


class MessageStorage(FallbackStorage):
    """Messages in a cookie; those too long for one in the session."""

    storage_classes = (HostCookieStorage, SessionStorage)
