"""The pictures of a lesson, its documents, sounds and videos, as they are printed."""

import re
from functools import cache
from typing import Any

from wagtail.images.models import SourceImageIOError

from content.templatetags.drawings import FOLDER, drawing_file
from courses.booklet.pieces import box, paragraph
from courses.booklet.rich_text import Piece
from lib.pdf.pictures import drawing
from lib.text import NBSP

DRAWN = "width-800|format-jpeg"
ROOM = 1_500_000  # bytes of pictures in a booklet; past that, the words of a picture stand for it


def picture(value: Any, room: int) -> list[Piece]:
    """Return a picture with its words; its words alone when its file is away or larger than `room`, in bytes."""
    image = value["image"]
    if image is None:
        return []
    credit = f"Crédit{NBSP}: {image.credit}." if image.credit else ""
    caption = " ".join(filter(None, [value["caption"], credit]))
    said = value["alt_text"] or caption or image.title
    shown = _shown(image, room)
    if shown is None:
        return [paragraph(f"Image{NBSP}: {said}"), *([paragraph(caption)] if caption else [])]
    return [{"kind": "picture", **shown, "said": said, "caption": caption}]


@cache
def pictogram(code: str) -> str:
    """Return the drawing of a group of the easy version, the one that the screen shows."""
    return (FOLDER / drawing_file(code)).read_text()


def _shown(image: Any, room: int) -> dict[str, Any] | None:
    """Return a picture and its size in bytes; None when its file is away, or too large."""
    try:
        rendition = image.get_rendition(DRAWN)
        with rendition.file.open("rb") as file:
            content = file.read(room + 1)
    except (SourceImageIOError, OSError):
        return None
    if len(content) > room:
        return None
    return {"drawing": drawing(content, rendition.width, rendition.height), "size": len(content)}


def document(value: Any) -> list[Piece]:
    """Return the name of a document, which is downloaded from the lesson on the site."""
    kept = value["document"]
    if kept is None:
        return []
    name = f"{value['label'] or kept.title} ({kept.file_extension.upper()})"
    return [paragraph(f"Document{NBSP}: {name}. Il se télécharge dans la leçon, sur le site.")]


def recording(value: Any) -> list[Piece]:
    """Return what is said in a sound or a video, which is heard in the lesson on the site."""
    kept = value["recording"]
    if kept is None:
        return []
    how_long = f" ({kept.spoken_length})" if kept.spoken_length else ""
    heard = "La vidéo se regarde" if kept.type == "video" else "Le son s’écoute"
    said = [" ".join(part.split()) for part in re.split(r"\r?\n\s*\n", kept.transcript) if part.strip()]
    title = value["title"] or kept.title
    return [box("plain", title, [paragraph(f"{heard} dans la leçon, sur le site{how_long}."), *map(paragraph, said)])]
