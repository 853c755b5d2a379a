"""Key figures: how a text names one, what is refused, what the row itself must hold."""

import datetime
import doctest
import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from content.blocks import EasyReadBodyBlock, TextBodyBlock, ToolPartsBlock
from content.figures_in_text import references
from content.figures_in_text.references import fault_in, names_in, replaced
from content.figures_in_text.values import as_read
from content.models import KeyFigure, Term, TextPage, ToolPage
from courses.blocks import LessonBodyBlock
from courses.models import LessonPage, ModulePage, PathPage
from tests.courses.factories import FactFactory, question_block, text_block
from tests.courses.scenarios import scenario
from tests.key_figures import make_figure
from tests.take_home.factories import LETTER, block, table

DAY = datetime.date(2026, 11, 21)


def test_the_examples_hold():
    assert doctest.testmod(references).failed == 0


@pytest.mark.parametrize(
    "typed",
    ["{repère:don}", "{Repère : don}", "{repere:don}", "{ repe\u0300re\u00a0: Don }", "{REPÈRE:don}"],
)
def test_a_name_is_read_as_people_type_it(typed):
    assert replaced(f"Un don de {typed}.", {"don": "12 €"}) == "Un don de 12 €."


@pytest.mark.parametrize("text", ["{{nom|exemple}}", "{autre:don}", "repère:don", "{", "Un repère : là."])
def test_other_words_stay_as_they_are(text):
    assert replaced(text, {"don": "12 €"}) == text and fault_in(text, {}) == ""


@pytest.mark.parametrize(
    "text", ["{rep<b>ère:don</b>}", "{{repère:don}}", "{repère don}", "{repère:don", "{repère:<b>don</b>}"]
)
def test_a_name_that_cannot_be_read_is_refused(text):
    assert "d’une traite" in fault_in(text, {"don": "12 €"})


@pytest.mark.parametrize("link", ['<a href="{repère:don}">', "<A HREF='{repère:don}'>", '<b title="{repère:don}">'])
def test_a_value_never_goes_into_an_address(link):
    """An address is checked as it is typed: « javascript: » would come in by the value."""
    text = f"<p>Lisez {link}ici</a>, {{repère:don}}.</p>"
    assert replaced(text, {"don": "javascript:x"}) == f"<p>Lisez {link}ici</a>, javascript:x.</p>"
    assert "l’adresse d’un lien" in fault_in(text, {"don": "12 €"})


def test_a_sign_that_is_no_tag_hides_no_name():
    assert replaced("3 < 5, {repère:don} > 4", {"don": "12 €"}) == "3 < 5, 12 € > 4"


def test_a_name_in_the_example_of_a_blank_is_read():
    assert replaced("{{somme|{repère:don}}}", {"don": "12 €"}) == "{{somme|12 €}}"


def test_one_that_is_gone_leaves_words_to_read():
    assert replaced("Un don de {repère:don}.", {}) == "Un don de (à vérifier)."


def test_many_braces_are_read_in_one_go():
    text = "{repère:" * 20_000 + "{ " * 20_000 + "{repère:" + " " * 50_000
    assert names_in(text) == set() and fault_in(text, {})


@pytest.mark.django_db
class TestRow:
    def test_a_value_keeps_its_words_together(self):
        assert make_figure(value="Cerfa n° 13 973 à 23 000 €").value == "Cerfa n°\u00a013\u00a0973 à 23\u00a0000\u00a0€"

    @pytest.mark.parametrize("sign", list('<>&"{}|'))
    def test_a_value_has_no_sign_of_code_whatever_wrote_it(self, sign):
        with pytest.raises(ValidationError, match="sans ces signes"):
            KeyFigure(key="a", what="Un.", value=f"1{sign}", fact=FactFactory(), check_on=DAY).full_clean()
        figure = make_figure()
        with pytest.raises(IntegrityError), transaction.atomic():
            KeyFigure.objects.filter(pk=figure.pk).update(value=f"1{sign}")

    def test_it_is_read_again_after_it_was_read(self):
        with pytest.raises(ValidationError, match="après celui"):
            KeyFigure(key="a", what="Un.", value="1", fact=FactFactory(), read_on=DAY, check_on=DAY).full_clean()
        with pytest.raises(IntegrityError), transaction.atomic():
            make_figure(read_on=DAY, check_on=DAY)

    def test_its_name_never_changes_and_has_no_capital(self):
        figure = make_figure(key="Don")
        assert figure.key == "don"
        figure.key = "dons"
        with pytest.raises(ValidationError, match="C’est « don »"):
            figure.full_clean()

    def test_two_do_not_have_one_name(self):
        make_figure(key="don")
        with pytest.raises(ValidationError):
            KeyFigure(key="DON", what="Un.", value="1", fact=FactFactory(), check_on=DAY).full_clean()

    def test_its_fact_is_not_deleted(self):
        figure = make_figure()
        with pytest.raises(IntegrityError):
            figure.fact.delete()


