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
    made = SiteRendition.objects.all()
    assert {(each.width, each.height) for each in made} == {(800, 600)}
    assert {each.file.name.rpartition(".")[2] for each in made} == {"webp", "jpg"}


def test_reading_makes_nothing_more(page, client):
    page.save_revision().publish()
    text = client.get("/merci/").text
    made = {each.file.name.rpartition(".")[2]: each.url for each in SiteRendition.objects.all()}
    assert f'<source type="image/webp" srcset="{made["webp"]}">' in text
    assert f'<img src="{made["jpg"]}" width="800" height="600" alt="Un dégradé"' in text
    assert SiteRendition.objects.count() == 2


@pytest.mark.parametrize(
    ("caption", "said"), [("", "Crédit\xa0: Une amie."), ("Le jardin", "Le jardin Crédit\xa0: Une amie.")]
)
def test_a_figure_is_named_by_its_words(page, client, caption, said):
    value = {**page.body.raw_data[0]["value"], "caption": caption}
    page.body = [("picture", page.body.stream_block.child_blocks["picture"].to_python(value))]
    page.save_revision().publish()
    assert f'<figure role="figure" aria-label="{said}">' in client.get("/merci/").text.replace("&nbsp;", "\xa0")


def test_a_deleted_picture_does_not_stop_a_publication(page):
    SiteImage.objects.all().delete()
    TextPage.objects.get(pk=page.pk).save_revision().publish()
    assert not SiteRendition.objects.exists()
