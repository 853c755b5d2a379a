"""Images and documents of the editors: models of the site, from the first migration."""

import secrets
from pathlib import PurePath

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image, get_upload_to

from content.documents.files import CleanDocumentField
from content.images.files import CleanImageField


class SiteImage(AbstractImage):
    """An image chosen by an editor, kept without metadata (where and when it was taken)."""

    file = CleanImageField(verbose_name=_("file"), upload_to=get_upload_to, width_field="width", height_field="height")
    credit = models.CharField("crédit", max_length=160, blank=True)

    admin_form_fields = (*Image.admin_form_fields, "credit")

    def get_upload_to(self, filename: str) -> str:
        """Return a path of no meaning: that of the pictures on a page is made of it, and tells nothing of the file."""
        return f"original_images/{secrets.token_hex(16)}{PurePath(filename).suffix}"

    def as_carried(self) -> list[object]:
        """Return what readers of a page that shows it get."""
        return [self.file.name, self.file_hash, self.title, self.description, self.credit]

    class Meta(AbstractImage.Meta):
        verbose_name = "image"
        verbose_name_plural = "images"


class SiteRendition(AbstractRendition):
    image = models.ForeignKey(SiteImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="content_siterendition_once"
            )
        ]


class SiteDocument(AbstractDocument):
    """A document offered for download in a lesson, kept without what it says of people."""

    file = CleanDocumentField(verbose_name=_("file"), upload_to="documents")

    admin_form_fields = Document.admin_form_fields

    def clean(self) -> None:
        """Raise ValidationError for a file of another kind; one that the form refused has its sentence already."""
        if self.file:
            super().clean()

    def as_carried(self) -> list[object]:
        """Return what readers of a page that offers it get."""
        return [self.file.name, self.file_hash, self.title]

    class Meta(AbstractDocument.Meta):
        verbose_name = "document"
        verbose_name_plural = "documents"
