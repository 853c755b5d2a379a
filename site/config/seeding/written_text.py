"""The texts of the seed files, typed as Markdown, as the rich text that the editor of the admin would write."""

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML


class _AsTheEditor(RendererHTML):
    """Writes no line break between tags, and `<b>` where Markdown has `<strong>`."""

    def strong_open(self, *_: object) -> str:
        return "<b>"

    def strong_close(self, *_: object) -> str:
        return "</b>"


_MARKDOWN = MarkdownIt("zero", renderer_cls=_AsTheEditor).enable(["list", "emphasis", "link", "heading", "escape"])


def as_html(text: str) -> str:
    """Return paragraphs, lists, bold, links and `###` titles as rich text; any other sign stays as it was typed.

    >>> as_html("Pour adhérer :\\n\\n- **aucun** certificat ;\\n- on vient librement.")
    '<p>Pour adhérer :</p><ul><li><b>aucun</b> certificat ;</li><li>on vient librement.</li></ul>'
    """
    return _MARKDOWN.render(text).replace(">\n", ">").replace("\n<", "<").replace("&quot;", '"').strip()
