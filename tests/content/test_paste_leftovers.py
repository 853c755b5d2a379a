"""A text keeps neither the empty paragraphs of a paste nor the style sheet of a document."""

import json

import pytest
from django.core.exceptions import BadRequest, ValidationError

from content.blocks.paragraphs import without_leftovers
from content.blocks.text import PLAIN, WrittenBlock

HELLO = "<p>Bonjour</p>"
EMPTY = [
    "<p></p>",
    "<p> \u00a0 </p>",
    "<p>&nbsp;</p>",
    '<p data-block-key="abcde"><br/></p>',
    "<p><b>\u200b</b></p>",
    '<h3 data-block-key="abcde"></h3>',
    "<p>\ufeff</p>\n<p></p>",
]
NOT_TEXT = [
    "<div><style><!-- p {color:red} --></style></div>",
    "<title>Doc</title><script>var a=1</script>",
    '<STYLE type="text/css">\np > b {}\n</STYLE>',
]


def saved(*lines):
    """Return the text that a lesson keeps once these lines were pasted in the editor and saved."""
    kinds = [line if isinstance(line, tuple) else ("unstyled", line) for line in lines]
    blocks = [
        {"key": f"k{n}", "text": text, "type": kind, "depth": 0, "inlineStyleRanges": [], "entityRanges": []}
        for n, (kind, text) in enumerate(kinds)
    ]
    block = WrittenBlock(features=PLAIN)
    block.set_name("text")
    return block.value_from_datadict({"text": json.dumps({"blocks": blocks, "entityMap": {}})}, {}, "text")


@pytest.mark.parametrize("kind", ["LINK", "DOCUMENT"])
@pytest.mark.parametrize("number", ["abc", 7.5, [1], "²", "9" * 5000, "1/2", -3])
def test_a_link_to_what_has_no_number_is_refused(kind, number):
    """Kept, it would raise wherever the text is read, and nobody could open the page again."""
    entity = {"type": kind, "mutability": "MUTABLE", "data": {"id": number}}
    line = {"key": "a", "text": "ici", "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    content = {"blocks": [{**line, "entityRanges": [{"key": 0, "offset": 0, "length": 3}]}], "entityMap": {"0": entity}}
    block = WrittenBlock(features=[*PLAIN, "document-link"])
    block.set_name("text")
    with pytest.raises(BadRequest):
        block.value_from_datadict({"text": json.dumps(content)}, {}, "text")
    entity["data"]["id"] = 12
    assert 'id="12"' in block.value_from_datadict({"text": json.dumps(content)}, {}, "text").source


@pytest.mark.parametrize(
    "ranges",
    [
        [{"key": 7, "offset": 0, "length": 3}],
        [{"key": 0, "offset": 0, "length": 4}, {"key": 0, "offset": 2, "length": 4}],
        [{"key": 0, "offset": -1, "length": 99}, {"key": 0, "offset": 3, "length": -2}],
    ],
    ids=["of nothing", "overlapping", "backwards"],
)
def test_links_that_no_editor_makes_are_refused_or_kept_readable(ranges):
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "https://exemple.org"}}
    line = {"key": "a", "text": "ici et là", "type": "unstyled", "depth": 0, "inlineStyleRanges": []}
    content = {"blocks": [{**line, "entityRanges": ranges}], "entityMap": {"0": entity}}
    block = WrittenBlock(features=PLAIN)
    block.set_name("text")
    try:
        kept = block.value_from_datadict({"text": json.dumps(content)}, {}, "text")
    except BadRequest:
        return
    block.get_form_state(kept)  # the page is opened again


@pytest.mark.parametrize("empty", EMPTY)
def test_a_paragraph_without_a_sign_is_not_kept(empty):
    assert without_leftovers(f"{empty}{HELLO}{empty}").strip() == HELLO
    assert WrittenBlock(features=PLAIN).to_python(empty + HELLO).source.strip() == HELLO


@pytest.mark.parametrize("left", NOT_TEXT)
def test_the_style_sheet_of_a_document_leaves_no_text(left):
    kept = without_leftovers(f"{left}{HELLO}{left}")
    assert kept.replace("<div></div>", "") == HELLO


@pytest.mark.parametrize("piece", ["<style>", "<p", "<p><b", "<style", "</style"])
def test_a_beginning_without_an_end_is_looked_through_once(piece):
    """A pattern that reads the rest again from each beginning takes a minute of this one."""
    assert without_leftovers(piece * 60_000) == piece * 60_000
    assert without_leftovers(f"{piece * 9}<script>a</script><title>b</title>{HELLO}").endswith(HELLO)


@pytest.mark.parametrize(
    "text",
    [
        "<p>1</p>",
        "<p>—</p>",
        "<p>🙂</p>",
        "<p>Une<br/>deux</p>",
        "<p><b>Gras</b></p>",
        "<ul><li>Un</li></ul>",
        "<p>a &lt;style&gt; b</p>",
        "<pre></pre>",
    ],
)
def test_what_is_written_stays_as_it_is(text):
    assert without_leftovers(text) == text


def test_what_the_editor_saves_has_no_empty_paragraph():
    text = saved("  ", "", "Bonjour", "\u00a0", ("header-three", ""), ("unordered-list-item", "Un"), "Fin").source
    assert text.count("<p") == 2
    assert "<h3" not in text
    assert text.index("Bonjour") < text.index("<li") < text.index("Fin")


def test_a_text_of_empty_paragraphs_is_no_text():
    block = WrittenBlock(features=PLAIN)
    block.set_name("text")
    with pytest.raises(ValidationError):
        block.clean(saved("", " "))


def test_a_long_run_of_spaces_is_read_at_once():
    text = f"<p>{' &nbsp;<br/>' * 20_000}x</p>"
    assert without_leftovers(text) == text
