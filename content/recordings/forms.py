"""The form of a sound or a video, wherever wagtailmedia shows one: adding, changing, chooser."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from wagtailmedia.forms import BaseMediaForm

from content.recordings import captions
from content.recordings.files import CleanRecording, clean_upload
from content.recordings.kinds import ENDINGS, VIDEO
from content.recordings.refusals import TOO_MANY_CUES, RefusedRecordingError
from lib.text import NBSP, composed

MEGABYTE = 1024 * 1024
SHOWN = "Une page publiée montre ce fichier : gardez ce champ, ou retirez d’abord le fichier de la page."


class RecordingField(forms.FileField):
    """A field that cleans a sound or a video; what cannot be cleaned is refused in words."""

    def __init__(self, kind: str, **named: Any) -> None:
        super().__init__(**named)
        self.kind = kind
        self.largest = settings.RECORDINGS_MAX_UPLOAD_SIZE[kind]
        self.widget.attrs["accept"] = ",".join(f".{each}" for each in ENDINGS[kind])
        kinds = ", ".join(each.upper() for each in ENDINGS[kind])
        self.help_text = f"{kinds}. {self.largest // MEGABYTE}{NBSP}Mo au plus, vingt minutes au plus."

    def to_python(self, data: Any) -> CleanRecording | None:
        """Return the cleaned recording. Raises ValidationError that says what to do."""
        upload: File | None = super().to_python(data)
        if upload is None:
            return None
        if upload.size > self.largest:
            said = f"Ce fichier est trop lourd. Choisissez-en un de {self.largest // MEGABYTE}{NBSP}Mo au plus."
            raise ValidationError(said, code="file_too_large")
        try:
            return clean_upload(self.kind, upload)
        except RefusedRecordingError as error:
            raise ValidationError(str(error), code="refused_recording") from error


class SubtitlesField(forms.FileField):
    """A file of subtitles, which becomes the words of `captions`."""

    def to_python(self, data: Any) -> Any:
        """Return the subtitles in their plain form, empty without a file. Raises ValidationError."""
        upload: File | None = super().to_python(data)
        if upload is None:
            return ""
        try:
            if upload.size > 4 * captions.MOST_SIGNS:
                raise RefusedRecordingError(TOO_MANY_CUES)
            return captions.cleaned(captions.decoded(upload.read()))
        except RefusedRecordingError as error:
            raise ValidationError(str(error), code="refused_captions") from error


class SiteRecordingForm(BaseMediaForm):
    """wagtailmedia's form, whose fields clean what comes in; what a published page needs is not taken away."""

    captions_file = SubtitlesField(
        label="Fichier de sous-titres",
        required=False,
        help_text="Un fichier « .vtt ». Il remplace ce qui est écrit dans « Sous-titres ».",
    )
    field_order = ("title", "file", "transcript", "captions_file", "captions", "people_agree")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        stock = self.fields["file"]
        self.fields["file"] = RecordingField(
            self.instance.type, label=stock.label, required=stock.required, widget=stock.widget
        )
        if self.instance.type != VIDEO:
            del self.fields["captions"], self.fields["captions_file"]
        else:
            self.fields["captions"].widget.attrs["rows"] = 8
            self.fields["captions_file"].widget.attrs["accept"] = ".vtt"

    def clean_title(self) -> str:
        """Return the title, most often the name of the file, with each accent in its letter."""
        return composed(self.cleaned_data["title"])

    def clean_captions(self) -> str:
        """Return the subtitles in their plain form. Raises ValidationError that says where the first fault is."""
        written = self.cleaned_data["captions"]
        if not written.strip() or self.cleaned_data.get("captions_file"):
            return written
        try:
            return captions.cleaned(written)
        except RefusedRecordingError as error:
            raise ValidationError(str(error), code="refused_captions") from error

    def clean(self) -> dict[str, Any]:
        """Put the subtitles of a file in their place, and keep what a published page needs."""
        cleaned = super().clean()
        if written := cleaned.get("captions_file"):
            cleaned["captions"] = written
        needed = [name for name in ("transcript", "captions", "people_agree") if name in self.fields]
        for name in needed:
            if name in cleaned and not cleaned[name] and getattr(self.instance, name) and self._is_shown():
                self.add_error(name, SHOWN)
        return cleaned

    def _is_shown(self) -> bool:
        """Return whether a published page shows it."""
        return self.instance.pk is not None and self.instance.is_shown()