NOWHERE = "{repère:nulle-part}"


def _match():
    pairs = [{"type": "item", "id": str(n), "value": {"left": f"{n}", "right": f"{NOWHERE} {n}"}} for n in range(2)]
    return {"type": "match", "value": {"question": "Qui ?", "pairs": pairs, "explanation": "Ainsi."}}


def _table(cell="a", heading="Quoi"):
    columns = [{"type": "text", "heading": heading}, {"type": "amount", "heading": "Combien"}]
    cells = {"columns": columns, "rows": [{"values": [cell, cell]}], "caption": ""}
    return {"type": "table", "value": {"title": "Un tableau", "table": cells, "total": False, "aloud": ""}}


REFUSED = {
    "text": (LessonBodyBlock(), text_block(f"Un don de {NOWHERE}."), ["0", "text"]),
    "list": (LessonBodyBlock(), {"type": "brief", "value": {"points": ["Un.", NOWHERE]}}, ["0", "points", "1"]),
    "question": (LessonBodyBlock(), question_block((NOWHERE, True), ("b", False)), ["0", "choices", "0", "text"]),
    "pair": (LessonBodyBlock(), _match(), ["0", "pairs"]),
    "number": (LessonBodyBlock(), {"type": "call", "value": {"who": "Un", "number": "{repère:ici}"}}, ["0", "number"]),
    "cell": (LessonBodyBlock(), _table(NOWHERE), ["0", "table"]),
    "heading": (LessonBodyBlock(), _table(heading=NOWHERE), ["0", "table"]),
    "scenario": (LessonBodyBlock(), {"type": "scenario", "value": scenario() | {"intro": NOWHERE}}, ["0", "intro"]),
    "easy": (EasyReadBodyBlock(), {"type": "sentences", "value": [NOWHERE]}, ["0", "0"]),
    "page": (TextBodyBlock(), {"type": "steps", "value": {"title": NOWHERE, "steps": ["a", "b"]}}, ["0", "title"]),
    "tool": (ToolPartsBlock(), block("letter", {**LETTER, "text": NOWHERE}), ["0", "text"]),
    "how": (ToolPage._meta.get_field("how").stream_block, text_block(NOWHERE), ["0", "text"]),
}


def _messages(error) -> str:
    return json.dumps(error.as_json_data(), ensure_ascii=False)


@pytest.mark.django_db
@pytest.mark.parametrize("case", REFUSED)
@pytest.mark.parametrize("draft", [False, True])
def test_an_unknown_name_is_refused_beside_its_field_in_a_draft_too(case, draft):
    stream, raw, _ = REFUSED[case]
    clean = stream.clean_deferred if draft else stream.clean
    with pytest.raises(ValidationError) as refused:
        clean(stream.to_python([raw]))
    assert "Aucun repère n’a le nom" in _messages(refused.value)


@pytest.mark.django_db
@pytest.mark.parametrize("case", REFUSED)
def test_the_fault_is_said_at_its_place(case):
    stream, raw, place = REFUSED[case]
    with pytest.raises(ValidationError) as refused:
        stream.clean(stream.to_python([raw]))
    found = json.loads(_messages(refused.value))
    for name in place:
        found = found["blockErrors"][name]
    assert found


@pytest.mark.django_db
def test_a_known_name_is_kept():
    for name in ("nulle-part", "ici"):
        make_figure(key=name)
    for stream, raw, _ in REFUSED.values():
        stream.clean(stream.to_python([raw]))


@pytest.mark.django_db
def test_an_amount_of_a_tool_may_be_named():
    make_figure(key="don", value="12,50")
    rows = [["Don", "2 juin", "{repère:don}", "", ""]]
    stream = ToolPartsBlock()
    stream.clean(stream.to_python([block("table", table(rows, opens=False))]))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("model", "typed", "field"),
    [
        (LessonPage, {"title": NOWHERE}, "title"),
        (LessonPage, {"content_note": NOWHERE}, "content_note"),
        (ModulePage, {"intro": NOWHERE}, "intro"),
        (ModulePage, {"outcomes": [("outcome", NOWHERE)]}, "outcomes"),
        (PathPage, {"intro": NOWHERE}, "intro"),
        (ToolPage, {"intro": NOWHERE}, "intro"),
        (TextPage, {"title": NOWHERE}, "title"),
        (Term, {"word": "Mot", "meaning": NOWHERE}, "meaning"),
    ],
)
def test_a_field_that_shows_what_is_typed_takes_no_name(model, typed, field):
    row = model(**({} if model is Term else {"title": "A", "slug": "a"}) | typed)
    with pytest.raises(ValidationError) as refused:
        row.clean()
    assert list(refused.value.message_dict) == [field]


@pytest.mark.django_db
def test_an_easy_version_says_signs_in_words():
    make_figure(key="don", value="12 €")
    assert as_read("{repère:don}", spelled=True) == "12\u00a0euros"
