"""The values of key figures, read at most once a generation, and texts as readers see them.

The model stands above: `register` says who reads the rows.
"""

from collections.abc import Callable, Mapping
from typing import Any

from wagtail.blocks import StreamValue

from content.figures_in_text.references import names_in, replaced
from content.remembered import while_unchanged

Reader = Callable[[], dict[str, str]]
_readers: list[Reader] = []
PREVENTION = "prevention", "3114"  # the key figure that warnings and help say, and what it is without one
SAID_BY_THE_SITE = frozenset({PREVENTION[0]})
SPELLED = {"€": "euros", "n°": "numéro"}  # an easy version has words where another text has signs


def register(reader: Reader) -> None:
    """Name the function that reads every key figure: its value by its name."""
    _readers[:] = [reader]


def written() -> dict[str, str]:
    """Return every value by its name, as the database has it now: one query."""
    return {name: value for reader in _readers for name, value in reader().items()}


@while_unchanged(1)
def _remembered() -> dict[str, str]:
    return written()


def value_of(name: str, otherwise: str) -> str:
    """Return the value of a key figure that the site itself says; `otherwise` once the editors have taken it away."""
    return _remembered().get(name) or otherwise


def values_for(value: Any, *, spelled: bool = False) -> Mapping[str, str]:
    """Return the values that a raw value asks for; no query for one that names no key figure.

    `spelled`: with words for signs, as an easy version is written.
    """
    names = names_in(value)
    if not names:
        return {}
    known = {name: words for name, words in _remembered().items() if name in names}
    return {name: _spelled(words) for name, words in known.items()} if spelled else known


def _spelled(words: str) -> str:
    for sign, word in SPELLED.items():
        words = words.replace(sign, word)
    return words


def as_read(value: Any, *, spelled: bool = False) -> Any:
    """Return a text, or a raw value made of texts, as it is read: no name of a key figure is left in it."""
    return replaced(value, values_for(value, spelled=spelled)) if names_in(value) else value


def raw_blocks(stream: StreamValue) -> list[dict[str, Any]]:
    """Return the raw blocks of a stream."""
    return [stream.raw_data[place] for place in range(len(stream.raw_data))]


def filled(stream: StreamValue, *, spelled: bool = False) -> StreamValue:
    """Return a stream as it is read; the same one when it names no key figure."""
    raw = raw_blocks(stream)
    if not names_in(raw):
        return stream
    return StreamValue(stream.stream_block, as_read(raw, spelled=spelled), is_lazy=True)


def shown(page: Any, name: str, *, spelled: bool = False) -> StreamValue:
    """Return a stream of a page as it is read, remembered beside the page: its blocks are loaded once.

    A page is remembered for no longer than a generation (content.remembered), as its values are.
    """
    stream = getattr(page, name)
    kept = page.__dict__.setdefault("_shown_streams", {})
    if name not in kept or kept[name][0] is not stream:
        kept[name] = (stream, filled(stream, spelled=spelled))
    return kept[name][1]
