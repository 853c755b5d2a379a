"""Every block of text, as readers see it."""

from collections.abc import Iterator

import pytest
from django.core.files.base import ContentFile
from wagtail.blocks import Block, FieldBlock, ListBlock
from wagtail.fields import StreamField
from wagtail.models import Page, Site, get_page_models

from content.blocks import (
    BriefBlock,
    CallBlock,
    EasyReadBodyBlock,
    ExampleBlock,
    GlossaryBlock,
    StepsBlock,
    TextBlock,
    ToDoBlock,
    WarningBlock,
)
from content.models import HomePage, SiteImage, Term, TextPage
from tests.content.pictures import picture
from tests.courses.factories import text_block

RICH = "<p>Une phrase.</p>"


def shown(block, value) -> str:
    return block.render(block.to_python(value))


@pytest.mark.parametrize(
    ("block", "value", "words"),
    [
        (BriefBlock(), {"points": ["Un point."]}, ["En bref", "Un point."]),
        (TextBlock(), {"heading": "Titre", "text": RICH}, ["<h2>Titre</h2>", RICH]),
        (TextBlock(), {"heading": "", "text": RICH}, [RICH]),
        (ExampleBlock(), {"title": "", "text": RICH}, ["Un exemple", RICH]),
        (ExampleBlock(), {"title": "le ticket", "text": RICH}, ["le ticket"]),
        (StepsBlock(), {"title": "", "steps": ["Un.", "Deux."]}, ["Pas à pas", "<span>Un.</span>"]),
        (ToDoBlock(), {"text": RICH}, ["À faire", RICH]),
        (WarningBlock(), {"text": RICH}, ["Attention", RICH]),
        (CallBlock(), {"who": "Idées de suicide", "number": "3114", "when": "Jour et nuit.", "link": ""}, ["3114"]),
        (CallBlock(), {"who": "Point-justice", "link": "https://exemple.fr"}, ['href="https://exemple.fr"']),
    ],
)
def test_a_block_shows_its_words(block, value, words):
    html = shown(block, value)
    for word in words:
        assert word in html


@pytest.mark.parametrize(("meaning_here", "said"), [("", "Agence."), ("Le bureau.", "Le bureau.")])
def test_a_word_shows_the_meaning_of_all_or_its_own(meaning_here, said):
    value = {"term": Term(word="ARS", meaning="Agence."), "meaning_here": meaning_here}
    html = GlossaryBlock().render(GlossaryBlock().normalize(value))
    assert "<dfn>ARS</dfn>" in html and f"<dd>{said}</dd>" in html


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "🙂", "‮abc", "x" * 200])
def test_plain_words_are_never_markup(text):
    html = shown(BriefBlock(), {"points": [text]})
    assert "<script>" not in html


def test_easy_sentences_stand_one_a_line():
    assert shown(EasyReadBodyBlock(), [{"type": "sentences", "value": ["Une.", "Deux."]}]).count("<p") == 2


@pytest.mark.filterwarnings(
    "ignore::pytest.PytestUnraisableExceptionWarning"
)  # Wagtail leaves its rendition's file open
@pytest.mark.django_db
def test_a_picture_has_its_words_and_its_size():
    image = SiteImage.objects.create(title="Une image", file=ContentFile(picture(), "image.jpg"), credit="Une personne")
    block = EasyReadBodyBlock().child_blocks["picture"]
    html = shown(block, {"image": image.pk, "alt_text": "Une table", "caption": "La table"})
    assert 'alt="Une table"' in html
    assert 'width="' in html
    assert "Crédit&nbsp;: Une personne." in html


@pytest.mark.django_db
def test_a_text_page_shows_its_blocks(client):
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Accueil", slug="maison", promise="P", lede="L"))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": home})
    home.add_child(instance=TextPage(title="Merci", slug="merci", body=[text_block("Bonjour.")]))
    response = client.get("/merci/")
    assert "Bonjour." in response.content.decode()
    assert not response.cookies


def _within(block: Block) -> Iterator[Block]:
    yield block
    inside = getattr(block, "child_blocks", {}).values() if hasattr(block, "child_blocks") else ()
    for each in [*inside, *([block.child_block] if hasattr(block, "child_block") else [])]:
        yield from _within(each)


def test_the_items_of_every_list_have_a_name_in_the_editor():
    streams = [field for model in get_page_models() for field in model._meta.fields if isinstance(field, StreamField)]
    lists = [block for field in streams for block in _within(field.stream_block) if isinstance(block, ListBlock)]
    lines = [block.child_block for block in lists if isinstance(block.child_block, FieldBlock)]
    assert lines
    assert {line.field.widget.attrs.get("aria-label") for line in lines} == {
        *("Phrase", "Étape", "Réponse juste", "Colonne"),
    }
    form = lines[0].field.widget.render("une-phrase", "Bonjour.", attrs={"id": "une-phrase"})
    assert 'aria-label="' in form
