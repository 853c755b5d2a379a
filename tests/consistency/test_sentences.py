"""Sentences short enough to be read by whoever reads with difficulty: twenty words at most in our templates."""

import html
import re
from collections.abc import Iterator

import pytest

from tests.consistency.tree import named, pages

MOST_WORDS = 20
# The admin is for those who write; its sentences are those of their trade.
OTHERS = re.compile(r"/(?:admin|moderation|wagtailadmin)/")
NOT_READ = re.compile(r"{%\s*comment\b.*?{%\s*endcomment\s*%}|{#.*?#}|<!--.*?-->", re.DOTALL)
ANOTHER_CASE = re.compile(r"{%\s*(?:else|elif|empty|block|endblock)\b.*?%}", re.DOTALL)
INLINE = "a|abbr|bdi|br|em|i|q|small|span|strong|time|wbr"
ANOTHER_BLOCK = re.compile(rf"</?(?!(?:{INLINE})\b)[a-z][^>]*>", re.DOTALL)
END = re.compile(r"(?<=[.?!…])\s|\n\.\n")
SAID_TO_A_COMPONENT = re.compile(r"{%\s*(?:include|with)\b.*?%}", re.DOTALL)
STOP = "\n.\n"


def _said(tag: re.Match) -> str:
    texts = [text for text in re.findall(r'"([^"]*)"', tag.group()) if " " in text]
    return STOP.join(["", *texts, ""]) if texts else " "


def sentences(markup: str) -> Iterator[str]:
    """Yield what a reader meets between two stops; a variable counts for one word."""
    text = ANOTHER_BLOCK.sub(STOP, ANOTHER_CASE.sub(STOP, SAID_TO_A_COMPONENT.sub(_said, NOT_READ.sub("", markup))))
    text = re.sub(r"{{.*?}}", " mot ", re.sub(r"{%.*?%}", " ", text, flags=re.DOTALL), flags=re.DOTALL)
    text = html.unescape(re.sub(r"<[^>]+>", " ", text)).replace("\u00a0", " ")
    yield from (" ".join(part.split()) for part in END.split(text))


def too_long(markup: str) -> list[str]:
    """Return the sentences of more than MOST_WORDS words."""
    return [each for each in sentences(markup) if len(re.findall(r"[\w’'-]+", each)) > MOST_WORDS]


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<p>" + "mot " * 20 + ".</p>", 0),
        ("<p>" + "mot " * 21 + ".</p>", 1),
        ("<p>" + "mot " * 12 + "<strong>mot</strong> " + "mot " * 12 + "</p>", 1),
        ("<p>" + "mot " * 12 + ".</p><p>" + "mot " * 12 + "</p>", 0),
        ("<p>{% if a %}" + "mot " * 12 + "{% else %}" + "mot " * 12 + "{% endif %}</p>", 0),
        ('{% include "a.html" with text="' + "mot " * 21 + '" %}', 1),
        ("{# " + "mot " * 30 + "#}", 0),
    ],
)
def test_a_sentence_is_what_stands_between_two_stops(markup, found):
    assert len(too_long(markup)) == found


def test_no_sentence_of_a_template_has_more_than_twenty_words():
    ours = [path for path in pages() if not OTHERS.search(named(path))]
    assert [(named(path), each) for path in ours for each in too_long(path.read_text())] == []
