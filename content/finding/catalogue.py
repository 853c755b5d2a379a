"""Everything that can be found, ready to be asked: made once a generation by each process."""

from dataclasses import dataclass
from threading import Lock

from content.finding.index import Index
from content.finding.pages import pages, texts_of_pages
from content.finding.things import sources
from content.models import SearchWord
from content.remembered import while_unchanged
from content.search.words import asked, stem

Stems = tuple[str, ...]
_one_at_a_time = Lock()


@dataclass(frozen=True)
class Leading:
    """What some typed words also look for: the stems typed, whether in capitals only, and each thing meant."""

    typed: Stems
    in_capitals: bool
    means: tuple[Stems, ...]


@dataclass(frozen=True)
class Catalogue:
    """The index, and the editors' words by the first stem typed."""

    index: Index
    leading: dict[str, list[Leading]]


def cut(text: str) -> Stems:
    """Return the stems that a question is about."""
    return tuple(map(stem, asked(text)))


def _leading(words: list[SearchWord]) -> dict[str, list[Leading]]:
    found: dict[str, list[Leading]] = {}
    for word in words:
        means = tuple(filter(None, map(cut, word.means_lines)))
        for line in word.typed_lines:
            typed = cut(line)
            if typed and means:
                is_shouted = line.isupper() and line.isalpha()
                found.setdefault(typed[0], []).append(Leading(typed, is_shouted, means))
    return found


def catalogue() -> Catalogue:
    """Return all that can be found today.

    After a publication one thread makes it, and the others wait for it. It is made of what is open to all alone, for
    every search and every list: slips, rarities and beginnings would tell a word of a page that a visitor may not read.
    """
    with _one_at_a_time:
        return _made()


@while_unchanged(1)
def _made() -> Catalogue:
    things = [*pages(), *(thing for source in sources.values() for thing in source())]
    words, texts = list(SearchWord.objects.all()), texts_of_pages()
    known = [line for word in words for line in (*word.typed_lines, *word.means_lines)]
    return Catalogue(Index(things, texts, known), _leading(words))
