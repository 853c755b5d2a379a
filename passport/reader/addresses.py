"""Addresses of shares as people hand them on: with a sign of the sentence around them, a capital, a slash too many.

Nothing is looked up here: what an address is made of is enough to know that it is, or may be, a secret.
"""

import re

_SIGNS = r"(?:%[0-9A-Fa-f]{2}|[^A-Za-z0-9_-])*"  # full stop, bracket, guillemets, U+200B…, also encoded twice
_WITH_SIGNS = re.compile(rf"/p/{_SIGNS}([A-Za-z0-9_-]{{22}}){_SIGNS}")
_MISSPELT = re.compile(r"/+p(?:/[\s\S]*)?", re.IGNORECASE)
# The site's own addresses are in small letters; those of its cards and invitations come after two words.
_TOKEN = re.compile(r"(?<![A-Za-z0-9_-])(?=[a-z0-9_-]*[A-Z])[A-Za-z0-9_-]{22,64}(?![A-Za-z0-9_-])")
_OF_THE_SITE = re.compile(r"/(?:p|[a-z-]+/[a-z-]{2,})/")


def token_within(path: str) -> str:
    """Return the token of a share's address with signs around it; "" for any other address.

    >>> token_within("/p/«Zm9vYmFyYmF6cXV4MTIzNA».")
    'Zm9vYmFyYmF6cXV4MTIzNA'
    """
    found = _WITH_SIGNS.fullmatch(path)
    return found.group(1) if found else ""


def is_misspelt(path: str) -> bool:
    """Return whether somebody meant /p/ and wrote it otherwise: a capital, slashes before it.

    >>> is_misspelt("/P/Zm9vYmFyYmF6cXV4MTIzNA"), is_misspelt("/p/Zm9vYmFyYmF6cXV4MTIzNA")
    (True, False)
    """
    return not path.startswith("/p/") and _MISSPELT.fullmatch(path) is not None


def may_hold_a_token(path: str) -> bool:
    """Return whether an address holds what reads like a share's token, where the site has none.

    >>> may_hold_a_token("/passeport/Zm9vYmFyYmF6cXV4MTIzNA"), may_hold_a_token("/formations/tenir-la-tresorerie/")
    (True, False)
    """
    return _TOKEN.search(path) is not None and _OF_THE_SITE.match(path) is None
