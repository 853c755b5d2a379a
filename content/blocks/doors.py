"""The doors of the home page."""

from django.db.models import TextChoices
from wagtail import blocks


class Tone(TextChoices):
    """The publics of the site, each with a soft colour of its own."""

    BOARD = "board", "Bureau"
    FACILITATORS = "facilitators", "Animation"
    RIGHTS = "rights", "Entraide et droits"
    EVERYONE = "everyone", "Tout le monde"


class DoorBlock(blocks.StructBlock):
    title = blocks.CharBlock(label="Titre", max_length=60)
    intro = blocks.CharBlock(label="En une phrase", max_length=140)
    link_label = blocks.CharBlock(label="Texte du lien", max_length=40, default="Ouvrir le parcours")
    page = blocks.PageChooserBlock(label="Page")
    pictogram = blocks.CharBlock(label="Pictogramme", max_length=20, required=False)
    tone = blocks.ChoiceBlock(label="Couleur", choices=Tone.choices, default=Tone.EVERYONE)

    class Meta:
        icon = "home"
        label = "Porte"
        description = "Une entrée du site pour un public."


class DoorsBlock(blocks.StreamBlock):
    door = DoorBlock()

    class Meta:
        max_num = 4
