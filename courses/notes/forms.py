"""The form of a note: what one keeps for oneself under a reflection."""

from typing import Any

from django import forms

from courses.models.notes import LONGEST_WORDS
from courses.notes.rules import Kept
from lib.form_fields import PlainText
from lib.text import NBSP

MOST = f"{LONGEST_WORDS // 1000}{NBSP}000{NBSP}signes au plus."
CHANGED = "Cette note a changé ailleurs. La voici sous votre texte. Gardez-en ce que vous voulez."
TOO_OFTEN = "Vous avez gardé beaucoup de notes en une heure. Gardez ce texte ici, et revenez un peu plus tard."


class NoteForm(forms.Form):
    """The words, and the mark of the note that the page showed."""

    words = PlainText(
        label="Ma note",
        help_text=f"{MOST} Personne d’autre ne la lit.",
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
        error_messages={
            "required": "Écrivez quelques mots, puis gardez-les.",
            "max_length": f"Votre note est trop longue{NBSP}: {MOST}",
        },
    )
    seen = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(self, block: str, data: Any = None, kept: Kept | None = None) -> None:
        shown = {"words": kept.words, "seen": kept.seen} if kept else None
        super().__init__(data, auto_id=f"note-{block}-%s", initial=shown)
        # A browser would cut in silence what is pasted.
        self.fields["words"].widget.attrs.pop("maxlength")
        self.block = block
        self.other: Kept | None = None

    def show_other(self, kept: Kept | None) -> None:
        """Say that the note kept is another than the one the page showed; sent again, these words replace it."""
        self.other = kept
        self.data = {"words": self.data.get("words", ""), "seen": kept.seen if kept else ""}
        self.add_error("words", CHANGED)
