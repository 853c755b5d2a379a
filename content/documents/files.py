"""The file field of the model: it stores every document cleaned, whatever way the file comes in."""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import FileField
from django.db.models.fields.files import FieldFile

from content.documents.cleaning_apart import cleaned_apart
from lib.text import file_name


class CleanDocument(SimpleUploadedFile):
    """An upload that the form has cleaned: the model does not do it again."""


def clean_upload(upload: File) -> CleanDocument:
    """Return an upload cleaned. Raises RefusedDocumentError."""
    name = upload.name or ""
    upload.seek(0)
    return CleanDocument(name, cleaned_apart(name, upload.read()))


class CleanDocumentFieldFile(FieldFile):
    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store the document cleaned, under a name that keeps its letters. Raises RefusedDocumentError."""
        if not isinstance(content, CleanDocument):
            content.seek(0)
            content = ContentFile(cleaned_apart(name, content.read()))
        super().save(file_name(name), content, save)


class CleanDocumentField(FileField):
    attr_class = CleanDocumentFieldFile

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Return Django's own field to the migrations: only what happens to the file differs."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "django.db.models.FileField", args, kwargs
