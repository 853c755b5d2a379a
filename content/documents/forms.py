"""The upload form of documents, wherever Wagtail shows one: library, several at once, chooser, replacement."""

from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import File
from wagtail.documents.fields import WagtailDocumentField
from wagtail.documents.forms import BaseDocumentForm

from content.documents.files import CleanDocument, clean_upload
from content.documents.refusals import RefusedDocumentError
from lib.text import composed

READ_BY_ALL = "Le nom du fichier se lit dans son adresse. Choisissez-en un qui ne dit rien d’une personne."


class CleanDocumentFormField(WagtailDocumentField):
    """A field that cleans the document; what cannot be cleaned is refused in words."""

    def to_python(self, data: Any) -> CleanDocument | File | None:
        """Return the cleaned document. Raises ValidationError that says what to do."""
        upload: File | None = super().to_python(data)
        extension = PurePath(upload.name or "").suffix[1:].lower() if upload else ""
        if upload is None or extension not in settings.WAGTAILDOCS_EXTENSIONS:
            return upload  # the model says which kinds there are
        try:
            return clean_upload(upload)
        except RefusedDocumentError as error:
            raise ValidationError(str(error), code="refused_document") from error


class SiteDocumentForm(BaseDocumentForm):
    """Wagtail's form with the cleaning file field."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "file" in self.fields:
            stock = self.fields["file"]
            field = CleanDocumentFormField(label=stock.label, required=stock.required, widget=stock.widget)
            field.help_text = READ_BY_ALL
            self.fields["file"] = field

    def clean_title(self) -> str:
        """Return the title, most often the name of the file, with each accent in its letter."""
        return composed(self.cleaned_data["title"])
