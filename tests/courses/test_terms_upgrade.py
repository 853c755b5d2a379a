"""A site of before the words were written once: every lesson, draft and revision says what it said."""

import importlib
import json

import pytest
from django.apps import apps
from wagtail.blocks import StreamValue
from wagtail.models import Revision

from content.models import Term
from courses.models import LessonPage
from tests.courses.factories import LessonPageFactory, text_block

pytestmark = pytest.mark.django_db
MIGRATION = importlib.import_module("courses.migrations.0011_terms")


def typed(number: int, term: str, meaning: str) -> dict:
    return {"type": "glossary", "id": f"bloc-{number}", "value": {"term": term, "meaning": meaning}}


def put(lesson: LessonPage, *blocks: dict) -> None:
    """Write blocks as an older version kept them, in the page and in a revision."""
    revision = lesson.save_revision()
    revision.content["body"] = json.dumps(list(blocks))
    revision.save()
    body = StreamValue(lesson.body.stream_block, list(blocks), is_lazy=True)
    LessonPage.objects.filter(pk=lesson.pk).update(body=body)


def raw(lesson: LessonPage) -> list[dict]:
    return list(LessonPage.objects.get(pk=lesson.pk).body.raw_data)


def in_revision(lesson: LessonPage) -> list[dict]:
    return json.loads(Revision.objects.for_instance(lesson).get().content["body"])


@pytest.fixture
def before(module):
    """Return two lessons and what they held: two meanings of one word, then a word begun in a draft."""
    first, draft = (LessonPageFactory(parent=module, live=live) for live in (True, False))
    held = {
        first.pk: [text_block(), typed(1, "Tiers", "Aucun des deux."), typed(2, "TIERS", "Une autre personne.")],
        draft.pk: [typed(3, "", "Un sens sans mot."), typed(4, "Écart", "")],
    }
    for lesson in (first, draft):
        put(lesson, *held[lesson.pk])
    return first, draft, held


def test_each_word_becomes_a_term_and_each_block_keeps_its_meaning(before):
    first, draft, held = before
    MIGRATION.draw_terms(apps, None)
    tiers, ecart = (Term.objects.get(folded=folded) for folded in ("tiers", "ecart"))
    assert (Term.objects.count(), tiers.word, tiers.meaning) == (2, "Tiers", "Aucun des deux.")
    assert raw(first)[0] == held[first.pk][0]
    for blocks in (raw(first), in_revision(first)):
        assert [(each["id"], each["value"]) for each in blocks[1:]] == [
            ("bloc-1", {"term": tiers.pk, "meaning_here": "Aucun des deux."}),
            ("bloc-2", {"term": tiers.pk, "meaning_here": "Une autre personne."}),
        ]
    for blocks in (raw(draft), in_revision(draft)):
        assert [each["value"] for each in blocks] == [
            {"term": None, "meaning_here": "Un sens sans mot."},
            {"term": ecart.pk, "meaning_here": ""},
        ]


def test_going_back_writes_the_words_in_the_blocks_again(before):
    first, _draft, held = before
    MIGRATION.draw_terms(apps, None)
    MIGRATION.write_back(apps, None)
    again = [{**each, "value": {**each["value"], "term": "Tiers"}} for each in held[first.pk][1:]]
    assert raw(first)[1:] == in_revision(first)[1:] == again
