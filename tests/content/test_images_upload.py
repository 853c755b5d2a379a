"""Images through the admin's own upload forms: add, several at once, chooser, replacement."""

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from wagtail.models import Collection

from content.models import SiteImage
from tests.content.pictures import damaged, picture, two_pictures, with_gps

pytestmark = [
    pytest.mark.django_db,
    # Wagtail leaves the temporary file of a rendition for the garbage collector to close.
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:ResourceWarning"),
]
AJAX = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
REFUSED = "Image non valide"


@pytest.fixture
def client(client_of, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return client_of("superuser")


def upload(content: bytes, name: str = "photo.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="image/jpeg")


def root() -> int:
    return Collection.get_first_root_node().pk


def add_one(client, content: bytes, name: str = "photo.jpg"):
    data = {"title": "Photo", "file": upload(content, name), "collection": root()}
    return client.post(reverse("wagtailimages:add"), data)


def add_many(client, content: bytes, name: str = "photo.jpg"):
    data = {"title": "Photo", "files[]": upload(content, name), "collection": root()}
    return client.post(reverse("wagtailimages:add_multiple"), data, **AJAX)


def add_in_chooser(client, content: bytes, name: str = "photo.jpg"):
    data = {
        "image-chooser-upload-title": "Photo",
        "image-chooser-upload-file": upload(content, name),
        "image-chooser-upload-collection": root(),
    }
    return client.post(reverse("wagtailimages_chooser:create"), data)


def replace(client, content: bytes, name: str = "photo.jpg"):
    image = SiteImage.objects.create(title="Avant", file=upload(picture()))
    data = {"title": "Après", "file": upload(content, name), "collection": root()}
    return client.post(reverse("wagtailimages:edit", args=[image.pk]), data)


WAYS = [add_one, add_many, add_in_chooser, replace]


def has_no_metadata(path: str) -> bool:
    with Image.open(path) as image:
        return image.format == "WEBP" and not image.getexif() and not {"exif", "xmp"} & set(image.info)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_way_to_upload_keeps_the_location(client, way, kind):
    extension = kind.lower()
    assert way(client, with_gps(kind), f"photo.{extension}").status_code < 400
    image = SiteImage.objects.get()
    assert image.file.name.endswith(".webp")
    assert has_no_metadata(image.file.path)
    for spec in ("original", "width-40", "fill-20x20", "max-30x30|format-webp"):
        assert has_no_metadata(image.get_rendition(spec).file.path)


def test_a_stored_image_has_the_dimensions_and_size_of_its_file(client):
    add_one(client, with_gps("JPEG", orientation=6))
    image = SiteImage.objects.get()
    assert (image.width, image.height) == (48, 64)
    assert image.file_size == image.file.size
    assert image.title == "Photo"


def test_the_original_is_not_kept(client, tmp_path):
    add_one(client, with_gps("JPEG"))
    stored = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert stored
    assert all(path.suffix == ".webp" and b"Marque" not in path.read_bytes() for path in stored)


def test_an_image_made_by_code_is_redrawn_too(client):
    image = SiteImage.objects.create(title="Par un script", file=upload(with_gps("PNG"), "a.png"))
    assert has_no_metadata(image.file.path)


@pytest.mark.parametrize("way", WAYS)
def test_a_damaged_image_is_said_not_to_be_valid(client, way):
    response = way(client, picture()[:300])
    assert response.status_code == 200
    text = response.json().get("error_message", "") if way is add_many else response.text
    assert REFUSED in text or REFUSED in text.encode().decode("unicode_escape", "ignore")
    assert not SiteImage.objects.filter(title__in=["Photo", "Après"]).exists()


@pytest.mark.one_database
@pytest.mark.parametrize("way", WAYS)
def test_no_damaged_image_breaks_an_upload(client, way):
    client.raise_request_exception = False
    statuses = {}
    for number, (name, content) in enumerate(damaged(random.Random(11))):
        statuses[number, name] = way(client, content, name).status_code
    assert len(statuses) >= 120
    assert not {key: status for key, status in statuses.items() if status >= 500}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["photo.jfif", "photo.JPE", "photo.mpo"])
def test_a_jpeg_of_another_name_is_kept(client, way, name):
    assert way(client, two_pictures() if name == "photo.mpo" else with_gps(), name).status_code < 400
    assert has_no_metadata(SiteImage.objects.get().file.path)


def test_several_jpegs_of_another_name_may_be_chosen(client):
    assert "jfif" in client.get(reverse("wagtailimages:add_multiple")).text


def test_a_title_from_a_mac_is_composed(client):
    data = {"title": "De\N{COMBINING ACUTE ACCENT}cembre", "file": upload(picture()), "collection": root()}
    client.post(reverse("wagtailimages:add"), data)
    assert SiteImage.objects.get().title == "Décembre"


@pytest.mark.parametrize(
    ("name", "content"),
    [("photo.svg", b"<svg/>"), ("photo.heic", b"x"), ("photo.tiff", picture("TIFF")), ("photo", picture())],
)
def test_other_formats_are_refused_by_name(client, name, content):
    response = add_one(client, content, name)
    assert "JPG, JPEG, PNG, WEBP" in response.text
    assert not SiteImage.objects.exists()


@pytest.mark.parametrize("name", ["photo.heic", "PHOTO.HEIF"])
def test_the_format_of_some_phones_is_refused_with_what_to_do(client, name):
    body = add_one(client, b"x", name).content.decode()
    assert "Cette photo est au format HEIC" in body
    assert "Enregistrez-la en JPEG" in body
    assert not SiteImage.objects.exists()


def test_the_form_says_what_is_kept_of_an_animated_picture(client):
    assert "le site garde la première vue seulement" in client.get(reverse("wagtailimages:add")).content.decode()


def test_a_heavy_image_is_refused(client):
    response = add_one(client, picture() + b"\x00" * (5 * 1024 * 1024))
    assert "trop" in response.text.lower()
    assert not SiteImage.objects.exists()


def test_a_page_can_still_be_saved_without_a_new_file(client):
    image = SiteImage.objects.create(title="Avant", file=upload(picture()))
    before = image.file.name
    client.post(reverse("wagtailimages:edit", args=[image.pk]), {"title": "Un autre titre", "collection": root()})
    image.refresh_from_db()
    assert (image.title, image.file.name) == ("Un autre titre", before)
