"""What a paste leaves in a text without being one: empty paragraphs, and the style sheet of a document."""

import re

_OPENS = re.compile(r"<(style|script|title)\b[^<>]*>", re.IGNORECASE)
_CLOSES = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in ("style", "script", "title")}
# Spaces, line breaks, signs without a drawing, and the marks around a word that is not there.
_UNSEEN = r"\s|&nbsp;|&\#160;|[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]|<br\s*/?>|</?(?:b|strong|i|em|span|a)\b[^<>]*>"
_EMPTY = re.compile(rf"<(p|h3)\b[^<>]*>(?:{_UNSEEN})*</\1>")


def without_leftovers(html: str) -> str:
    """Return rich text without style sheets, scripts and titles of documents, then without paragraphs nobody sees.

    Worked example: ``<p> </p><style>p {color: red}</style><p>Bonjour</p>`` gives ``<p>Bonjour</p>``.
    """
    return _EMPTY.sub("", _without_sheets(html))


def _without_sheets(html: str) -> str:
    """Each end is looked for once: one pattern for both ends reads the rest again from every beginning."""
    kept, read_to, endless = list[str](), 0, set[str]()
    for opening in _OPENS.finditer(html):
        name = opening[1].lower()
        if opening.start() < read_to or name in endless:
            continue
        closing = _CLOSES[name].search(html, opening.end())
        if closing is None:
            endless.add(name)
            continue
        kept.append(html[read_to : opening.start()])
        read_to = closing.end()
    return "".join([*kept, html[read_to:]])
