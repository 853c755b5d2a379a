"""The secrets of a share: the address' token, the code one says, and the seal that keeps both.

Recipe: a token is 128 random bits, found again by its SHA-256; a code is six digits, compared by HMAC with a
key held outside the database and bound to its share. Both are also kept sealed (accounts.sealing) so that the
holder alone can read them again.

    >>> len(new_token()), len(new_code())
    (22, 6)
    >>> clean_code("402 118")
    '402118'
"""

import hashlib
import hmac
import re
import secrets
import unicodedata

from django.conf import settings

TOKEN_BYTES = 16
CODE_DIGITS = 6
CODE_TRIES = 5
CODE_PURPOSE = "passport.share-code"  # the same key signs other things: never the same message


def new_token() -> str:
    """A fresh token of 22 address-safe characters."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def token_hash(token: str) -> str:
    """The fingerprint a share is looked up by: SHA-256, hexadecimal."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code() -> str:
    """Six digits made by the site, told by voice."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def clean_code(typed: str) -> str:
    """The six digits somebody typed with spaces, dots or dashes; the empty string when they are not six digits."""
    digits = re.sub(r"[\s.\-–—]", "", unicodedata.normalize("NFKC", typed))
    return digits if re.fullmatch(rf"[0-9]{{{CODE_DIGITS}}}", digits) else ""


def code_hmac(share_token_hash: str, code: str) -> str:
    """The HMAC-SHA256 of a code, bound to one share, hexadecimal."""
    message = f"{CODE_PURPOSE}:{share_token_hash}:{code}".encode()
    return hmac.new(settings.CODE_KEY.encode(), message, hashlib.sha256).hexdigest()


def same(one: str, other: str) -> bool:
    """Whether two fingerprints are equal, in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())
