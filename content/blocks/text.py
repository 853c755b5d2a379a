"""Blocks of text shared by lessons and pages. Each has its template, its icon and its French description."""

import re
from typing import Any

from django.core.exceptions import BadRequest
from draftjs_exporter.error import ExporterException
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.rich_text import RichText
from wagtail.snippets.blocks import SnippetChooserBlock

from content.blocks.blanks import WithoutBlanks
from content.blocks.paragraphs import without_leftovers
from content.blocks.table import TableBlock
from content.figures_in_text.faults import KnownFiguresMixin

_NAMED = re.compile(r"""<(?:a|embed)\b[^>]*?\sid="([^"]*)\"""")
_NUMBER = re.compile(r"[1-9][0-9]{0,17}", re.ASCII)
PLAIN = ["bold", "ul", "ol", "link", "h3"]


class WrittenBlock(blocks.RichTextBlock):
    """Rich text without half characters nor what a paste leaves behind, in what is saved as in what was.

    The JSON of the editor may hold a cut emoji, which cannot be encoded.
    """

    def to_python(self, value: str) -> RichText:
        """Return the text kept, without the empty paragraphs of an older paste."""
        return super().to_python(without_leftovers(value or ""))

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> RichText:
        """Return the text of the editor's JSON. Raises BadRequest (400) for JSON that the editor never writes."""
        try:
            text = super().value_from_datadict(data, files, prefix)
        except (TypeError, AttributeError, KeyError, ValueError, IndexError, ExporterException) as error:
            raise BadRequest("rich text that no editor writes") from error
        if any(not _NUMBER.fullmatch(said) for said in _NAMED.findall(text.source)):
            raise BadRequest("a link to what has no number")  # it would raise wherever the text is read
        return text

    def value_from_form(self, value: str | None) -> RichText:
        """Replace each lone surrogate by the sign for a character that could not be read."""
        whole = (value or "").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        return super().value_from_form(without_leftovers(whole))


class LineBlock(blocks.CharBlock):
    """One line of a list, named for screen readers by its widget: Wagtail draws no label for the items of a list."""

    def __init__(self, *, label: str, **kwargs: Any) -> None:
        super().__init__(label=label, **kwargs)
        self.field.widget.attrs["aria-label"] = label

    def deconstruct(self) -> Any:
        """Return what a migration keeps: the block of Wagtail, since the name is nothing the database knows."""
        return ("wagtail.blocks.CharBlock", *super().deconstruct()[1:])


class BriefBlock(blocks.StructBlock):
    """« En bref » : what to remember for a reader who reads nothing else."""

    points = blocks.ListBlock(LineBlock(label="Phrase", max_length=200), label="Phrases", min_num=1)

    class Meta:
        icon = "pick"
        label = "En bref"
        description = help_text = "Une à trois phrases : l’essentiel, tout de suite."
        template = "content/blocks/brief.html"
        preview_value = {"points": ["La caisse a son propre cahier.", "On compte à deux."]}


class TextBlock(blocks.StructBlock):
    heading = blocks.CharBlock(label="Intertitre", max_length=120, required=False)
    text = WrittenBlock(label="Texte", features=PLAIN)

    class Meta:
        icon = "pilcrow"
        label = "Texte"
        description = "Un paragraphe ou une liste, avec un intertitre si besoin."
        template = "content/blocks/text.html"
        preview_value = {"heading": "La banque", "text": "<p>Le compte est au nom de l’association.</p>"}


class ExampleBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Titre", max_length=120, required=False)
    text = WrittenBlock(label="Exemple", features=PLAIN)

    class Meta:
        icon = "openquote"
        label = "Exemple"
        description = help_text = "Une situation concrète, sans nommer personne."
        template = "content/blocks/example.html"
        preview_value = {"title": "", "text": "<p>On note la date, le montant et le motif.</p>"}


class StepsBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Titre", max_length=120, required=False)
    steps = blocks.ListBlock(LineBlock(label="Étape", max_length=250), label="Étapes", min_num=2)

    class Meta:
        icon = "list-ol"
        label = "Étapes"
        description = "Ce que l’on fait, dans l’ordre."
        template = "content/blocks/steps.html"
        preview_value = {"title": "", "steps": ["Numéroter la preuve.", "Noter le numéro dans le cahier."]}


class ToDoBlock(blocks.StructBlock):
    text = WrittenBlock(label="À faire", features=PLAIN)

    class Meta:
        icon = "tick-inverse"
        label = "À faire"
        description = help_text = "Une petite action à essayer dans son groupe."
        template = "content/blocks/to_do.html"
        preview_value = {"text": "<p>Ouvrez le cahier de caisse et regardez la dernière page.</p>"}


class WarningBlock(blocks.StructBlock):
    text = WrittenBlock(label="Attention", features=PLAIN)

    class Meta:
        icon = "warning"
        label = "Attention"
        description = "Un point où l’on se trompe facilement. Sans alarmer."
        template = "content/blocks/warning.html"
        preview_value = {"text": "<p>Le compte n’est jamais au nom d’une personne.</p>"}


class CallBlock(blocks.StructBlock):
    who = blocks.CharBlock(label="Qui appeler", max_length=120)
    number = blocks.CharBlock(label="Numéro", max_length=20, required=False)
    when = blocks.CharBlock(label="Quand", max_length=200, required=False)
    link = blocks.URLBlock(label="Adresse internet", required=False)

    class Meta:
        icon = "mail"
        label = "Qui appeler"
        description = "Un service public ou une association, avec son numéro vérifié."
        template = "content/blocks/call.html"
        preview_value = {"who": "Idées de suicide", "number": "3114", "when": "Jour et nuit, gratuit."}


class PictureBlock(blocks.StructBlock):
    image = ImageChooserBlock(label="Image")
    alt_text = blocks.CharBlock(
        label="Ce que montre l’image",
        max_length=250,
        help_text="Lu à voix haute aux personnes qui ne voient pas l’image.",
    )
    caption = blocks.CharBlock(label="Légende", max_length=200, required=False)

    class Meta:
        icon = "image"
        label = "Image"
        description = "Une image avec une phrase qui la décrit."
        template = "content/blocks/picture.html"


class DocumentBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label="Document")
    label = blocks.CharBlock(label="Nom affiché", max_length=120, required=False)

    class Meta:
        icon = "doc-full"
        label = "Document"
        description = "Un fichier à télécharger."
        template = "content/blocks/document.html"


class GlossaryBlock(blocks.StructBlock):
    """A word explained where it stands. Its meaning is written once, in `content.models.Term`."""

    term = SnippetChooserBlock("content.Term", label="Mot")
    meaning_here = blocks.CharBlock(
        label="Autre sens, dans cette leçon seulement",
        max_length=300,
        required=False,
        help_text="Vide, le plus souvent : la leçon montre le sens écrit dans « Mots expliqués ».",
    )

    class Meta:
        icon = "help"
        label = "Mot expliqué"
        description = help_text = "Un mot difficile et son sens. Il s’écrit une fois, dans « Mots expliqués »."
        template = "content/blocks/glossary.html"
        preview_value = {
            "term": {"word": "ARS", "meaning": "Agence régionale de santé."},
            "meaning_here": "",
        }

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return the word and the meaning that the lesson shows: a search finds both."""
        term = value.get("term")
        return [term.word, value.get("meaning_here") or term.meaning] if term else []


class TextBodyBlock(KnownFiguresMixin, WithoutBlanks):
    text = TextBlock()
    steps = StepsBlock()
    call = CallBlock()
    table = TableBlock(group="Plus")
    picture = PictureBlock(group="Plus")
    document = DocumentBlock(group="Plus")
