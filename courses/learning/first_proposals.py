"""Which modules are still « Proposition de départ »: no editor says who tried them, and no two groups read them."""

import uuid

from content.remembered import while_unchanged
from courses.models import GroupReading, ModulePage


@while_unchanged(1)
def _read_by_groups() -> frozenset[uuid.UUID]:
    """Return the keys of the modules that enough groups read together: one query a generation."""
    return frozenset(GroupReading.objects.modules_read())


def is_first_proposal(module: ModulePage) -> bool:
    """Return whether the lessons of a module, on the screen and on paper, say that they are a first proposal."""
    return not module.tried_with and module.translation_key not in _read_by_groups()
