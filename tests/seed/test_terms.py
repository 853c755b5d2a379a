"""The words explained of the first content, and how a site of a former edition receives them."""

import importlib
import re

import pytest
from django.apps import apps

from config.models import SeedRecord
from config.seeding.files import load
from content.models import Term
from courses.models import LessonPage
from lib.text import fold_words
from tests.seed.key_figures import as_read
from tests.seed.words_read import is_read, place_due, texts_read

MIGRATION = importlib.import_module("courses.migrations.0011_terms")
LESSON = "page:formations/association-loi-1901/les-bases"


def words():
    return load("terms")["terms"]


def blocks():
    lessons = [lesson for module in load("modules") for lesson in module["lessons"]]
    return [block for lesson in lessons for block in lesson["body"] if block["block"] == "glossary"]


def test_words_are_in_alphabetical_order_each_once_with_a_short_meaning():
    folded = [fold_words(each["word"]) for each in words()]
    assert folded == sorted(set(folded))
    keys = [each["key"] for each in words()]
    assert len(keys) == len(set(keys)) and not [key for key in keys if key.startswith("lecon-")]
    assert not [each["key"] for each in words() if len(each["meaning"]) > 300 or each["meaning"][-1] not in ".»"]


def test_every_word_is_used_or_always_listed_and_none_is_missing():
    used = {block["term"] for block in blocks()}
    listed = {each["key"] for each in words() if each.get("always_listed")}
    assert {"mandat", "passation", "indicateur", "repere-a-cote-d-un-nom"} <= listed
    assert used | listed == {each["key"] for each in words()}


def test_no_lesson_says_again_the_meaning_of_all():
    meanings = {each["key"]: each["meaning"] for each in words()}
    assert not [each["key"] for each in blocks() if each.get("meaning_here") == meanings[each["term"]]]


def lessons_as_read():
    return [lesson for module in as_read(load("modules")) for lesson in module["lessons"]]


def word_of():
    return {each["key"]: each["word"] for each in words()}


def test_each_word_is_explained_right_after_the_block_where_it_is_first_read():
    """A word that a question says first is explained after that question; the others all stand before the questions."""
    elsewhere, word = [], word_of()
    for lesson in lessons_as_read():
        before = 0
        for block in lesson["body"]:
            if block["block"] != "glossary":
                before += 1
            elif before != place_due(word[block["term"]], lesson["body"]):
                elsewhere.append(block["key"])
    assert elsewhere == []


def test_a_word_is_found_as_it_is_read_and_numbers_to_call_stay_together():
    block = {"block": "text", "key": "quorum", "text": "Voici. Deux personnes étaient **représentées**. Le PV suit."}
    assert is_read("Personne représentée", block) and is_read("Procès-verbal (PV)", block)
    assert not is_read("Quorum", block) and not is_read("Deux PV", block)
    calls = [{"block": "call", "who": "Le 3114, confidentiel"}, {"block": "call", "who": "Le 15"}, {"block": "to_do"}]
    assert place_due("Confidentiel", [{"block": "glossary"}, block, *calls]) == 3
    assert place_due("Quorum", [block]) is None


HARD_WORDS = ("Mandat", "Passation", "Indicateur", "Repère")  # of the house, and of no member


def test_a_lesson_that_says_a_word_of_the_house_explains_it():
    unexplained, word = [], word_of()
    for lesson in lessons_as_read():
        explained = " ".join(word[block["term"]] for block in lesson["body"] if block["block"] == "glossary")
        said = " ".join([lesson["title"], *texts_read(lesson["body"]), *texts_read(lesson["easy_read"])])
        hard = [each for each in HARD_WORDS if re.search(rf"\b{each}s?\b", said, re.IGNORECASE)]
        unexplained += [f"{lesson['key']}: {each}" for each in hard if each not in explained]
    assert unexplained == []


def test_a_tool_that_says_a_word_of_the_house_explains_it_in_its_first_lines():
    unexplained = []
    for tool in as_read(load("tools")):
        said = " ".join(texts_read(tool))
        hard = [each for each in HARD_WORDS if re.search(rf"\b{each}s?\b", said, re.IGNORECASE)]
        unexplained += [f"{tool['key']}: {each}" for each in hard if f"{each.lower()}, c’est" not in tool["intro"]]
    assert unexplained == []


@pytest.mark.django_db
@pytest.mark.usefixtures("seeded")
class TestSeeded:
    def _as_once(self):
        """Bring the site back to how a former edition left it: words in the blocks, and the traces of that."""
        MIGRATION.write_back(apps, None)
        Term.objects.all().delete()
        SeedRecord.objects.filter(key__startswith="term:").delete()

    def _lesson(self):
        return LessonPage.objects.get(pk=SeedRecord.objects.get(key=LESSON).object_id)

    def _words(self):
        return [each.value for each in self._lesson().body if each.block_type == "glossary"]

    def test_words_are_written_and_lessons_name_them(self):
        assert Term.objects.count() == len(words())
        assert [each["term"].key for each in self._words()][:2] == ["statuts", "mandat"]

    def test_an_untouched_lesson_of_a_former_edition_takes_the_meaning_of_all(self, seed, monkeypatch):
        record = SeedRecord.objects.get(key=LESSON)
        self._as_once()
        self._trace_as_once(record)
        MIGRATION.draw_terms(apps, None)
        assert self._words()[0]["meaning_here"]
        seed()
        assert not self._words()[0]["meaning_here"]
        assert self._words()[0]["term"].key == "statuts"

    def test_a_lesson_that_people_changed_keeps_its_own_meaning(self, seed):
        record = SeedRecord.objects.get(key=LESSON)
        self._as_once()
        self._trace_as_once(record)
        MIGRATION.draw_terms(apps, None)
        lesson = self._lesson()
        lesson.title = "Nos statuts à nous"
        lesson.save_revision().publish()
        own = [each["meaning_here"] for each in self._words()]
        assert "gardé" in seed() and [each["meaning_here"] for each in self._words()] == own

    def test_a_word_that_people_explained_first_is_theirs_and_lessons_show_it(self, seed, new_edition):
        pk = Term.objects.get(key="quorum").pk
        Term.objects.filter(pk=pk).update(meaning="Le nôtre.")
        new_edition("terms", lambda content: content["terms"][0].update(meaning="Un nouveau sens."))
        seed()
        assert Term.objects.get(pk=pk).meaning == "Le nôtre."
        assert Term.objects.get(key=words()[0]["key"]).meaning == "Un nouveau sens."

    def _trace_as_once(self, record):
        """Write the trace of a former edition: its content differs, and the lesson is as it wrote it."""
        from config.seeding.files import fingerprint
        from config.seeding.pages import read_page

        lesson = LessonPage.objects.get(pk=record.object_id)
        names = ("slug", "title", "content_note", "body", "easy_read")
        record.written_hash = fingerprint(read_page(lesson, dict.fromkeys(names)))
        record.payload_hash = "former"
        record.save()
