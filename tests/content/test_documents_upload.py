"""Documents through the admin's own upload forms: add, several at once, chooser, replacement."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from wagtail.models import Collection

from content.documents.refusals import NOTES, PROTECTED, UNREADABLE, RefusedDocumentError
from content.models import SiteDocument
from tests.content.documents import EXCEL, NAME, WORD, pdf, unzipped, zipped

pytestmark = pytest.mark.django_db
AJAX = {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}
COMMENTED = zipped({**WORD, "word/comments.xml": f'<w:comments><w:comment w:author="{NAME}"/></w:comments>'})


@pytest.fixture
def client(client_of, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return client_of("superuser")


def root() -> int:
    return Collection.get_first_root_node().pk


def add_document(client, name: str, content: bytes):
    data = {"title": "Document", "file": SimpleUploadedFile(name, content), "collection": root()}
    return client.post(reverse("wagtaildocs:add"), data)


def add_many(client, name: str, content: bytes):
    data = {"title": "Document", "files[]": SimpleUploadedFile(name, content), "collection": root()}
    return client.post(reverse("wagtaildocs:add_multiple"), data, **AJAX)


def add_in_chooser(client, name: str, content: bytes):
    data = {
        "document-chooser-upload-title": "Document",
        "document-chooser-upload-file": SimpleUploadedFile(name, content),
        "document-chooser-upload-collection": root(),
    }
    return client.post(reverse("wagtaildocs_chooser:create"), data)


def replace(client, name: str, content: bytes):
    document = SiteDocument.objects.create(title="Avant", file=ContentFile(b"avant", "avant.txt"))
    data = {"title": "Après", "file": SimpleUploadedFile(name, content), "collection": root()}
    return client.post(reverse("wagtaildocs:edit", args=[document.pk]), data)


WAYS = [add_document, add_many, add_in_chooser, replace]


@pytest.mark.parametrize("way", WAYS)
def test_no_way_to_upload_keeps_a_name(client, way):
    assert way(client, "notes.docx", zipped(WORD)).status_code < 400
    document = SiteDocument.objects.get()
    with document.open_file() as stored:
        content = stored.read()
    assert "docProps/core.xml" not in unzipped(content)
    assert NAME.encode() not in b"".join(unzipped(content).values())
    assert document.file_size == len(content)


@pytest.mark.parametrize("way", WAYS)
def test_a_document_that_cannot_be_cleaned_is_refused_in_words(client, way, tmp_path):
    response = way(client, "notes.docx", COMMENTED)
    assert response.status_code == 200
    text = response.json()["error_message"] if way is add_many else response.text
    assert NOTES in text or NOTES in text.encode().decode("unicode_escape", "ignore")
    assert not SiteDocument.objects.filter(title__in=["Document", "Après"]).exists()
    assert not list(tmp_path.rglob("*.docx"))


def test_what_was_typed_beside_a_refused_document_is_not_lost(client):
    data = {"title": "Mon compte rendu", "file": SimpleUploadedFile("a.pdf", pdf(password="x")), "collection": root()}
    response = client.post(reverse("wagtaildocs:add"), data)
    assert PROTECTED in response.text
    assert 'value="Mon compte rendu"' in response.text


def test_a_document_made_by_code_is_cleaned_too(client):
    document = SiteDocument.objects.create(title="Par un script", file=ContentFile(zipped(WORD), "a.docx"))
    with document.open_file() as stored:
        assert "docProps/core.xml" not in unzipped(stored.read())
    with pytest.raises(RefusedDocumentError):
        SiteDocument.objects.create(title="Par un script", file=ContentFile(COMMENTED, "a.docx"))


def test_the_title_changes_without_a_new_file(client):
    document = SiteDocument.objects.create(title="Avant", file=ContentFile(b"avant", "avant.txt"))
    client.post(reverse("wagtaildocs:edit", args=[document.pk]), {"title": "Après", "collection": root()})
    changed = SiteDocument.objects.get()
    assert (changed.title, changed.file.name) == ("Après", document.file.name)


@pytest.mark.parametrize("way", WAYS)
def test_a_name_from_a_mac_keeps_its_letters(client, way):
    name = "Cœur – l’AG de\N{COMBINING ACUTE ACCENT}cembre.txt"
    way(client, name, b"notes")
    document = SiteDocument.objects.get()
    assert document.filename == "Coeur_-_l-AG_décembre.txt"
    response = client.get(document.url)
    assert "Coeur_-_l-AG_d%C3%A9cembre.txt" in response["Content-Disposition"]
    b"".join(response.streaming_content)


def test_editors_are_told_that_the_name_of_a_file_is_read(client):
    for screen in ("wagtaildocs:add", "wagtaildocs:add_multiple", "wagtaildocs_chooser:choose"):
        assert "Le nom du fichier se lit dans son adresse" in client.get(reverse(screen)).text


def test_a_title_from_a_mac_is_composed(client):
    data = {
        "title": "De\N{COMBINING ACUTE ACCENT}cembre",
        "file": SimpleUploadedFile("a.txt", b"a"),
        "collection": root(),
    }
    client.post(reverse("wagtaildocs:add"), data)
    assert SiteDocument.objects.get().title == "Décembre"


@pytest.mark.parametrize("name", ["a.docx", "a.pdf"])
def test_a_damaged_document_is_refused_in_words(client, name):
    assert UNREADABLE in add_document(client, name, b"%PDF-1.4").text


@pytest.mark.parametrize(("name", "content"), [("a.txt", b""), ("a.docx", COMMENTED)])
@pytest.mark.parametrize("way", WAYS)
def test_a_refused_document_is_refused_in_one_sentence(client, way, name, content):
    said = "Le fichier soumis est vide." if content == b"" else NOTES
    response = way(client, name, content)
    if way is add_many:
        assert response.json()["error_message"] == said
    else:
        form = response.context["creation_form" if way is add_in_chooser else "form"]
        assert list(form.errors.values()) == [[said]]


@pytest.mark.parametrize("name", ["page.html", "dessin.svg", "script.js", "a.exe", "sans"])
def test_a_document_of_another_kind_is_refused(client, name):
    assert add_document(client, name, b"x").status_code == 200
    assert not SiteDocument.objects.exists()


def test_a_heavy_document_is_refused_in_words(client):
    response = add_document(client, "a.pdf", b"\x00" * (10 * 1024 * 1024 + 1))
    assert "volumineux" in response.text or "trop" in response.text
    assert not SiteDocument.objects.exists()


@pytest.mark.parametrize(
    ("name", "content"), [("guide.pdf", pdf()), ("notes.txt", b"notes"), ("comptes.xlsx", zipped(EXCEL))]
)
def test_a_document_is_a_download_and_nothing_else(client, name, content):
    add_document(client, name, content)
    response = client.get(SiteDocument.objects.get().url)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Content-Encoding" not in response.headers
    assert "default-src 'none'" in response["Content-Security-Policy"]
    b"".join(response.streaming_content)
    response.close()


def test_what_a_document_says_in_its_refusal_is_no_markup(client):
    """The page that takes several documents writes the sentence as it comes."""
    evil = '<w:document><w:fldSimple w:instr="&lt;img/src=x/onerror=alert(1)&gt;&amp;lt;b&quot;"/></w:document>'
    said = add_many(client, "a.docx", zipped({**WORD, "word/document.xml": evil})).json()["error_message"]
    assert "« IMG/SRC=X/ONERROR=ALERT(1)  LT;B »" in said
    assert not {"<", ">", "&", '"', "'"} & set(said)
