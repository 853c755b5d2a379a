"""The file field of the model: it stores every sound and video cleaned, whatever way the file comes in."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.core.files.base import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import FileField, Model
from django.db.models.fields.files import FieldFile

from content.recordings.cleaning_apart import cleaned_apart
from content.recordings.kinds import CONTENT_TYPES, Cleaned

FOLDER = "sons-videos"


class CleanRecording(SimpleUploadedFile):
    """An upload that was cleaned, with what was read in it: it is not done again."""

    def __init__(self, found: Cleaned) -> None:
        super().__init__(f"fichier.{found.ending}", found.content, content_type=CONTENT_TYPES[found.ending])
        self.found = found


def clean_upload(kind: str, upload: File) -> CleanRecording:
    """Return an upload cleaned. Raises RefusedRecordingError."""
    upload.seek(0)
    return CleanRecording(cleaned_apart(kind, upload.read()))


def stored_name(_recording: Model, name: str) -> str:
    """Return a path of no meaning: the name of a file often says who speaks in it."""
    return f"{FOLDER}/{secrets.token_hex(16)}.{name.rpartition('.')[2]}"


class CleanRecordingFieldFile(FieldFile):
    instance: Any  # the model of the field, which stands above

    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store the recording cleaned, and note its length and size beside it. Raises RefusedRecordingError."""
        clean = content if isinstance(content, CleanRecording) else clean_upload(self.instance.type, content)
        found = clean.found
        self.instance.duration = found.seconds
        self.instance.width, self.instance.height = found.width or None, found.height or None
        super().save(clean.name or name, clean, save)


class CleanRecordingField(FileField):
    attr_class = CleanRecordingFieldFile

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Return Django's own field to the migrations: only what happens to the file differs."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs
