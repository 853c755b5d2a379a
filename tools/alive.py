"""Ask one of the health addresses, and end with status 0 when it answers 200: the health check of a container.

    python tools/alive.py http://127.0.0.1:8000/sante

The name asked for is that of ORIGIN, whatever host is reached. Standard library only.
"""

import os
import sys
import urllib.request
from urllib.parse import urlsplit

PATIENCE = 4  # seconds


def main() -> int:
    """Return 0 when the address answers 200, else 1; nothing of the answer is printed."""
    name = urlsplit(os.environ.get("ORIGIN", "")).netloc or "localhost"
    asked = urllib.request.Request(sys.argv[1], headers={"Host": name, "X-Forwarded-Proto": "https"})  # noqa: S310
    try:
        with urllib.request.urlopen(asked, timeout=PATIENCE):  # noqa: S310
            return 0
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
