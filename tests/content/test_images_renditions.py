"""Renditions of the pictures of a page: made at its publication, never by a reader."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import Page, Site

from content.models import HomePage, SiteImage, SiteRendition, TextPage
from tests.content.pictures import picture

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:ResourceWarning"),
]


@pytest.fixture
def page(settings, tmp_path) -> TextPage:
    settings.MEDIA_ROOT = tmp_path
    home = HomePage(title="Accueil", slug="accueil", promise="Ensemble", lede="Entre pairs.")
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": home, "hostname": "localhost"})
    image = SiteImage.objects.create(
        title="Photo", file=SimpleUploadedFile("a.jpg", picture(size=(1200, 900))), credit="Une amie"
    )
    value = {"image": image.pk, "alt_text": "Un dégradé", "caption": ""}
    body = [{"type": "picture", "value": value}]
    return home.add_child(instance=TextPage(title="Merci", slug="merci", body=body, live=False))


def test_publishing_draws_the_pictures(page):
    assert not SiteRendition.objects.exists()
    page.save_revision().publish()
    rendition = SiteRendition.objects.get()
    assert (rendition.width, rendition.height) == (800, 600)
    assert rendition.file.name.endswith(".webp")


def test_reading_makes_nothing_more(page, client):
    page.save_revision().publish()
    text = client.get("/merci/").text
    assert SiteRendition.objects.get().url in text
    assert 'alt="Un dégradé"' in text
    assert SiteRendition.objects.count() == 1


def test_a_deleted_picture_does_not_stop_a_publication(page):
    SiteImage.objects.all().delete()
    TextPage.objects.get(pk=page.pk).save_revision().publish()
    assert not SiteRendition.objects.exists()
