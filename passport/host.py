"""The host that shares are read on: the site's own, or a neutral one that serves nothing else.

What the site says of it to people is asked here, as what it serves: the two cannot part.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest

# Under these, the name somebody chose comes one label earlier: « nom.asso.fr ».
_SECOND_LEVELS = {"asso", "co", "com", "gouv", "net", "nom", "org"}


def _host_of(address: str) -> str:
    return (urlsplit(address).hostname or "").rstrip(".")


def neutral() -> str:
    """Return the name of the host that serves shares and nothing else; "" when the site serves them itself."""
    host = _host_of(settings.PASSPORT_ORIGIN)
    return "" if host == _host_of(settings.ORIGIN) else host


def origin() -> str:
    """Return the scheme, host and port that the address of a share begins with."""
    return settings.PASSPORT_ORIGIN if neutral() else settings.ORIGIN


def is_asked(request: HttpRequest) -> bool:
    """Return whether a request is made to the neutral host, or to a name that is nobody's.

    A browser that asks for a name unknown here, or for none, at the address of the neutral host is told of no site.
    """
    host = neutral()
    if not host:
        return False
    try:
        return _host_of(f"//{request.get_host()}") == host
    except DisallowedHost:  # answered 400 further on
        return True


def shows_site() -> bool:
    """Return whether the address of a share tells which site it comes from.

    A neutral host whose name holds that of the site (« passeport.entrepairs.fr ») tells it as well as the site's own.
    """
    host = neutral()
    return not host or _chosen_name(_host_of(settings.ORIGIN)) in [host, *re.split(r"[.-]", host)]


def _chosen_name(host: str) -> str:
    """Return the label that somebody chose: « entrepairs » of www.entrepairs.fr; a number or a lone name is whole.

    >>> _chosen_name("entrepairs.asso.fr")
    'entrepairs'
    """
    labels = host.split(".")
    if len(labels) < 2 or labels[-1].isdigit():
        return host
    return labels[-3] if len(labels) > 2 and labels[-2] in _SECOND_LEVELS else labels[-2]
