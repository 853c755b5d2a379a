"""A disk without room for a file: nothing of it stays, and the editor is told to try again."""

import contextlib
import errno
from pathlib import Path
from unittest import mock

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError
from django.db.models import Model
from django.urls import reverse
from wagtail.models import Collection

from content.models import SiteDocument, SiteImage
from tests.content.pictures import with_gps

pytestmark = pytest.mark.django_db
UPLOADS = {
    "wagtaildocs:add": ("compte-rendu.txt", b"On compte."),
    "wagtailimages:add": ("photo.jpg", with_gps("JPEG")),
}


class Full:
    """A file whose disk takes one byte, then no more."""

    def __init__(self, file):
        self._file = file

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()

    def writelines(self, chunks):
        self._file.write(next(iter(chunks))[:1])
        self._file.flush()
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.fixture
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def editor(client_of, media):
    client = client_of("superuser")
    client.raise_request_exception = False
    return client


def full_disk():
    opened = Path.open
    return mock.patch("config.media_storage.Path.open", lambda path, mode: Full(opened(path, mode)))


def files_of(media):
    return [path for path in media.rglob("*") if path.is_file()]


def send(client, address):
    data = {"title": "Titre", "file": SimpleUploadedFile(*UPLOADS[address])}
    return client.post(reverse(address), {**data, "collection": Collection.get_first_root_node().pk})


@pytest.mark.parametrize("address", UPLOADS)
def test_nothing_stays_of_an_upload_without_room_for_it(editor, media, address):
    with full_disk():
        response = send(editor, address)
    assert response.status_code == 503
    assert "Le site se repose un instant" in response.text
    assert "renvoyer le formulaire" in response.text
    assert not SiteDocument.objects.exists()
    assert not SiteImage.objects.exists()
    assert files_of(media) == []
    assert send(editor, address).status_code == 302, "once there is room"
    assert len(files_of(media)) == 1


@pytest.mark.parametrize("address", UPLOADS)
@pytest.mark.parametrize("act", ["_do_insert", "save_base"])
def test_nothing_stays_of_an_upload_that_the_database_refuses(editor, media, address, act):
    with refused(act):
        assert send(editor, address).status_code == 503
    assert files_of(media) == []


@contextlib.contextmanager
def refused(act):
    """Refuse a row as it is written, or once it is, in the transaction: what a full SQLite says when it commits."""

    def refuse(instance, *args, **kwargs):
        if act == "save_base":
            Model.save_base(instance, *args, **kwargs)
        raise OperationalError("database or disk is full")

    with mock.patch.object(SiteImage, act, refuse), mock.patch.object(SiteDocument, act, refuse):
        yield


@pytest.mark.parametrize("name", ["avant.txt", "apres.txt"])
@pytest.mark.parametrize("failing", [full_disk, lambda: refused("save_base")])
def test_a_document_that_cannot_be_replaced_stays_as_it_was(editor, media, failing, name):
    document = SiteDocument.objects.create(title="Avant", file=ContentFile(b"avant", "avant.txt"))
    data = {"title": "Après", "file": SimpleUploadedFile(name, b"apres"), "collection": document.collection_id}
    with failing():
        assert editor.post(reverse("wagtaildocs:edit", args=[document.pk]), data).status_code == 503
    with SiteDocument.objects.get(title="Avant").open_file() as kept:
        assert kept.read() == b"avant"
    assert len(files_of(media)) == 1


def test_an_upload_too_large_for_memory_is_refused_in_the_same_words(editor, media, settings):
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 0
    refusal = OSError(errno.ENOSPC, "No space left on device")
    heavy = SimpleUploadedFile("notes.txt", b"notes")
    with mock.patch("django.core.files.uploadhandler.TemporaryUploadedFile", side_effect=refusal):
        response = editor.post(reverse("wagtaildocs:add"), {"title": "Titre", "file": heavy})
    assert response.status_code == 503
    assert "Le site se repose un instant" in response.text


def test_nothing_stays_of_a_picture_drawn_smaller_without_room_for_it(media):
    image = SiteImage.objects.create(title="Photo", file=ContentFile(with_gps("JPEG"), "photo.jpg"))
    drawn = ContentFile(with_gps("JPEG"), "photo.width-8.jpg")  # Wagtail leaves its own open when it cannot be stored
    with mock.patch.object(SiteImage, "generate_rendition_file", return_value=drawn):
        with full_disk(), pytest.raises(OSError, match="No space left"):
            image.get_rendition("width-8|format-jpeg")
        assert len(files_of(media)) == 1
        assert image.get_rendition("width-8|format-jpeg").file.size


@pytest.mark.parametrize("name", ["avant.txt", "apres.txt"])
def test_a_document_is_replaced_by_another_under_its_own_name(editor, media, name):
    document = SiteDocument.objects.create(title="Avant", file=ContentFile(b"avant", "avant.txt"))
    data = {"title": "Après", "file": SimpleUploadedFile(name, b"apres"), "collection": document.collection_id}
    assert editor.post(reverse("wagtaildocs:edit", args=[document.pk]), data).status_code == 302
    document = SiteDocument.objects.get()
    assert document.filename == name
    with document.open_file() as kept:
        assert kept.read() == b"apres"
    assert len(files_of(media)) == 1


def test_a_file_of_several_pieces_is_stored_whole(media):
    content = b"x" * 200_000
    document = SiteDocument.objects.create(title="Long", file=ContentFile(content, "long.txt"))
    twin = SiteDocument.objects.create(title="Long", file=ContentFile(b"autre", "long.txt"))
    assert document.file.name != twin.file.name
    with document.open_file() as kept:
        assert kept.read() == content
