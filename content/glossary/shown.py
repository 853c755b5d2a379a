"""The words explained that anybody may read, for their page, the search and what is printed."""

from dataclasses import dataclass

from content.glossary.standing import Standing, published
from content.models import Term
from content.remembered import while_unchanged


@dataclass(frozen=True)
class Entry:
    """A word on the page of all: its meaning, then the lessons where it stands."""

    word: str
    meaning: str
    anchor: str
    lessons: list[Standing]


@dataclass(frozen=True)
class Letter:
    """The words that begin with a letter, without its accent; « # » is for what begins with none."""

    name: str
    entries: list[Entry]


@while_unchanged(1)
def written_terms() -> dict[int, tuple[str, str]]:
    """Return every word and its meaning by primary key, shown or not."""
    return {pk: (word, meaning) for pk, word, meaning in Term.objects.values_list("pk", "word", "meaning")}


@while_unchanged(1)
def terms_by_key() -> dict[str, tuple[str, str]]:
    """Return every word and its meaning by code, for the words of the interface (`content.templatetags.explained`)."""
    return {key: (word, meaning) for key, word, meaning in Term.objects.values_list("key", "word", "meaning")}


@while_unchanged(1)
def shown_terms() -> dict[int, Entry]:
    """Return the words that a published lesson shows, and those always listed, by primary key, in their order."""
    lessons = published()
    return {
        term.pk: Entry(term.word, term.meaning, term.anchor, lessons.get(term.pk, []))
        for term in Term.objects.order_by("folded")
        if term.always_listed or term.pk in lessons
    }


@while_unchanged(1)
def letters() -> list[Letter]:
    """Return the shown words by first letter."""
    found: dict[str, Letter] = {}
    for pk, folded in Term.objects.order_by("folded").values_list("pk", "folded"):
        if entry := shown_terms().get(pk):
            name = folded[0].upper() if folded[0].isalpha() else "#"
            found.setdefault(name, Letter(name, [])).entries.append(entry)
    return list(found.values())
