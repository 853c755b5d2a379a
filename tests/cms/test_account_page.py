"""Files come in through forms of ours alone; Wagtail's account page takes no picture and asks for no names."""

from importlib import import_module

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import FileField
from django.urls import reverse
from wagtail.models import Collection, UploadedFile
from wagtail.users.models import UserProfile

from tests.content.pictures import with_gps

pytestmark = [pytest.mark.django_db]
ACCOUNT = reverse("wagtailadmin_account")
# What a file comes in through: cleaned, drawn again, renamed. The others have no form: see below.
CLEANED = {"content.SiteImage.file", "content.SiteDocument.file", "content.SiteRecording.file"}
WITHOUT_FORM = {
    "content.SiteRendition.file",  # made here from a picture
    "wagtailcore.UploadedFile.file",  # nothing waits for its title
    "wagtailusers.UserProfile.avatar",  # its panel is taken away
    "wagtailimages.Image.file", "wagtailimages.Rendition.file", "wagtaildocs.Document.file",  # empty tables
    "wagtailmedia.Media.file", "wagtailmedia.Media.thumbnail",
}  # fmt: skip


@pytest.fixture(autouse=True)
def folder(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


def test_a_picture_sent_to_the_account_page_is_not_kept(lesson, client_of, people, tmp_path):
    client = client_of("editor")
    page = client.get(ACCOUNT).text
    assert "avatar-avatar" not in page
    assert "first_name" not in page
    assert "locale-preferred_language" in page or "theme-theme" in page, "the page still offers something"
    client.post(ACCOUNT, {"avatar-avatar": SimpleUploadedFile("prenom-nom.jpg", with_gps())})
    assert not UserProfile.objects.exclude(avatar="").exists()
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("library", ["wagtailimages", "wagtaildocs"])
@pytest.mark.parametrize("fields", [{"title": ""}, {"title": "x" * 300}])
def test_no_file_waits_as_it_was_sent(lesson, client_of, tmp_path, library, fields):
    sent = with_gps() if library == "wagtailimages" else b"Bonjour"
    name = "prenom-nom.jpg" if library == "wagtailimages" else "prenom-nom.txt"
    fields = {"collection": Collection.get_first_root_node().pk, **fields, "files[]": SimpleUploadedFile(name, sent)}
    answer = client_of("editor").post(reverse(f"{library}:add_multiple"), fields)
    assert answer.status_code == 400
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_what_was_kept_before_is_removed(people, tmp_path):
    profile = UserProfile.get_for_user(people.editor)
    profile.avatar.save("prenom-nom.jpg", SimpleUploadedFile("prenom-nom.jpg", with_gps()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.models.signals.pre_save.receivers", [])
        UploadedFile.objects.create(file=SimpleUploadedFile("prenom-nom.jpg", with_gps()), for_content_type_id=1)
    import_module("content.migrations.0013_no_files_as_sent").remove(apps, None)
    assert not UploadedFile.objects.exists()
    profile.refresh_from_db()
    assert not profile.avatar
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_every_file_field_is_cleaned_or_has_no_form():
    fields = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.local_fields
        if isinstance(field, FileField)
    }
    assert fields == CLEANED | WITHOUT_FORM
