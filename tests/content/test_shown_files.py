"""Who may see the files of the editors: nobody outside the admin, until a page that they may read carries them."""

import datetime

import pytest
from django.apps import apps
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    ReferenceIndex,
    Revision,
    Site,
)

from content.admin.roles import ensure_roles
from content.models import HomePage, SiteDocument, SiteImage, SiteRecording, TextPage
from content.serving import live_with_restricted
from tests.content.pictures import picture

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("indexed"),
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:ResourceWarning"),
]
OUTSIDE = ("visitor", "member", "board_member", "referent")
INSIDE = ("editor", "moderator", "superuser")


@pytest.fixture
def home(settings, tmp_path) -> HomePage:
    settings.MEDIA_ROOT = tmp_path
    home = HomePage(title="Accueil", slug="accueil", promise="Ensemble", lede="Entre pairs.")
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": home, "hostname": "localhost"})
    return home


def carrier(home: HomePage, slug: str, *, live: bool) -> TextPage:
    """Return a page that carries the document and the image of the tests."""
    value = {"image": SiteImage.objects.get().pk, "alt_text": "Un dégradé", "caption": ""}
    body = [
        {"type": "document", "value": {"document": SiteDocument.objects.get().pk, "label": ""}},
        {"type": "picture", "value": value},
    ]
    page = home.add_child(instance=TextPage(title=slug.title(), slug=slug, body=body, live=False))
    if live:
        page.save_revision().publish()
    return page


def two_files() -> tuple[SiteDocument, SiteImage]:
    """Return a document and a picture that nothing carries yet."""
    document = SiteDocument.objects.create(title="Notes", file=ContentFile(b"notes", "notes.txt"))
    return document, SiteImage.objects.create(title="Photo", file=SimpleUploadedFile("Prénom.png", picture("PNG")))


@pytest.fixture(params=["document", "picture"])
def address(request, home) -> str:
    """The address of a file that nothing carries yet."""
    document, image = two_files()
    rendition = image.get_rendition("width-800|format-webp")
    return document.url if request.param == "document" else rendition.url


def status(client, address: str, **headers: str) -> int:
    """Return the status of an answer, read to its end."""
    response = client.get(address, headers=headers)
    if response.streaming:
        b"".join(response.streaming_content)  # which closes the file
    return response.status_code


@pytest.mark.parametrize("kind", OUTSIDE)
def test_what_no_page_carries_is_not_found(client_of, address, kind):
    assert status(client_of(kind), address) == 404


@pytest.mark.parametrize("kind", INSIDE)
def test_those_who_write_see_what_no_page_carries(client_of, address, kind):
    assert status(client_of(kind), address) == 200


def test_rights_are_not_enough_without_the_second_factor(people, client, address):
    client.force_login(people.editor)
    assert status(client, address) == 404


def test_a_draft_shows_nothing_of_its_files(client, home, address):
    page = carrier(home, "brouillon", live=False)
    page.save_revision()
    assert status(client, address) == 404


def test_a_published_page_shows_its_files_until_it_is_withdrawn(client, home, address):
    page = carrier(home, "merci", live=True)
    assert status(client, address) == 200
    TextPage.objects.get(pk=page.pk).unpublish()
    assert status(client, address) == 404


def test_a_file_goes_with_its_page(client, home, address):
    page = carrier(home, "merci", live=True)
    TextPage.objects.get(pk=page.pk).delete()
    assert status(client, address) == 404


def test_a_file_goes_with_the_paragraph_that_carried_it(client, home, address):
    page = TextPage.objects.get(pk=carrier(home, "merci", live=True).pk)
    page.body = []
    page.save_revision()
    assert status(client, address) == 200
    page.get_latest_revision().publish()
    assert status(client, address) == 404


def test_a_file_of_a_draft_is_not_shown_by_the_published_version(client, home, address):
    page = home.add_child(instance=TextPage(title="Merci", slug="merci", body=[]))
    other = carrier(home, "modele", live=False)
    page.body = other.body.raw_data
    page.save_revision()
    assert status(client, address) == 404
    page.get_latest_revision().publish()
    assert status(client, address) == 200


def test_one_published_page_of_two_is_enough(client, home, address):
    page = carrier(home, "une", live=True)
    carrier(home, "deux", live=True)
    TextPage.objects.get(pk=page.pk).unpublish()
    assert status(client, address) == 200


def test_a_page_for_members_shows_its_files_to_members(client_of, home, address):
    page = carrier(home, "entre-nous", live=True)
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    assert status(client_of("visitor"), address) == 404
    assert status(client_of("member"), address) == 200


def test_a_file_of_an_open_page_and_of_a_closed_one_is_shown(client, home, address):
    closed = carrier(home, "entre-nous", live=True)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    carrier(home, "ouverte", live=True)
    assert status(client, address) == 200


def test_a_restriction_is_on_its_page_and_on_its_line_and_on_no_other(home, address):
    closed, other = carrier(home, "entre-nous", live=True), carrier(home, "ouverte", live=True)
    PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
    found = live_with_restricted(Page.objects.filter(pk__in=[home.pk, closed.pk, other.pk]))
    assert {page.pk: page.restricted for page in found} == {home.pk: True, closed.pk: True, other.pk: False}


def test_what_was_withdrawn_is_not_said_to_be_unchanged(client, home, address):
    page = carrier(home, "merci", live=True)
    shown = client.get(address)
    b"".join(shown.streaming_content)
    assert "no-cache" in shown["Cache-Control"]
    assert "private" in shown["Cache-Control"]
    known = {"if-modified-since": shown["Last-Modified"]}
    if "ETag" in shown:
        known["if-none-match"] = shown["ETag"]
    assert status(client, address, **known) == 304
    TextPage.objects.get(pk=page.pk).unpublish()
    assert status(client, address, **known) == 404


