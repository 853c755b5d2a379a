"""The upload form of the editors, wherever Wagtail shows one: library, several at once, chooser, replacement."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.forms.fields import FileField
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from content.images.files import CleanUpload, clean_upload
from content.images.reencode import TooManyPixelsError, UnreadableImageError
from lib.text import composed

HEIC = "Cette photo est au format HEIC, celui de certains téléphones. Enregistrez-la en JPEG, puis choisissez-la."
FROZEN = "D’une image animée, le site garde la première vue seulement."


class CleanImageFormField(WagtailImageField):
    """A field that re-encodes a JPEG, PNG or WebP picture; anything else is « Image non valide »."""

    def to_python(self, data: Any) -> CleanUpload | None:
        """Return the re-encoded picture. Raises ValidationError that says what to do."""
        upload: File | None = FileField.to_python(self, data)
        if upload is None:
            return None
        self.check_image_file_size(upload)
        self._check_extension(upload)
        try:
            return clean_upload(upload)
        except TooManyPixelsError:
            raise ValidationError(
                "Cette image est trop grande. Réduisez-la à 24 millions de pixels au plus.", code="file_too_many_pixels"
            ) from None
        except UnreadableImageError:
            raise ValidationError(
                "Image non valide. Choisissez une photo JPEG, PNG ou WebP, entière.", code="invalid_image"
            ) from None

    def _check_extension(self, upload: File) -> None:
        extension = (upload.name or "").rpartition(".")[2].lower()
        if extension not in self.allowed_image_extensions:
            said = HEIC if extension in {"heic", "heif"} else self.error_messages["invalid_image_extension"]
            raise ValidationError(said, code="invalid_image_extension")


class SiteImageForm(BaseImageForm):
    """Wagtail's form with the re-encoding file field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            stock = self.fields["file"]
            field = CleanImageFormField(label=stock.label, required=stock.required, widget=stock.widget)
            field.help_text = f"{field.help_text} {FROZEN}"
            self.fields["file"] = field

    def clean_title(self) -> str:
        """Return the title, most often the name of the file, with each accent in its letter."""
        return composed(self.cleaned_data["title"])
