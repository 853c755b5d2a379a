"""Names of places as people write them: one spelling for the directory's list and for the search of the site.

>>> spelled("ST-ETIENNE du Rouvray CEDEX 2"), spelled("Havre (Le)"), spelled("Club-House")
('saint etienne du rouvray', 'havre le', 'clubhouse')
>>> asked("76000 Rouen")
AskedPlace(words=['rouen'], department_code='76', number='76000')
"""

import re
from dataclasses import dataclass

from directory.departments import DEPARTMENTS
from lib.text import WORD, fold_words, seen_alone

_WRITTEN = (
    (re.compile(r"\bst(e?s?)(?= [a-z])"), r"saint\1"),
    (re.compile(r"\bcedex(?: \d{1,2}\b)?"), ""),
    (re.compile(r"\bclub houses?\b"), "clubhouse"),
)
_NUMBER = re.compile(r"\b(\d\d ?\d{3}|2[ab]|\d{1,3})\b")
_LITTLE = frozenset(WORD.findall("a au aux d de des du en et l la le les ou pres sur vers"))
_POSTCODE = 5  # signs


def spelled(text: str) -> str:
    """Return a place folded to words: no dash, no punctuation, St and Ste in full, no CEDEX."""
    words = fold_words(seen_alone(text))
    for pattern, said in _WRITTEN:
        words = pattern.sub(said, words)
    return " ".join(words.split())


def department_of(number: str) -> str:
    """Return the code of the département that a postcode or a code names; an empty text when none does.

    Postcodes of Corsica begin with 20: 200 and 201 are of the south, as La Poste shares them.

    >>> [department_of(number) for number in ("76000", "97400", "20090", "20200", "1", "2a", "99")]
    ['76', '974', '2A', '2B', '01', '2A', '']
    """
    code = number.upper()
    if len(code) == _POSTCODE:
        code = code[:3] if code.startswith(("97", "98")) else code[:2]
        code = ("2A" if number < "20200" else "2B") if code == "20" else code
    code = code.zfill(2)
    return code if code in DEPARTMENTS else ""


@dataclass(frozen=True)
class AskedPlace:
    """What somebody typed of a place: its words, and the département of the number beside them."""

    words: list[str]
    department_code: str = ""
    number: str = ""


def asked(text: str) -> AskedPlace:
    """Return the words to find in a place, without the little ones; the number of a postcode or a département apart."""
    plain, code, number = spelled(text), "", ""
    if found := _NUMBER.search(plain):
        number = found[1].replace(" ", "")
        code = department_of(number)
        plain = plain[: found.start()] + plain[found.end() :] if code else plain
    words = plain.split()
    kept = [word for word in words if word not in _LITTLE]
    return AskedPlace(kept or ([] if code else words), code, number if code else "")


def is_named(text: str, place: str) -> bool:
    """Return whether each word asked begins a word of what is said of a place; a number is its département, or whole.

    >>> is_named("havre le", "Le Havre Seine-Maritime 76"), is_named("76600 Le Havre", "Le Havre Seine-Maritime 76")
    (True, True)
    """
    said, of = f" {spelled(place)} ", asked(text)
    is_there = not of.number or f" {of.department_code.lower()} " in said or f" {of.number} " in said
    return is_there and all(f" {word}" in said for word in of.words)
