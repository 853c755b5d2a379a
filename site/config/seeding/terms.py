"""The words explained of the first content, and what former editions wrote of them in each lesson."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q

from config.seeding.files import load
from config.seeding.seeder import Item, Seeder
from content.models import Term
from content.models.terms import folded_word

DRAWN_FROM_LESSONS = "lecon-"  # how begins the key of a word that the upgrade drew from lessons
FIELDS = ("key", "word", "meaning", "always_listed")


def terms() -> Iterator[Item[Term]]:
    """Yield each word with its meaning."""
    for data in load("terms")["terms"]:
        yield _term({"always_listed": False, **data})


def _term(data: dict[str, Any]) -> Item[Term]:
    same_word = Term.objects.filter(folded=folded_word(data["word"]))
    nobody_s = Q(key__startswith=DRAWN_FROM_LESSONS, latest_revision=None)

    def write(present: Term | None) -> Term:
        made = present or same_word.filter(nobody_s).first() or Term()
        for field, value in data.items():
            setattr(made, field, value)
        made.full_clean()
        made.save()
        return made

    return Item(
        key=f"term:{data['key']}",
        payload=data,
        model=Term,
        find=lambda: (same_word | Term.objects.filter(key=data["key"])).exclude(nobody_s).first(),
        write=write,
        read=lambda made: {field: getattr(made, field) for field in FIELDS},
    )


def present_terms(seeder: Seeder) -> dict[str, int]:
    """Return the primary keys of the words of the seed files by their keys, less those that people deleted.

    A word that people had explained before the seed is theirs, and stands for that of the files.
    """
    there = dict(Term.objects.values_list("pk", "folded"))
    by_word = {folded: pk for pk, folded in there.items()}
    found = {}
    for data in load("terms")["terms"]:
        pk = seeder.object_id(f"term:{data['key']}") or by_word.get(folded_word(data["word"]))
        if pk in there:
            found[data["key"]] = pk
    return found


def as_once_written(body: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the body of a lesson as former editions wrote it: each explained word with its meaning in the block.

    The upgrade left that meaning in the block; the word is the one it drew from there.
    """
    words = dict(Term.objects.values_list("pk", "word"))
    return [
        {**block, "value": _as_typed(block["value"], words)} if block["type"] == "glossary" else block for block in body
    ]


def _as_typed(value: dict[str, Any], words: dict[int, str]) -> dict[str, str]:
    return {"term": words.get(value.get("term") or 0, ""), "meaning": value.get("meaning_here") or ""}
