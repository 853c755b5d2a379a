"""What the page of the search shows of an answer: the three nearest, then one list for each kind of thing."""

from dataclasses import dataclass, field

from content.finding.ranking import Answer, Hit, find
from content.finding.things import Kind

MOST_SHOWN = 10  # of each kind: beyond, one more word helps better than a second page
NEAREST = 3


@dataclass
class ResultGroup:
    """The things found of one kind."""

    title: str
    hits: list[Hit] = field(default_factory=list)

    @property
    def shown(self) -> list[Hit]:
        """Return the first ones."""
        return self.hits[:MOST_SHOWN]

    @property
    def has_more(self) -> bool:
        """Return whether some are not shown."""
        return len(self.hits) > MOST_SHOWN


@dataclass(frozen=True)
class Results:
    """What was found, and how the question was read."""

    answer: Answer
    groups: list[ResultGroup]

    @property
    def nearest(self) -> list[Hit]:
        """Return the best of all kinds, when there are too many to see at once."""
        return self.answer.hits[:NEAREST] if len(self.answer.hits) > NEAREST else []

    @property
    def is_in_vain(self) -> bool:
        """Return whether nothing answers every word."""
        return not self.answer.hits or self.answer.is_partial

    @property
    def read_as(self) -> str:
        """Return the question as it was read, when a slip was mended; else an empty text."""
        words = self.answer.question.words
        return " ".join(word.mended or word.typed for word in words) if self.answer.question.slips else ""


def look_up(query: str, exactly: bool = False) -> Results:
    """Return what anybody may read that answers `query`, by kind, the kind of the best answer first.

    What lacks a word asked stands in the lists only when nothing has them all.
    """
    answer = find(query, exactly=exactly)
    by_kind: dict[Kind, ResultGroup] = {}
    for hit in answer.hits:
        if answer.is_partial or not hit.missing:
            by_kind.setdefault(hit.thing.kind, ResultGroup(hit.thing.kind.value)).hits.append(hit)
    return Results(answer, list(by_kind.values()))