@pytest.mark.parametrize(("kind", "expected"), [*((kind, 404) for kind in OUTSIDE), *((kind, 200) for kind in INSIDE)])
def test_a_picture_as_it_is_kept_is_for_those_who_write(client_of, home, kind, expected):
    image = SiteImage.objects.create(title="Photo", file=SimpleUploadedFile("a.png", picture("PNG")))
    SiteDocument.objects.create(title="Notes", file=ContentFile(b"notes", "notes.txt"))
    carrier(home, "merci", live=True)
    assert status(client_of(kind), image.file.url) == expected


def test_the_address_of_a_picture_tells_nothing_of_the_file(home):
    image = SiteImage.objects.create(title="Photo", file=SimpleUploadedFile("Jeanne Dupont.png", picture("PNG")))
    assert "eanne" not in image.get_rendition("width-800|format-webp").url + image.file.url


def test_a_closed_collection_tells_nothing_of_a_document_that_no_page_carries(client, home):
    document = SiteDocument.objects.create(title="Notes", file=ContentFile(b"notes", "notes.txt"))
    CollectionViewRestriction.objects.create(
        collection=Collection.get_first_root_node(), restriction_type="password", password="secret"
    )
    assert status(client, document.url) == 404


def test_a_file_is_shown_in_few_queries(client, home, address, django_assert_max_num_queries):
    for number in range(5):
        carrier(home, f"page-{number}", live=True)
    status(client, address)
    with django_assert_max_num_queries(4):  # the file, its pages, and two of Wagtail’s on its collection
        assert status(client, address) == 200


def test_the_admin_says_where_a_file_is_used(client_of, home, address):
    carrier(home, "merci", live=True)
    usage = reverse("wagtaildocs:document_usage", args=[SiteDocument.objects.get().pk])
    assert "Merci" in client_of("moderator").get(usage).text


def test_pages_alone_carry_files():
    """`carrying` looks for pages: what else may carry a file has to be looked for there too."""
    carriers = set()
    for model in apps.get_models():
        targets = {field.related_model for field in model._meta.get_fields() if field.many_to_one}
        if {SiteImage, SiteDocument, SiteRecording} & targets and ReferenceIndex.is_indexed(model):
            carriers.add(model.__name__)
    assert carriers <= {"SiteRendition"}


EDITED = {"picture": ("wagtailimages", SiteImage), "document": ("wagtaildocs", SiteDocument)}


@pytest.fixture(params=EDITED)
def own(request, home, people):
    """A file that the editor added, and the addresses of its form and of its deletion."""
    ensure_roles()
    two_files()
    name, model = EDITED[request.param]
    model.objects.update(uploaded_by_user=people.editor)
    file = model.objects.get()
    return file, *(reverse(f"{name}:{act}", args=[file.pk]) for act in ("edit", "delete"))


def test_whoever_added_a_file_changes_it_until_a_published_page_carries_it(client_of, home, own):
    """They would put another in its place, which nobody reads first."""
    file, form, deletion = own
    editor = client_of("editor")
    page = carrier(home, "page", live=False)
    assert editor.get(form).status_code == 200
    page.save_revision().publish()
    before = (file.file.name, file.title)
    for address in (form, deletion):
        assert editor.post(address, {"title": "Autre", "file": ContentFile(b"x", "x.png")}).status_code == 302
    file.refresh_from_db()
    assert (file.file.name, file.title) == before
    kind = file._meta
    several = reverse("wagtail_bulk_action", args=[kind.app_label, kind.model_name, "delete"])
    editor.post(f"{several}?id={file.pk}")
    assert type(file).objects.filter(pk=file.pk).exists()
    assert client_of("moderator").get(form).status_code == 200
    Page.objects.get(pk=page.pk).unpublish()
    assert editor.get(form).status_code == 200


@pytest.mark.parametrize("how", ["in review", "at its hour", "a draft of a published page in review"])
def test_whoever_added_a_file_does_not_change_it_while_somebody_reads_a_page_with_it(client_of, home, own, people, how):
    file, form, _ = own
    editor = client_of("editor")
    page = carrier(home, "page", live=False)
    if how == "a draft of a published page in review":
        body, page.body = page.body, []
        page.save_revision().publish()
        page = TextPage.objects.get(pk=page.pk)
        page.body = body
    version = page.save_revision()
    assert editor.get(form).status_code == 200
    if how == "at its hour":
        Revision.objects.filter(pk=version.pk).update(approved_go_live_at=timezone.now() + datetime.timedelta(days=1))
    else:
        page.get_workflow().start(page, people.editor)
    before = (file.file.name, file.title)
    assert editor.post(form, {"title": "Autre", "file": ContentFile(b"x", "x.png")}).status_code == 302
    file.refresh_from_db()
    assert (file.file.name, file.title) == before
    assert client_of("moderator").get(form).status_code == 200
    if how != "at its hour":  # stopped, a review begins again on the same text, which somebody may still have open
        page.current_workflow_state.cancel(user=people.editor)
        assert editor.get(form).status_code == 302
        version.delete()
        assert editor.get(form).status_code == 200


def test_whoever_added_a_file_does_not_change_it_under_a_page_that_is_not_there_yet(client_of, home, own):
    """Nobody reads the page: the one above it is not published. Once it is, it comes with the file that was read."""
    file, form, _ = own
    carrier(home, "page", live=True)
    Page.objects.filter(pk=home.pk).update(live=False)
    assert client_of("editor").post(form, {"title": "Autre", "file": ContentFile(b"x", "x.png")}).status_code == 302
    before = file.file.name
    file.refresh_from_db()
    assert file.file.name == before
    assert client_of("moderator").get(form).status_code == 200
