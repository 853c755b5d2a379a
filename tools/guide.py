"""Make docs/editing.md from the guide of the admin (content/templates/content/admin/guide.html).

`python tools/guide.py` writes the file; with --check it only says whether it is up to date. Standard library only.
"""

import re
import sys
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "content" / "templates" / "content" / "admin" / "guide.html"
DOCUMENT = ROOT / "docs" / "editing.md"
HEAD = "# Guide pour écrire\n\n<!-- Made by tools/guide.py from the guide of the admin: change that one. -->\n"

INCLUDE = re.compile(r"""{%\s*include "content/admin/([a-z_]+\.html)"\s*%}""")
BRACES = {"{% templatetag openvariable %}": "{{", "{% templatetag closevariable %}": "}}"}


class _Markdown(HTMLParser):
    """Turns titles, paragraphs, steps, lists and pictures into lines of Markdown; the guide holds nothing else."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = []
        self.text = ""
        self.step, self.is_numbered = 0, True

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, or write a picture."""
        given = dict(attrs)
        if tag in {"ol", "ul"}:
            self.step, self.is_numbered = 0, tag == "ol"
        elif tag == "img":
            self.text += f"![{given['alt']}]({given['src']})"
        elif tag in {"h2", "p", "li"}:
            self.text = ""

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        self.text += re.sub(r"[ \n]+", " ", data)

    def handle_endtag(self, tag: str) -> None:
        """End a line."""
        words = self.text.strip(" \n")
        if tag == "h2":
            self.lines += ["", f"## {words}"]
        elif tag == "p":
            self.lines += ["", words]
        elif tag == "li":
            self.step += 1
            self.lines += [""] * (self.step == 1) + [f"{self.step}. {words}" if self.is_numbered else f"- {words}"]


def markdown(template: str) -> str:
    """Return the <article> of a template, in Markdown."""
    article = template[template.index("<article") : template.index("</article>")]
    article = INCLUDE.sub(lambda included: (TEMPLATE.parent / included[1]).read_text(encoding="utf-8"), article)
    article = re.sub(r"{%\s*load [^%]*%}|{#.*?#}", "", article)
    reader = _Markdown()
    article = re.sub(r"{%\s*static '([^']+)'\s*%}", r"../static/\1", article)
    for said, sign in BRACES.items():
        article = article.replace(said, sign)
    reader.feed(article)
    return HEAD + "\n".join(reader.lines) + "\n"


def main() -> int:
    """Write the document, or compare it (--check): return 1 when it is out of date."""
    made = markdown(TEMPLATE.read_text(encoding="utf-8"))
    if "--check" in sys.argv[1:]:
        current = DOCUMENT.read_text(encoding="utf-8") if DOCUMENT.exists() else ""
        print("up to date" if made == current else "docs/editing.md is not what the guide says: run tools/guide.py")
        return int(made != current)
    DOCUMENT.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
