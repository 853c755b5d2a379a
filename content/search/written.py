"""One way of writing for what French writes in several: inclusive forms, initials, numbers, feminine forms.

Both what is indexed and what is asked pass here before they are cut into words.

>>> plain("Les adhérent·e·s du G.E.M., 12 345 €, un e-mail au 01 23 45 67 89")
'Les adhérents du GEM, 12345 €, un email au 0123456789'
"""

import re

from lib.text import composed, seen_alone

_SPACE = "[ \u00a0\u2009\u202f]"
# What follows a point, a dash or a bracket to say the other gender; without « le » and « te », which also begin a word.
_OTHER = "e|es|ne|nes|ère|ères|ere|eres|ière|ières|trice|trices|rice|rices|euse|euses|ive|ives|ve|ves|esse|esses|sse"
_IN_BRACKETS = f"s|x|{_OTHER}|le|les|te|tes|se|ses|fe|fes"
_POINTS = "·•‧⋅∙․\u00b7\u0387"
_SUBSTITUTIONS = [
    (re.compile(pattern, flags), said)
    for pattern, said, flags in (
        # président(e)s, bénévole(s), professionnel(le)
        (rf"(\w\w)\((?:{_IN_BRACKETS})\)(?:\((s)\))?(s?)(?!\w)", r"\1\2\3", re.IGNORECASE),
        # président·e·s, ferronnier·ère, with a point made for that: whatever follows it
        (rf"(\w\w)[{_POINTS}]\w{{1,6}}(?:[{_POINTS}](s))?\b", r"\1\2", 0),
        # président.e.s, adhérent-e-s, salarié/e
        (rf"(\w\w\w)[.\-‐‑/](?:{_OTHER})(?:[.\-‐‑/](s))?\b(?![.@\-‐‑/]\w)", r"\1\2", 0),
        # A.G., G.E.M
        (r"\b(?:[^\W\d_]\.){2,}(?:[^\W\d_]\b)?", lambda found: found[0].replace(".", ""), 0),
        (r"\be[ \-‐‑]mail(s?)\b", r"email\1", re.IGNORECASE),
        # 01 23 45 67 89, +33 1 23 45 67 89
        (
            rf"(?:\+33{_SPACE}?(?:\(0\){_SPACE}?)?|\b0)(\d)((?:(?:{_SPACE}|[.\-])?\d\d){{4}})\b",
            lambda found: f"0{found[1]}" + re.sub(r"\D", "", found[2]),
            0,
        ),
        # 12 345, then 31 14 (a short number, said by two)
        (rf"(?<![\d,.])\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)", lambda found: re.sub(r"\D", "", found[0]), 0),
        (rf"(?<!\d)(?<!\d\s)(3\d){_SPACE}(\d\d)(?!{_SPACE}?\d)", r"\1\2", 0),
    )
]


_HAS_SUCH = re.compile(rf"[(.\-‐‑/+\d{_POINTS}]|[eE] ?[mM]ail")


def plain(text: str) -> str:
    """Return the text with what French writes in several ways written in one; accents and capitals stay."""
    said = composed(seen_alone(text))
    if not _HAS_SUCH.search(said):
        return said
    for pattern, replacement in _SUBSTITUTIONS:
        said = pattern.sub(replacement, said)
    return said


_ELECTED = re.compile(r"elue?s?|elire|elise(?:nt|z)|elisons|elit|elus(?:sent)?")
_OF_A_WOMAN = [
    (re.compile(pattern), said)
    for pattern, said in (
        (r"(.{3,}i)ere$", r"\1er"),
        (r"((?:etran|passa|mena|ber|horlo|boulan|messa|^le)g)ere$", r"\1er"),
        (r"(.{3,}[a-z])trice$", r"\1teur"),
        (r"(tu|ac)trice$", r"\1teur"),
        (
            r"(coiff|vend|serv|chant|dans|travaill|cherch|cour|jou|balay|brod|achet|voyag|mass|programm)euse$",
            r"\1eur",
        ),
        (r"(.{3,}[aeis])tive$", r"\1tif"),
    )
]
_ONE_FORM = re.compile("matrice|cicatrice|cultive|captive|invective|directive|tentative|alternative|initiative")


def of_a_man(word: str) -> str:
    """Return the masculine form of a folded word in the singular, where stemming alone leaves the two apart.

    >>> [of_a_man(word) for word in ("tresoriere", "animatrice", "tutrice", "elues", "matrice", "personne")]
    ['tresorier', 'animateur', 'tuteur', 'elire', 'matrice', 'personne']
    """
    if _ELECTED.fullmatch(word):
        return "elire"
    if _ONE_FORM.fullmatch(word):
        return word
    for pattern, said in _OF_A_WOMAN:
        changed, count = pattern.subn(said, word)
        if count:
            return changed
    return word
