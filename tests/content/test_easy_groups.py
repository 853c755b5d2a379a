"""A group of the easy version: a title, a drawing with its words, sentences; and what is refused."""

import json

import pytest
from django.core.exceptions import ValidationError

from content.blocks import EasyGroupBlock, EasyReadBodyBlock
from content.blocks.drawings import DrawingBlock

GROUP = {"title": "Le cahier", "pictogram": "1F4D2", "says": "un cahier", "sentences": ["Une.", "Deux."]}


def shown(**changes) -> str:
    block = EasyReadBodyBlock()
    return block.render(block.to_python([{"type": "group", "id": "a", "value": GROUP | changes}]))


def test_a_group_shows_its_title_its_drawing_and_one_sentence_a_line():
    html = shown()
    assert "<h2>Le cahier</h2>" in html
    assert "img/pictograms/1F4D2" in html
    assert 'width="88" height="88" alt="un cahier"' in html
    assert html.count('<p class="large">') == 2


def test_words_are_never_markup():
    assert "<script>" not in shown(title="<script>", says='"><script>', sentences=["<script>"])


def test_a_drawing_taken_away_leaves_a_page():
    assert "img/pictograms/270F" in shown(pictogram="1F9A9")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": ""}, "title"),
        ({"pictogram": ""}, "pictogram"),
        ({"pictogram": "1F9A9"}, "pictogram"),
        ({"pictogram": "../css/base"}, "pictogram"),
        ({"says": " "}, "says"),
        ({"says": "a" * 81}, "says"),
        ({"sentences": []}, "sentences"),
        ({"sentences": [""]}, "sentences"),
    ],
)
def test_a_group_that_lacks_something_is_refused_beside_the_field(changes, field):
    block = EasyGroupBlock()
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python(GROUP | changes))
    assert list(refused.value.as_json_data()["blockErrors"]) == [field]


def test_a_drawing_is_chosen_by_its_name_in_french():
    field = DrawingBlock(label="Dessin").field
    html = field.widget.render("dessin", "1F4D2")
    assert '<option value="1F4D2" selected>un cahier</option>' in html
    assert '<optgroup label="Argent">' in html


def test_sentences_alone_stay_as_they_were():
    block = EasyReadBodyBlock()
    kept = [{"type": "sentences", "id": "a", "value": [{"type": "item", "id": "b", "value": "Une."}]}]
    assert json.loads(json.dumps(block.get_prep_value(block.clean(block.to_python(kept))))) == kept
