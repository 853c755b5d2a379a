"""The image field of the model: it stores every picture re-encoded, whatever way the file comes in."""

from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from content.images.reencode_apart import reencoded_apart


class CleanUpload(SimpleUploadedFile):
    """An upload that the form has re-encoded: the model does not do it again."""


def webp_name(name: str) -> str:
    """Return the name of the same picture as WebP."""
    return f"{PurePath(name).stem or 'image'}.webp"


def clean_upload(upload: File) -> CleanUpload:
    """Return an upload re-encoded. Raises UnreadableImageError."""
    return CleanUpload(webp_name(upload.name or ""), reencoded_apart(upload), content_type="image/webp")


class CleanImageFieldFile(WagtailImageFieldFile):
    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store the picture re-encoded. Raises UnreadableImageError."""
        if not isinstance(content, CleanUpload):
            content = ContentFile(reencoded_apart(content))
        super().save(webp_name(name), content, save)


class CleanImageField(WagtailImageField):
    attr_class = CleanImageFieldFile

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return Wagtail's own field to the migrations: only what happens to the file differs."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs
