"""Pictures, documents and recordings in a bucket: as private as on the disk; saved, restored, erased with the rest."""

import gc
import logging
from pathlib import Path

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from moto.server import ThreadedMotoServer
from wagtail.models import Collection

from config import checks
from config.backups import archive
from config.bucket_storage import BucketStorage
from config.settings_parts import environment, services
from content.models import SiteDocument, SiteImage, SiteRecording, SiteRendition
from courses.models import LessonPage
from lib.stores import StoreAwayError
from tests.config.test_settings import start
from tests.content.documents import pdf
from tests.content.pictures import picture
from tests.content.recordings import recording_made, shown_in, wav
from tests.courses.factories import build_site, module_with

pytestmark = [  # Wagtail leaves the files that it reads to the collector
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:ResourceWarning"),
]
NAME, KEYS = "entrepairs-essai", ("testing", "test/ing")
OURS_ALONE = ("127.0.0.1:", "X-Amz", "Signature", NAME, KEYS[0])


@pytest.fixture(scope="module")
def server():
    """Run a store on this machine."""
    logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
    running = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    running.start()
    yield "http://{}:{}".format(*running.get_host_and_port())
    running.stop()


@pytest.fixture
def bucket(server, settings, monkeypatch, tmp_path):
    """Keep the files of the site in an empty bucket; return boto3's own view of it."""
    address = server.replace("//", f"//{KEYS[0]}:{KEYS[1].replace('/', '%2F')}@")
    monkeypatch.setenv("MEDIA_STORE", f"{address}/{NAME}?region=us-east-1")
    settings.MEDIA_ROOT = tmp_path / "disk"
    settings.STORAGES = settings.STORAGES | {"default": services.media("MEDIA_STORE")}
    made = boto3.resource(
        "s3", endpoint_url=server, aws_access_key_id="x", aws_secret_access_key="y", region_name="us-east-1"
    ).Bucket(NAME)
    made.create()
    yield made
    made.objects.all().delete()
    made.delete()
    made.meta.client.close()
    gc.collect()  # what Wagtail left open ends here, not in the middle of another test


@pytest.fixture
def lesson(db) -> LessonPage:
    return LessonPage.objects.child_of(module_with(build_site(), lessons=1)).get()


def away(settings) -> None:
    """Let nobody answer for the store any more."""
    options = settings.STORAGES["default"]["OPTIONS"] | {"endpoint_url": "http://127.0.0.1:9"}
    settings.STORAGES = settings.STORAGES | {"default": settings.STORAGES["default"] | {"OPTIONS": options}}


def names(bucket) -> list[str]:
    return sorted(each.key for each in bucket.objects.all())


def content_of(answer) -> bytes:
    """Read a whole answer, which gives the connection of the store back."""
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def send(client, name: str = "tableau.pdf"):
    root = Collection.get_first_root_node().pk
    data = {"title": "Tableau", "file": SimpleUploadedFile(name, pdf()), "collection": root}
    return client.post(reverse("wagtaildocs:add"), data)


def test_a_file_comes_back_by_its_own_address_and_two_never_meet(bucket):
    storage = storages["default"]
    assert isinstance(storage, BucketStorage)
    one, other = (storage.save("documents/a b.pdf", ContentFile(text)) for text in (b"one", b"other"))
    assert one != other
    assert one.rpartition("/")[2] == "a b.pdf"
    with storage.open(one) as first, storage.open(other) as second:
        assert (first.read(), second.read()) == (b"one", b"other")
    assert storage.url(one) == "/media/" + one.replace(" ", "%20")
    assert len(storage.get_available_name("documents/" + "x" * 300 + ".pdf", 100)) == 100
    with pytest.raises(FileNotFoundError):
        storage.open("documents/nothing")


@pytest.mark.django_db
@pytest.mark.usefixtures("indexed")
def test_a_recording_is_private_then_sent_by_the_site_in_parts(bucket, lesson):
    sound = wav(2, described=False)
    recording = recording_made(content=sound)
    assert Client().get(recording.url).status_code == 404
    shown_in(lesson, recording)
    whole = Client().get(recording.url)
    assert (whole.status_code, content_of(whole)) == (200, sound)
    part = Client().get(recording.url, headers={"Range": "bytes=100-199"})
    assert (part.status_code, content_of(part)) == (206, sound[100:200])
    assert part.headers["Content-Range"] == f"bytes 100-199/{len(sound)}"
    assert not [word for word in OURS_ALONE for answer in (whole, part) if word in str(answer.headers)]


@pytest.mark.django_db
@pytest.mark.usefixtures("indexed")
def test_no_page_and_no_answer_tells_where_the_files_are(bucket, client_of):
    editor = client_of("superuser")
    assert send(editor).status_code == 302
    document = SiteDocument.objects.get()
    image = SiteImage.objects.create(title="Photo", file=SimpleUploadedFile("a.jpg", picture(size=(900, 700))))
    rendition = image.get_rendition("fill-100x100|format-webp")
    pages = [editor.get(reverse(f"wagtail{kind}:index")) for kind in ("docs", "images")]
    files = [editor.get(address) for address in (document.url, rendition.url, image.file.url)]
    assert [answer.status_code for answer in (*pages, *files)] == [200] * 5
    assert content_of(files[1]) == bucket.Object(rendition.file.name).get()["Body"].read()
    assert document.filename == "tableau.pdf"
    told = "".join([answer.text for answer in pages] + [str(answer.headers) for answer in (*pages, *files)])
    assert not [word for word in OURS_ALONE if word in told]
    for answer in files:
        content_of(answer)
    assert [Client().get(address).status_code for address in (document.url, rendition.url, image.file.url)] == [404] * 3


@pytest.mark.django_db
def test_a_picture_that_has_not_changed_is_not_sent_again(bucket, client_of):
    editor = client_of("superuser")
    image = SiteImage.objects.create(title="Photo", file=SimpleUploadedFile("a.jpg", picture()))
    first = editor.get(image.file.url)
    assert content_of(first)
    again = editor.get(image.file.url, headers={"If-Modified-Since": first.headers["Last-Modified"]})
    assert again.status_code == 304


@pytest.mark.django_db
def test_what_is_deleted_leaves_the_bucket(bucket, client_of, django_capture_on_commit_callbacks):
    editor = client_of("superuser")
    send(editor)
    image = SiteImage.objects.create(title="Photo", file=SimpleUploadedFile("a.jpg", picture(size=(900, 700))))
    image.get_rendition("fill-100x100")
    assert len(names(bucket)) == 3
    with django_capture_on_commit_callbacks(execute=True):
        editor.post(reverse("wagtaildocs:delete", args=[SiteDocument.objects.get().pk]))
        editor.post(reverse("wagtailimages:delete", args=[image.pk]))
    assert not SiteRendition.objects.exists()
    assert names(bucket) == []


@pytest.mark.django_db
def test_a_request_that_fails_leaves_the_bucket_as_it_was(bucket, client_of, monkeypatch):
    editor = client_of("superuser")
    send(editor)
    before = names(bucket)
    document = SiteDocument.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr(SiteDocument, "save", lambda *_args, **_kwargs: 1 / 0)
        broken.setattr(editor, "raise_request_exception", False)
        assert send(editor, "autre.pdf").status_code == 500
    assert names(bucket) == before
    assert content_of(editor.get(document.url)) == bucket.Object(before[0]).get()["Body"].read()


@pytest.mark.django_db(transaction=True)
def test_a_backup_holds_the_bucket_and_brings_it_back(bucket, tmp_path):
    kept = SiteRecording.objects.create(title="Son", type="audio", file=ContentFile(wav(), "son.wav"))
    before = bucket.Object(kept.file.name).get()["Body"].read()
    path = archive.make(tmp_path / "backups")
    call_command("verify_backup", path)
    kept.file.storage.remove(kept.file.name)
    late = storages["default"].save("documents/late.pdf", ContentFile(b"late"))
    call_command("restore", path, replace=True)
    assert names(bucket) == [kept.file.name]
    assert bucket.Object(kept.file.name).get()["Body"].read() == before
    assert late not in names(bucket)
    assert not list(Path(tmp_path / "disk").rglob("*.wav")), "nothing stays on the disk"


@pytest.mark.django_db(transaction=True)
def test_a_restoration_that_fails_takes_back_what_it_sent(bucket, tmp_path, monkeypatch):
    kept = SiteRecording.objects.create(title="Son", type="audio", file=ContentFile(wav(), "son.wav"))
    path = archive.make(tmp_path / "backups")
    kept.file.storage.remove(kept.file.name)
    monkeypatch.setattr(type(archive.current_kind()), "put_back", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        archive.restore(path, replace=True)
    assert names(bucket) == []


@pytest.mark.django_db(transaction=True)
def test_a_backup_without_its_files_is_refused(bucket, tmp_path, settings):
    away(settings)
    with pytest.raises(CommandError, match="MEDIA_STORE"):
        call_command("backup", tmp_path / "backups")
    assert not list((tmp_path / "backups").glob("*.tar"))


@pytest.mark.django_db
@pytest.mark.usefixtures("indexed")
def test_a_store_that_is_away_is_a_plain_503(bucket, settings, lesson):
    recording = recording_made()
    shown_in(lesson, recording)
    away(settings)
    with pytest.raises(StoreAwayError):
        storages["default"].exists("documents/a.pdf")
    answer = Client().get(recording.url)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]


@pytest.mark.parametrize(
    "address",
    [
        "http://key:secret@s3.exemple.org/medias",
        "https://s3.exemple.org/medias",
        "https://key:secret@s3.exemple.org/",
        "https://key:secret@s3.exemple.org/Medias/autre",
        "s3://key:secret@medias",
    ],
)
def test_an_address_that_is_no_store_or_is_not_encrypted_stops_the_start_unquoted(tmp_path, address):
    done = start(tmp_path, MEDIA_STORE=address)
    assert done.returncode != 0
    assert "MEDIA_STORE is https://key:secret@host/bucket?region=…" in done.stderr
    assert "key:secret@s3" not in done.stderr


def test_the_packages_of_a_bucket_are_asked_for_by_name(monkeypatch):
    monkeypatch.setenv("MEDIA_STORE", "https://key:secret@s3.exemple.org/medias")
    monkeypatch.setattr(services, "find_spec", lambda _name: None)
    assert services.media("MEDIA_STORE")["BACKEND"] == "config.media_storage.WholeFileStorage"
    with pytest.raises(environment.ImpossibleSettingsError, match=r"requirements/s3\.txt"):
        environment.settle()


def test_the_certificate_of_a_store_is_verified_and_its_keys_are_read_here_alone(monkeypatch):
    monkeypatch.setenv("MEDIA_STORE", "https://key:s%2Fecret@s3.exemple.org/medias?region=fr-par")
    monkeypatch.setenv("AWS_SESSION_TOKEN", "of another program")
    storage = BucketStorage(**services.media("MEDIA_STORE")["OPTIONS"])
    assert (storage.access_key, storage.secret_key, storage.region_name) == ("key", "s/ecret", "fr-par")
    assert storage.endpoint_url == "https://s3.exemple.org"
    assert storage.verify is None, "botocore's default: the certificate is verified"
    assert storage.security_token is None
    assert storage.default_acl is None


def test_without_a_store_the_files_are_on_the_disk(tmp_path):
    assert start(tmp_path, MEDIA_STORE="").returncode == 0
    assert services.media("NO_SUCH_SETTING")["BACKEND"] == "config.media_storage.WholeFileStorage"


def found() -> list[str]:
    return [each.id for each in checks.private_bucket(None)]


def test_the_check_refuses_a_bucket_that_strangers_list(bucket, monkeypatch):
    assert found() == ["entrepairs.E004"], "the store of the tests asks nobody for a key"
    monkeypatch.setattr(checks.urllib.request, "urlopen", lambda *_, **__: (_ for _ in ()).throw(OSError("403")))
    assert found() == []


def test_the_check_says_that_a_store_does_not_answer_and_nothing_of_a_disk(bucket, settings):
    away(settings)
    assert found() == ["entrepairs.W006"]
    settings.STORAGES = settings.STORAGES | {"default": services.media("NO_SUCH_SETTING")}
    assert found() == []
