"""The writing of a file that was read and shown: all of it, or nothing."""

from collections.abc import Iterable

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from directory import borne_names
from directory.editing import ChangedMeanwhileError
from directory.models import PeerGroup
from directory.tables import bulk
from directory.tables.columns import HEADINGS
from directory.tables.plan import Outcome, Plan, plan
from directory.tables.reading import Fault, Line, Read


def planned(lines: Iterable[Line]) -> Plan:
    """Return what lines would do to the directory of this instant."""
    return plan(lines, PeerGroup.objects.order_by("pk"), borne_names.beside_groups())


def faults_of(found: Read) -> list[Fault]:
    """Return all that is wrong in a file, line by line: what its cells say, then what they would do.

    Of a line with a cell that says nothing sound, which group it means is not judged yet.
    """
    mended = {fault.line for fault in found.faults}
    other = planned(line for line in found.lines if "name" in line.values).faults
    named = {HEADINGS["name"], HEADINGS["slug"]}
    return sorted([*found.faults, *(each for each in other if not (each.line in mended and each.heading in named))])


@transaction.atomic
def write(lines: list[Line], told: str, by: AbstractBaseUser) -> Plan:
    """Write what lines do; `told` is what the plan said when it was shown.

    Raise ChangedMeanwhileError, writing nothing, when it would now do something else.
    """
    made = plan(lines, PeerGroup.objects.held(), borne_names.beside_groups())
    if made.faults or made.told != told:
        raise ChangedMeanwhileError
    added, changed = made.of(Outcome.ADDED), made.of(Outcome.CHANGED)
    for step in added:
        for name, value in step.values.items():
            setattr(step.group, name, value)
    try:
        bulk.add([step.group for step in added], by)
        bulk.correct([(step.group, step.values) for step in changed], by)
    except (IntegrityError, ValidationError) as error:  # another file adds the same group at this very instant
        raise ChangedMeanwhileError from error
    bulk.tell([step.group for step in made.to_write])
    return made
