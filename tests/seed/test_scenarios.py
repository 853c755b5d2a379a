"""A scenario of the seed files: what is read, ids that never change, what stops the seed."""

import copy

import pytest
from django.core.exceptions import ValidationError

from config.seeding.lesson_blocks import SeedFileError, id_of, lesson_body
from courses.blocks import LessonBodyBlock
from tests.courses.scenarios import town_hall

TYPED = {
    "block": "scenario",
    "key": "caisse/scenario",
    "title": "Il manque 5 €",
    "steps": [
        {
            "name": "1",
            "title": "La boîte",
            "text": "Il manque **5 €**.",
            "choices": [
                {"text": "Compter à deux.", "consequence": "On compte.", "leads_to": "fin1"},
                {"text": "Le dire.", "consequence": "On écoute.", "leads_to": "fin1"},
            ],
        },
        {"name": "fin1", "title": "C’est noté", "text": "Une ligne, deux initiales.", "ending": True},
    ],
}


def read(change=None) -> dict:
    """Return the scenario as the database keeps it, once `change` has changed what was typed."""
    typed = copy.deepcopy(TYPED)
    if change:
        change(typed)
    return lesson_body([typed])[0]


def test_a_scenario_is_read_with_its_steps_and_its_choices():
    first, ending = (item["value"] for item in read()["value"]["steps"])
    assert first["text"] == "<p>Il manque <b>5 €</b>.</p>"
    assert [item["value"]["leads_to"] for item in first["choices"]] == ["fin1", "fin1"]
    assert (first["is_ending"], ending["is_ending"], ending["choices"]) == (False, True, [])


def test_ids_come_from_the_key_and_the_names():
    steps = read()["value"]["steps"]
    assert [item["id"] for item in steps] == [id_of("caisse/scenario/1"), id_of("caisse/scenario/fin1")]
    whole = town_hall()
    items = whole["value"]["steps"]
    ids = [whole["id"], *(each["id"] for step in items for each in (step, *step["value"]["choices"]))]
    assert len(ids) == len(set(ids)) == 1 + 14 + 20


@pytest.mark.parametrize(
    "change",
    [
        lambda typed: typed.pop("title"),
        lambda typed: typed["steps"][0].pop("name"),
        lambda typed: typed["steps"][0]["choices"][0].pop("consequence"),
        lambda typed: typed["steps"][0].update(colour="red"),
        lambda typed: typed["steps"][0]["choices"][0].update(points=3),
    ],
)
def test_a_field_that_is_missing_or_unknown_names_the_scenario(change):
    with pytest.raises(SeedFileError, match="caisse/scenario"):
        read(change)


def test_what_no_editor_could_publish_stops_the_seed():
    body = LessonBodyBlock()
    assert body.clean(body.to_python([read()]))
    with pytest.raises(ValidationError):
        body.clean(body.to_python([read(lambda typed: typed["steps"][1].update(ending=False))]))
