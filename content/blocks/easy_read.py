"""The easy-read twin of a lesson: short sentences, one idea each, in groups that a drawing stands beside."""

from wagtail import blocks

from content.blocks.blanks import WithoutBlanks
from content.blocks.drawings import DrawingBlock
from content.blocks.text import LineBlock, PictureBlock
from content.figures_in_text.faults import KnownFiguresMixin


class EasyGroupBlock(blocks.StructBlock):
    """A few sentences under one title, with the drawing that says what they are about."""

    title = blocks.CharBlock(label="Titre", max_length=60)
    pictogram = DrawingBlock(label="Dessin")
    says = blocks.CharBlock(
        label="Ce que montre le dessin",
        max_length=80,
        help_text="Par exemple : un cahier. Lu à voix haute aux personnes qui ne voient pas le dessin.",
    )
    sentences = blocks.ListBlock(LineBlock(label="Phrase", max_length=200), label="Phrases", min_num=1)

    class Meta:
        icon = "group"
        label = "Groupe de phrases"
        description = help_text = "Un titre, un dessin, et deux à cinq phrases très courtes : une idée par ligne."
        template = "content/blocks/easy_group.html"
        preview_value = {
            "title": "Le cahier",
            "pictogram": "1F4D2",
            "says": "un cahier",
            "sentences": ["On écrit l’argent qui entre.", "On écrit l’argent qui sort."],
        }


class EasyReadBodyBlock(KnownFiguresMixin, WithoutBlanks):
    """The easy-read version: groups first; sentences and pictures stand alone where no drawing fits."""

    group = EasyGroupBlock()
    sentences = blocks.ListBlock(
        LineBlock(label="Phrase", max_length=200),
        label="Phrases",
        icon="pilcrow",
        template="content/blocks/easy_sentences.html",
    )
    picture = PictureBlock()
