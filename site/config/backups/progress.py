"""Where the backup being made stands, for « État du site »: kept in the cache that every process shares.

It goes by itself when nothing more is told: a backup that was killed is not « being made » for ever.
"""

import time
from dataclasses import dataclass
from enum import StrEnum

from django.core.cache import cache

KEY = "backup_under_way"
KEPT = 3 * 3600  # seconds: a database is copied in one go, which tells nothing meanwhile
EVERY = 50  # files


class Step(StrEnum):
    """What is being done, in French."""

    DATABASE = "la base se copie"
    READING = "les fichiers se lisent"
    WRITING = "l’archive s’écrit"


@dataclass(frozen=True)
class UnderWay:
    """A backup being made: when it began (seconds of the epoch), the step, how many files of how many are done."""

    began: float
    step: Step
    done: int
    total: int

    @property
    def said(self) -> str:
        """Return « Une sauvegarde se fait depuis 3 min : les fichiers se lisent, 120 sur 300. »"""
        minutes = int((time.time() - self.began) // 60)
        since = f"depuis {minutes} min" if minutes else "depuis moins d’une minute"
        of = f", {self.done} sur {self.total}" if self.total else ""
        return f"Une sauvegarde se fait {since} : {self.step}{of}."


class Telling:
    """What a backup tells of itself as it goes."""

    def __init__(self) -> None:
        self._began = time.time()

    def __call__(self, step: Step, done: int = 0, total: int = 0) -> None:
        """Note a step; of files, one in EVERY, and the last."""
        if done % EVERY == 0 or done == total:
            cache.set(KEY, (self._began, step.value, done, total), KEPT)

    def over(self) -> None:
        """Note that nothing is being made any more, whatever came of it."""
        cache.delete(KEY)


def state() -> UnderWay | None:
    """Return the backup being made; None when there is none."""
    kept = cache.get(KEY)
    return UnderWay(kept[0], Step(kept[1]), *kept[2:]) if kept else None
