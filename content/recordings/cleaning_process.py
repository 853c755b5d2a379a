"""The process that cleans one recording, from its standard input to its standard output, within bounds of the system.

It has nothing of the site: no settings, no keys, no database. Another module starts it. It writes a line of JSON, what
was read in the recording, then the recording.
"""

import json
import sys

from content.recordings.cleaning import cleaned
from content.recordings.refusals import RefusedRecordingError
from lib.bounds import keep_within_bounds

REFUSED = 3


def main() -> int:
    """Clean the recording; return REFUSED, and write the reason instead, for a refusal."""
    (kind,) = keep_within_bounds()
    try:
        found = cleaned(kind, sys.stdin.buffer.read())
    except RefusedRecordingError as error:
        sys.stdout.buffer.write(str(error).encode())
        return REFUSED
    sys.stdout.buffer.write(json.dumps(found[1:]).encode() + b"\n")
    sys.stdout.buffer.write(found.content)
    return 0


if __name__ == "__main__":
    sys.exit(main())
