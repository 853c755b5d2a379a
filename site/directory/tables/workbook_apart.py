"""The reading of a workbook in a process of its own: a file made to open into more than it says stops nothing else."""

import json

import structlog

from directory.tables import workbook_process
from directory.tables.refusals import BUSY, MOST_COLUMNS, MOST_ROWS, TOO_LARGE, UNREADABLE, FileRefusedError
from lib.apart import StoppedError, run_apart
from lib.bounds import Bounds
from lib.turns import TooBusyError

PROCESS = "directory.tables.workbook_process"
BOUNDS = Bounds(memory=384 * 1024 * 1024, processor=5)
REFUSALS = {workbook_process.REFUSED: UNREADABLE, workbook_process.TOO_LARGE: TOO_LARGE}
logger = structlog.get_logger("entrepairs.directory")


def read_apart(content: bytes) -> list[tuple[int, list[str]]]:
    """Return the rows of the first sheet that hold something, with their numbers. Raise FileRefusedError.

    A workbook that takes more memory or time than it may have is refused as too large.
    """
    words = (str(MOST_ROWS + 2), str(MOST_COLUMNS))
    try:
        code, answer = run_apart(PROCESS, *words, content=content, bounds=BOUNDS, answers=frozenset({0, *REFUSALS}))
    except StoppedError as stopped:
        logger.warning("a workbook was too large to read", code=str(stopped))
        raise FileRefusedError(TOO_LARGE) from stopped
    except TooBusyError as busy:
        raise FileRefusedError(BUSY) from busy
    if code:
        raise FileRefusedError(REFUSALS[code])
    return [(number, cells) for number, cells in json.loads(answer)]
