"""How each kind of database is spoken to, and how long it is waited for: seconds, then people are told to try again."""

from typing import Any

SQLITE = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 5,  # seconds a writer waits for another
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
}
# A server that says nothing is away: TCP alone would wait for minutes.
POSTGRESQL = {
    "connect_timeout": 5,  # seconds
    "tcp_user_timeout": 5000,  # milliseconds
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
}


def with_options(database: dict[str, Any]) -> dict[str, Any]:
    """Django's description of a database, with our options. What DATABASE_URL says of PostgreSQL has the last word."""
    if database["ENGINE"].endswith("sqlite3"):
        return {**database, "OPTIONS": SQLITE}
    return {**database, "OPTIONS": {**POSTGRESQL, **database.get("OPTIONS", {})}}
