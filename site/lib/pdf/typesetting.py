"""Typesetting in a process of its own, whose time and memory the system bounds: no text stops the site.

A template is a file of Typst that says `#let data = json(bytes(sys.inputs.data))`: what it is given are texts, numbers
and lists, and nothing in a text is read as markup. `data.lacks-letters` says whether a text lost some.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import structlog

from lib.apart import StoppedError, run_bounded
from lib.bounds import Bounds
from lib.pdf.letters import LACKING, known, shown
from lib.turns import Turns

PROCESS = "lib.pdf.typesetting_process"
BOUNDS = Bounds(memory=512 * 1024 * 1024, processor=10)  # of which Python and Typst take 200 MB before they begin
NO_WORDS = {"href", "drawing"}  # the keys of what is not written, but followed or shown: addresses, pictures
# Seconds; a document takes a third of one. A second one of the same person is a link pressed twice. Two networks leave
# turns to a third; six of the eight threads of a process at most make papers or wait for one.
turns = Turns(at_once=1, waiting=5, patience=10, of_one=2, of_network=2)
logger = structlog.get_logger("entrepairs.pdf")


class TypesettingError(Exception):
    """A document that could not be made: its template is wrong, or it asks for too much time or memory."""


def typeset(template: Path, data: Mapping[str, Any]) -> bytes:
    """Return the tagged PDF (PDF/UA-1) that a template makes of these data, the same bytes for the same data.

    Raises TypesettingError, and TooBusyError when too many documents are asked for at once, or OwnTurnsTakenError when
    too many of them by the same person.
    """
    written = _Written()
    asked = {**written.value(data), "lacks-letters": written.lacks}
    content = json.dumps(asked).encode()
    try:  # in one thread: the processor of a document is bounded, not multiplied
        with turns.one():
            _, made = run_bounded(PROCESS, str(template), content=content, bounds=BOUNDS, RAYON_NUM_THREADS="1")
    except StoppedError as stopped:
        logger.error("a document was not made", code=str(stopped), why=stopped.said)
        raise TypesettingError(str(stopped)) from stopped
    return made


class _Written:
    """The data of a document in letters that the fonts have; `lacks` once one had none."""

    lacks = False

    def value(self, value: Any) -> Any:
        """Return the same value, its texts written, but those under the keys of NO_WORDS."""
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, Mapping):
            return {key: each if key in NO_WORDS else self.value(each) for key, each in value.items()}
        return [self.value(each) for each in value] if isinstance(value, list) else value

    def _text(self, text: str) -> str:
        letters = known(text)
        self.lacks = self.lacks or LACKING in letters
        return shown(letters)
