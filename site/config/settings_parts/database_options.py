"""Options of the connection to each kind of database.

The site waits a few seconds for its database, then tells the visitor to try again.
"""

from typing import Any

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,  # seconds a writer waits for another
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
}
# Take a server that says nothing for gone: TCP alone would wait for minutes.
POSTGRESQL = {
    "connect_timeout": 5,  # seconds
    "tcp_user_timeout": 5000,  # milliseconds
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
}


def with_options(database: dict[str, Any]) -> dict[str, Any]:
    """Return Django's description of a database with our options; what DATABASE_URL says of PostgreSQL wins."""
    if database["ENGINE"].endswith("sqlite3"):
        return {**database, "OPTIONS": SQLITE}
    return {**database, "OPTIONS": {**POSTGRESQL, **database.get("OPTIONS", {})}}
