"""The process that cleans one document, from its standard input to its standard output, within bounds of the system.

It has nothing of the site: no settings, no keys, no database. Another module starts it.
"""

import sys

from content.documents.cleaning import cleaned
from content.documents.refusals import TOO_LARGE, RefusedDocumentError
from lib.bounds import keep_within_bounds

LARGEST = 20 * 1024 * 1024  # bytes written: a document may grow, its parts being written plainly
REFUSED = 3


def main() -> int:
    """Clean the document; return REFUSED, and write the reason instead, for a refusal."""
    (name,) = keep_within_bounds()
    try:
        answer, code = cleaned(name, sys.stdin.buffer.read()), 0
        if len(answer) > LARGEST:
            raise RefusedDocumentError(TOO_LARGE)
    except RefusedDocumentError as error:
        answer, code = str(error).encode(), REFUSED
    sys.stdout.buffer.write(answer)
    return code


if __name__ == "__main__":
    sys.exit(main())
