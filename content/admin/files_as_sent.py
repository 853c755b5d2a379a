"""No file waits as it was sent: Wagtail keeps one so, name and place of a photo included, when its title is refused."""

from typing import Any

from django.core.exceptions import BadRequest
from django.db.models.signals import pre_save
from wagtail.models import UploadedFile


def refuse() -> None:
    """Answer 400 to the upload of several files whose other fields say what the admin never sends."""
    pre_save.connect(_refuse, sender=UploadedFile, dispatch_uid="content.files_as_sent")


def _refuse(**_said: Any) -> None:
    raise BadRequest("a file whose title or collection no page of the admin sends")
