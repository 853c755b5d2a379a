"""The spoken code of a share: six digits, compared by a fingerprint bound to one share.

>>> len(new_code())
6
>>> clean_code("402 118")
'402118'
"""

import re
import secrets

from lib import typed
from lib.secrets import Purpose, fingerprint

DIGITS = 6
TRIES = 5
SPOKEN_CODE = Purpose("the spoken code of a share", prefix="passport.share-code:")


def draw_code() -> str:
    """Return six random digits, for the holder to say aloud."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def clean_code(given: str) -> str:
    """Return the six digits the reader typed, whatever stands between them; "" when they are not six."""
    digits = typed.code(given)
    return digits if re.fullmatch(rf"[0-9]{{{DIGITS}}}", digits) else ""


def code_fingerprint(share_token_hash: str, code: str) -> str:
    """Return the fingerprint of a code, bound to one share, hexadecimal."""
    return fingerprint(SPOKEN_CODE, f"{share_token_hash}:{code}")
