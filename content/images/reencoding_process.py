"""The process that re-encodes one picture, from its standard input to its standard output, within bounds of the system.

It has nothing of the site: no settings, no keys, no database. Another module starts it.
"""

import sys
from io import BytesIO

from content.images.reencode import TooManyPixelsError, UnreadableImageError, reencoded
from lib.bounds import keep_within_bounds

TOO_MANY_PIXELS, UNREADABLE = 3, 4


def main() -> int:
    """Re-encode the picture; return 0, or the code of its refusal."""
    keep_within_bounds()
    try:
        sys.stdout.buffer.write(reencoded(BytesIO(sys.stdin.buffer.read())))
    except TooManyPixelsError:
        return TOO_MANY_PIXELS
    except UnreadableImageError:
        return UNREADABLE
    return 0


if __name__ == "__main__":
    sys.exit(main())
