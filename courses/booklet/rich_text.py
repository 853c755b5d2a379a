"""Rich text as pieces to print: paragraphs, lists and titles, made of runs of words. Pure.

>>> pieces_of("<p>Lire <b>deux</b> fois.</p>", title=2)[0]["runs"][1]
{'text': 'deux', 'bold': True, 'href': '', 'address': ''}
"""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from django.utils.encoding import iri_to_uri

Run = dict[str, Any]
Piece = dict[str, Any]
BOLD = {"b", "strong"}
TITLES = {"h2", "h3", "h4"}
LISTS = {"ul", "ol"}
LONGEST = 2000  # letters of an address that is followed
FOLLOWED = {"http", "https", "mailto", "tel"}


def run(text: str, *, bold: bool = False, href: str = "") -> Run:
    """Return words, and the address they lead to, which paper says after them where they do not say it."""
    href = href if len(href) <= LONGEST else ""
    _, _, address = href.partition("://")
    is_said = not address or address.rstrip("/") in text
    return {"text": text, "bold": bold, "href": href, "address": "" if is_said else address}


class _Reader(HTMLParser):
    """Reads what an editor wrote; a list inside a list goes on with the points of the list around it."""

    def __init__(self, title: int) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[Piece] = []
        self._title = title
        self._lists: list[Piece] = []
        self._runs: list[Run] = []
        self._bold = 0
        self._href = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a piece, or change how the words that follow are written."""
        if tag in BOLD:
            self._bold += 1
        elif tag == "a":
            self._href = _followed(dict(attrs).get("href") or "")
        elif tag == "br":
            self._runs.append({"text": "", "is_break": True})
        elif tag in LISTS:
            self._end("paragraph")
            self._lists.append({"kind": "list", "is_numbered": tag == "ol", "items": []})
        elif tag in {"p", "li"} | TITLES:
            self._end("paragraph")

    def handle_endtag(self, tag: str) -> None:
        """End a piece, or what was said of its words."""
        if tag in BOLD:
            self._bold = max(self._bold - 1, 0)
        elif tag == "a":
            self._href = ""
        elif tag in LISTS and self._lists:
            self._end("paragraph")
            ended = self._lists.pop()
            if self._lists:
                self._lists[-1]["items"] += ended["items"]
            elif ended["items"]:
                self.pieces.append(ended)
        elif tag in TITLES:
            self._end("title")
        elif tag in {"p", "li"}:
            self._end("paragraph")

    def handle_data(self, data: str) -> None:
        """Keep words, with one space for several."""
        text = " ".join(data.split(" ")).replace("\n", " ")
        if text.strip() or self._runs:
            self._runs.append(run(text, bold=self._bold > 0, href=self._href))

    def close(self) -> None:
        """End the last piece."""
        super().close()
        self._end("paragraph")
        self.pieces += [left for left in self._lists[:1] if left["items"]]

    def _end(self, kind: str) -> None:
        runs, self._runs = self._runs, []
        if not any(run["text"].strip() for run in runs):
            return
        if self._lists:
            self._lists[-1]["items"].append(runs)
        elif kind == "title":
            self.pieces.append({"kind": "title", "level": self._title, "text": "".join(run["text"] for run in runs)})
        else:
            self.pieces.append({"kind": "paragraph", "runs": runs})


def _followed(address: str) -> str:
    """Return an address that paper and its reader can follow; nothing for a page of the site, told without its host."""
    try:
        return iri_to_uri(address) if urlsplit(address).scheme in FOLLOWED else ""
    except ValueError:
        return ""


def pieces_of(html: str, title: int) -> list[Piece]:
    """Return the pieces of a rich text; `title` is the level of the titles in it."""
    reader = _Reader(title)
    reader.feed(html)
    reader.close()
    return reader.pieces
