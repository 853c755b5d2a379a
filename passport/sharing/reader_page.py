"""The page a reader sees: groups of entries, a message to the holder; the holder previews the same page."""

from typing import Any

from django import forms
from django.http import HttpRequest

from lib.form_fields import Name, PlainText
from passport.models import Reply, Share
from passport.sharing import snapshot

GROUPINGS: dict[str, snapshot.Grouping] = {"famille": "domain", "pole": "unit"}


def passport_context(request: HttpRequest, share: Share, entries: list[snapshot.ShownEntry]) -> dict[str, Any]:
    """Return what the page of a share needs, for a reader and for the holder's own preview alike."""
    by = request.GET.get("par", "")
    by = by if by in GROUPINGS else "famille"
    return {"share": share, "groups": snapshot.grouped(entries, GROUPINGS[by]), "by": by}


class ReplyForm(forms.ModelForm):
    """A reader's message to the holder."""

    text = PlainText(
        label="Votre message",
        max_length=1000,
        error_messages={"required": "Écrivez votre message, même court."},
    )

    class Meta:
        model = Reply
        fields = ["name", "organisation", "contact", "text"]
        field_classes = {"name": Name, "organisation": Name}
        labels = {
            "name": "Votre nom",
            "organisation": "Votre organisme",
            "contact": "Comment vous joindre",
        }
        help_texts = {"contact": "Un téléphone, une adresse, ou les jours où l’on peut passer."}
        error_messages = {"name": {"required": "Écrivez votre nom, ou celui de votre équipe."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, hint in (("name", "name"), ("organisation", "organization"), ("contact", "tel")):
            self.fields[name].widget.attrs["autocomplete"] = hint

    @property
    def was_typed(self) -> bool:
        """Return whether the reader typed anything at all."""
        return any(self[name].value() for name in self.fields)
