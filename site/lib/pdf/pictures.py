"""Pictures in a document: data of a template are texts, and Typst reads a drawing (SVG) that holds a picture."""

from base64 import b64encode

_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
    '<image width="{width}" height="{height}" href="data:image/jpeg;base64,{content}"/></svg>'
)


def drawing(jpeg: bytes, width: int, height: int) -> str:
    """Return a picture as the text that `image(bytes(…), format: "svg")` shows; its sides are in pixels."""
    return _DRAWING.format(width=width, height=height, content=b64encode(jpeg).decode())
