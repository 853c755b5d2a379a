"""The block of a scenario: what is refused and where, what a draft may lack, how it is drawn and found."""

import json
import re

import pytest
from django.core.exceptions import ValidationError

from courses.blocks import LessonBodyBlock
from courses.models import LessonPage
from courses.scenarios.block import ScenarioBlock
from courses.scenarios.screen import parts_of
from tests.courses.factories import LessonPageFactory, address, question_block, text_block
from tests.courses.scenarios import choice, scenario, step, town_hall


def errors_of(value) -> dict:
    """Return the errors of a scenario, as the admin's form receives them."""
    block = ScenarioBlock()
    with pytest.raises(ValidationError) as refused:
        block.clean(block.to_python(value))
    return json.loads(json.dumps(refused.value.as_json_data()))["blockErrors"]


def test_a_sound_scenario_is_kept():
    block = ScenarioBlock()
    cleaned = block.clean(block.to_python(town_hall()["value"]))
    assert block.get_prep_value(cleaned) == town_hall()["value"]


def test_an_error_stands_beside_its_step_or_its_choice():
    errors = errors_of(scenario(step("1", "2", "oubli"), step("2", "fin"), step("fin"), step("Fin")))
    steps = errors["steps"]["blockErrors"]
    of_choice = steps["0"]["blockErrors"]["choices"]["blockErrors"]["1"]["blockErrors"]
    assert of_choice["leads_to"]["messages"] == ["Aucune étape n’a le nom « oubli »."]
    assert steps["1"]["blockErrors"]["choices"]["messages"] == ["Il faut au moins deux choix."]
    assert steps["3"]["blockErrors"]["name"]["messages"] == ["Une autre étape a déjà ce nom."]
    assert set(steps) == {"0", "1", "3"}


@pytest.mark.parametrize(
    ("steps", "said"),
    [
        ([step("1", "2", "2"), step("2"), step("étape")], "Des lettres sans accent"),
        ([step("1", "2", "2", text=""), step("2")], "À remplir"),
        ([step("1", "2", "2", title="t" * 121), step("2")], "120"),
        ([step("1", choices=[choice("2", text="t" * 251), choice("2")]), step("2")], "250"),
        ([step("1", choices=[choice("2", consequence="t" * 401), choice("2")]), step("2")], "400"),
        ([step("1", *["2"] * 6), step("2")], "5"),
        ([step("1")], "2"),
        ([step("1", *["2"] * 2), step("2")] + [step(f"n{n}") for n in range(19)], "20"),
    ],
)
def test_what_does_not_fit_is_refused(steps, said):
    assert said in json.dumps(errors_of(scenario(*steps)), ensure_ascii=False)


@pytest.mark.django_db
def test_a_draft_may_have_steps_that_lead_nowhere(lessons):
    field = LessonPage.get_edit_handler().get_form_class().base_fields["body"]
    lesson = lessons[0]
    unfinished = step("1", choices=[choice("2"), choice("", text="", consequence="")], is_ending=False)
    lesson.body = [{"type": "scenario", "value": scenario(unfinished, step("", title="", text=""))}]
    with pytest.raises(ValidationError):
        field.clean(lesson.body)
    assert field.block.clean_deferred(lesson.body)


def drawn(value, block_id: str = "s") -> str:
    """Return the markup of a scenario."""
    return ScenarioBlock().render(ScenarioBlock().to_python(value), {"block_id": block_id})


def test_an_unfinished_scenario_is_drawn_and_says_what_is_not_written():
    markup = drawn(scenario(step("1", choices=[choice("nulle part")]), step("", title="")))
    assert "La suite n’est pas encore écrite." in markup
    assert "Étape 1. Titre 1" in markup
    assert drawn({"title": "Vide", "intro": "", "steps": []}).count("<section") == 1


def test_each_link_leads_to_a_part_and_each_id_is_once():
    markup = drawn(town_hall()["value"]) + drawn(town_hall()["value"], "autre")
    ids = re.findall(r'\sid="([^"]+)"', markup)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', markup)) <= set(ids)
    assert markup.count('tabindex="-1"') == 2 * (14 + 20)


def test_a_choice_leads_to_what_happens_then_to_the_next_step():
    parts = parts_of("s", town_hall()["value"])
    assert [part.place.label for part in parts[6:10]] == ["étape 7", "étape 8", "fin 1", "fin 2"]
    first = parts[0].outcomes[0]
    assert (first.id, first.following.id, first.following.label) == ("s-1-1", "s-2", "étape 2")
    assert parts[2].outcomes[2].following.label == "fin 5"


def test_an_ending_leads_back_to_the_steps_before_it():
    parts = {part.place.id: part for part in parts_of("s", town_hall()["value"])}
    assert [(each.id, each.to) for each in parts["s-fin6"].before] == [("s-7", "à l’étape 7")]
    small = {part.place.id: part for part in parts_of("s", scenario())}
    assert small["s-fin1"].before == ()  # the first step: « Recommencer » says it
    markup = drawn(scenario(step("1", "2", "fin1"), step("2", "fin1", "fin1"), step("fin1")))
    assert markup.count("Recommencer") == 1
    assert markup.count("Revenir à l’étape 2") == 1


def test_with_styles_off_every_part_is_read_in_order_the_first_one_again_at_the_end():
    titles = re.findall(r"<h3[^>]*>([^<]+)</h3>", drawn(scenario()))
    happens = ["Ce qui se passe"] * 2
    endings = ["Fin 1. Titre fin1", "Fin 2. Titre fin2"]
    assert titles == ["Étape 1. Titre 1", *happens, "Étape 2. Titre 2", *happens, *endings, "Étape 1. Titre 1"]


@pytest.mark.parametrize(("preview", "there"), [(None, False), (object(), True)])
def test_in_a_preview_links_stay_in_their_frame(preview, there):
    value = scenario()
    block = ScenarioBlock()
    markup = block.render(block.to_python(value), {"block_id": "s", "preview": preview})
    assert ('target="_self"' in markup) is there


def test_words_cannot_be_markup():
    markup = drawn(scenario(step("1", "2", "2", title="<b>a</b>"), step("2")), block_id='"><script>')
    assert "<b>a</b>" not in markup and "<script>" not in markup


@pytest.mark.django_db
def test_readers_find_the_scenario_in_their_lesson(lessons, visitor):
    lesson = lessons[0]
    whole = town_hall()
    lesson.body = [text_block(), whole, question_block(("a", True), ("b", False)), {**town_hall(), "id": "autre"}]
    lesson.save_revision().publish()
    page = visitor.get(address(lesson)).text
    assert f'id="scenario-{whole["id"]}-4"' in page
    assert 'id="scenario-autre-4"' in page
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


@pytest.mark.django_db
def test_search_finds_the_words_of_a_scenario_but_no_short_name(module):
    block = LessonBodyBlock()
    lesson = LessonPageFactory(
        parent=module, body=[{"type": "scenario", "value": scenario(step("nom", "f2", "f2"), step("f2"))}]
    )
    words = " ".join(block.get_searchable_content(lesson.body))
    for each in ("Le téléphone", "Choisissez.", "Titre nom", "Texte nom.", "Vers f2.", "On va vers f2."):
        assert each in words
    assert not {"nom", "f2"} & set(block.get_searchable_content(lesson.body))
