"""The forms of a page, read as a browser would send them back."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urldefrag, urljoin

NEVER_TYPED = {"hidden", "password", "checkbox", "radio", "submit", "file"}


@dataclass
class FoundForm:
    """A form: its address, its method, what it would send as it stands, its fields of typed text."""

    action: str
    method: str
    values: dict[str, list[str]] = field(default_factory=dict)
    typed: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.found = page, []
        self.form: FoundForm | None = None
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attributes: list) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            action = urldefrag(urljoin(self.page, given.get("action", ""))).url
            self.form = FoundForm(action, given.get("method", "get").lower())
            self.found.append(self.form)
        elif self.form is None:
            return
        elif tag in {"input", "button", "textarea"} and given.get("name"):
            self._field(tag, given)
        elif tag == "select":
            self.select = given["name"]
            self.form.values.setdefault(self.select, [])
        elif tag == "option" and self.select and "selected" in given:
            self.form.values[self.select] = [given.get("value", "")]

    def _field(self, tag: str, given: dict[str, str]) -> None:
        name, kind = given["name"], given.get("type", "submit" if tag == "button" else "text")
        held = self.form.values.setdefault(name, [])
        if tag == "textarea":
            self.area = name
            held.append("")
        elif kind not in {"checkbox", "radio"} or "checked" in given:
            held.append(given.get("value", ""))
        if tag == "textarea" or (tag == "input" and kind not in NEVER_TYPED):
            self.form.typed.add(name)

    def handle_data(self, data: str) -> None:
        if self.area:
            self.form.values[self.area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = None
        elif tag == "textarea":
            self.area = ""
        elif tag == "select":
            self.select = ""


def forms_of(page: str, html: str) -> list[FoundForm]:
    """Return every form of a page found at the address `page`."""
    reader = _Reader(page)
    reader.feed(html)
    return reader.found
