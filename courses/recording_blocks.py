"""A sound or a video in a lesson: it plays when one asks, and its words stand beside it."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

RECORDINGS = ("audio", "video")  # the names of these blocks in a lesson
# What a preview draws: a player without a file.
PREVIEWED = {
    "spoken_length": "1 minute 20 secondes",
    "transcript": "Bonjour à tout le monde. Nous sommes huit.",
}


class RecordingBlock(blocks.StructBlock):
    """What both have in common: `recording` names the child that is chosen."""

    class Meta:
        help_text = "Écrivez d’abord tout ce qui est dit, avec le fichier. Rien ne se lance tout seul."

    def clean(self, value: Any) -> Any:
        """Raise StructBlockValidationError for a file that lacks its words; an unfinished text may show it."""
        cleaned = super().clean(value)
        missing = [] if self.is_deferred_validation else cleaned["recording"].missing()
        if missing:
            raise blocks.StructBlockValidationError(block_errors={"recording": ValidationError(missing)})
        return cleaned

    def get_searchable_content(self, value: Any) -> list[str]:
        """Return what is shown of it: its title and its words, which a search finds."""
        recording = value.get("recording")
        return [value.get("title") or recording.title, recording.transcript] if recording else []


class AudioBlock(RecordingBlock):
    recording = AudioChooserBlock(label="Son")
    title = blocks.CharBlock(label="Titre", max_length=120, required=False, help_text="Vide : celui du fichier.")

    class Meta:
        icon = "wagtailmedia-audio"
        label = "Son"
        description = "Un enregistrement à écouter, avec tout ce qui y est dit."
        template = "courses/blocks/audio.html"
        preview_value = {"recording": PREVIEWED, "title": "Comment nous ouvrons la réunion"}


class VideoBlock(RecordingBlock):
    recording = VideoChooserBlock(label="Vidéo")
    title = blocks.CharBlock(label="Titre", max_length=120, required=False, help_text="Vide : celui du fichier.")

    class Meta:
        icon = "wagtailmedia-video"
        label = "Vidéo"
        description = "Une vidéo sous-titrée, avec tout ce qui y est dit."
        template = "courses/blocks/video.html"
        preview_value = {"recording": PREVIEWED, "title": "La salle, avant la réunion"}
