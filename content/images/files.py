"""The image field of the model: whatever way a file comes in, what is stored is re-encoded."""

from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.models import WagtailImageField, WagtailImageFieldFile

from content.images.reencode import reencoded


class CleanUpload(SimpleUploadedFile):
    """An upload re-encoded by the form: the model need not do it again."""


def webp_name(name: str) -> str:
    """The name of the same picture as WebP."""
    return f"{PurePath(name).stem or 'image'}.webp"


def clean_upload(upload: File) -> CleanUpload:
    """The re-encoded twin of an upload. Raises UnreadableImageError."""
    return CleanUpload(webp_name(upload.name or ""), reencoded(upload), content_type="image/webp")


class CleanImageFieldFile(WagtailImageFieldFile):
    def save(self, name: str, content: File, save: bool = True) -> None:
        """Store the picture re-encoded. Raises UnreadableImageError."""
        if not isinstance(content, CleanUpload):
            content = ContentFile(reencoded(content))
        super().save(webp_name(name), content, save)


class CleanImageField(WagtailImageField):
    attr_class = CleanImageFieldFile

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """The database sees Wagtail's own field: only what happens to the file differs."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "wagtail.images.models.WagtailImageField", args, kwargs
