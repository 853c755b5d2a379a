"""What a process that works for the site may use. Needs nothing but the system: such a process has no settings."""

import resource
import sys
from typing import NamedTuple


class Bounds(NamedTuple):
    """`memory` is in bytes of addresses, `processor` in seconds."""

    memory: int
    processor: int


def keep_within_bounds() -> list[str]:
    """Bound the present process as its first two words say; return the words that follow."""
    memory, processor = map(int, sys.argv[1:3])
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
    return sys.argv[3:]
