"""The process that cleans one document, from its standard input to its standard output, within bounds of the system.

It has nothing of the site: no settings, no keys, no database. Another module starts it.
"""

import resource
import sys

from content.documents.cleaning import cleaned
from content.documents.refusals import TOO_LARGE, RefusedDocumentError

MEMORY = 512 * 1024 * 1024  # bytes of addresses, of which Python and the readers take 60 MB
PROCESSOR = 10  # seconds
LARGEST = 20 * 1024 * 1024  # bytes written: a document may grow, its parts being written plainly
REFUSED = 3


def main(name: str) -> int:
    """Clean the document; return REFUSED, and write the reason instead, for a refusal."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))
    try:
        answer, code = cleaned(name, sys.stdin.buffer.read()), 0
        if len(answer) > LARGEST:
            raise RefusedDocumentError(TOO_LARGE)
    except RefusedDocumentError as error:
        answer, code = str(error).encode(), REFUSED
    sys.stdout.buffer.write(answer)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
