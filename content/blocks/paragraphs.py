"""What a paste leaves in a text without being one: empty paragraphs, and the style sheet of a document."""

import re

_NOT_TEXT = re.compile(r"<(style|script|title)\b[^>]*>.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
# Spaces, line breaks, signs without a drawing, and the marks around a word that is not there.
_UNSEEN = r"\s|&nbsp;|&\#160;|[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]|<br\s*/?>|</?(?:b|strong|i|em|span|a)\b[^>]*>"
_EMPTY = re.compile(rf"<(p|h3)\b[^>]*>(?:{_UNSEEN})*</\1>")


def without_leftovers(html: str) -> str:
    """Return rich text without style sheets, scripts and titles of documents, then without paragraphs nobody sees.

    Worked example: ``<p> </p><style>p {color: red}</style><p>Bonjour</p>`` gives ``<p>Bonjour</p>``.
    """
    return _EMPTY.sub("", _NOT_TEXT.sub("", html))
