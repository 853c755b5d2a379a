"""What people type or paste to say who they are: codes, identifiers, addresses, names, each read in one place.

A messenger, a keyboard or a scanner adds what nobody sees: a zero-width space, a mark of direction, a hard hyphen.
Nothing here raises: what cannot be right comes back as it is, and whoever compares it says so.

>>> code("402\N{NON-BREAKING HYPHEN}118\N{ZERO WIDTH SPACE}")
'402118'
>>> identifier(" P-7KQ2\N{EN DASH}M4XD ")
'p-7kq2-m4xd'
>>> address("Mike@Exemple.ORG") == address("mike@exemple.org")
True
"""

import re
import unicodedata
from collections.abc import Callable
from functools import wraps

from django.utils.encoding import punycode

from lib.text import normalized

LONGEST = 2_000  # signs: nothing read here is near it, and reading sign by sign would cost whoever waits


def _if_short(read: Callable[[str], str]) -> Callable[[str], str]:
    @wraps(read)
    def reading(text: str) -> str:
        return read(text) if len(text) <= LONGEST else text

    return reading


# Not of category Cf, and drawn as nothing all the same: fillers of Hangul, vowels of Khmer, variation selectors, the
# joiner of graphemes, the empty pattern of Braille.
_DRAWN_AS_NOTHING = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2065\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
_MINUS = "\N{MINUS SIGN}"
_SEPARATORS = frozenset("./,") | {_MINUS}


@_if_short
def without_hidden(text: str) -> str:
    """Return the text without the signs that nobody sees; spaces and line ends stay."""
    shown = (character for character in text if unicodedata.category(character) != "Cf")
    return _DRAWN_AS_NOTHING.sub("", "".join(shown))


def _is_dash(character: str) -> bool:
    return character == _MINUS or unicodedata.category(character) == "Pd"


@_if_short
def code(text: str) -> str:
    """Return a code with its digits as 0–9, of whatever script, without what people put between them."""
    kept = []
    for character in normalized("NFKC", without_hidden(text)):
        digit = unicodedata.decimal(character, None)
        if digit is not None:
            kept.append(str(digit))
        elif not (character.isspace() or character in _SEPARATORS or _is_dash(character)):
            kept.append(character)
    return "".join(kept)


@_if_short
def identity(text: str) -> str:
    """Return the form in which two names or identifiers are compared: what looks the same in Unicode is the same.

    Never the database's own folding: PostgreSQL takes a dotless « ı » for an « i », SQLite knows no accent.
    """
    folded = normalized("NFKC", without_hidden(text)).casefold()
    return normalized("NFKC", folded).strip()


@_if_short
def identifier(text: str) -> str:
    """Return an identifier in the form of those of accounts: small letters, plain hyphens, no space."""
    signs = (character for character in identity(text) if not character.isspace())
    return "".join("-" if _is_dash(character) else character for character in signs)


@_if_short
def address(text: str) -> str:
    """Return the form in which an e-mail address is kept and compared: the one its mails really go to.

    The domain is written in ASCII, as mail servers read it. What is not ASCII in the result is no letter of an
    address: it only looks like one.
    """
    local, at, domain = identity(text).rpartition("@")
    try:
        return f"{local}{at}{punycode(domain)}"
    except UnicodeError:
        return f"{local}{at}{domain}"


@_if_short
def login(text: str) -> str:
    """Return an identifier or an address, in its own form; nothing of it stands for a letter that it is not."""
    read = address(text) if "@" in text else identifier(text)
    # The database may look it up with its own folding: a letter that is only alike must find nobody.
    return read.encode("ascii", "backslashreplace").decode("ascii")


_JOINERS = frozenset("\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}")
_VARIANTS = frozenset("\N{VARIATION SELECTOR-15}\N{VARIATION SELECTOR-16}")
_JOINED = frozenset({"Lo", "Mn", "Mc", "So", "Sk"})  # letters of Arabic or of India, drawings; never Latin letters
_DRAWN = frozenset({"So", "Sm", "Po", "Nd"})
_TAGS = ("\U000e0020", "\U000e007f")  # the end of a flag of a region


def _is_needed(text: str, at: int) -> bool:
    """Return whether a hidden sign changes how its neighbours are drawn: a family in one emoji, a Persian name."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if text[at] in _VARIANTS:
        return bool(before) and unicodedata.category(before) in _DRAWN
    if text[at] in _JOINERS:
        drawn = before in _VARIANTS or unicodedata.category(before or " ") in _JOINED
        return drawn and unicodedata.category(after or " ") in _JOINED
    return _TAGS[0] <= text[at] <= _TAGS[1] and "\N{WAVING BLACK FLAG}" in text[:at]


@_if_short
def name(text: str) -> str:
    """Return a name without the signs that nobody sees or that turn the line; "" when nothing of it can be seen.

    >>> name("Nour\N{RIGHT-TO-LEFT OVERRIDE}"), name("\N{ZERO WIDTH SPACE}")
    ('Nour', '')
    """
    kept = (sign for at, sign in enumerate(text) if sign == without_hidden(sign) or _is_needed(text, at))
    shown = " ".join("".join(kept).split())
    return shown if any(map(_is_seen, shown)) else ""


def _is_seen(sign: str) -> bool:
    category = unicodedata.category(sign)
    return bool(without_hidden(sign)) and (category[0] in "LN" or category == "So")


# Alphabets that draw some letters as Latin does: « М », « Ο », « Ꮇ », « Օ ».
_ALIKE = frozenset({"LATIN", "GREEK", "COPTIC", "CYRILLIC", "ARMENIAN", "CHEROKEE", "LISU", "DESERET"})


def mixes_alphabets(text: str) -> bool:
    """Return whether a name takes its letters from two alphabets that look alike: one may stand for another there.

    >>> mixes_alphabets("М. Martin"), mixes_alphabets("Мария"), mixes_alphabets("Mei 美")
    (True, False, False)
    """
    if len(text) > LONGEST:
        return False
    letters = (sign for sign in normalized("NFKC", text) if unicodedata.category(sign)[0] == "L")
    return len({unicodedata.name(sign, "").partition(" ")[0] for sign in letters} & _ALIKE) > 1
