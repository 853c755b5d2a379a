"""The search of the site: Wagtail's database search, with French words on both databases.

Text and query go through the same few lines of Python (`words`) before they reach the database: folded (no accent, no
capital), cut at apostrophes, stemmed. SQLite and PostgreSQL then answer alike, without a database extension, and
nothing that a visitor types can reach their query languages (docs/architecture.md#trap-french-search).
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from modelsearch.backends.base import BaseSearchBackend


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:
    """Return the backend of the database in use, imported late: each one loads on its own database only."""
    if connection.vendor == "postgresql":
        from content.search.postgres import FrenchPostgresBackend

        return FrenchPostgresBackend({**params, "SEARCH_CONFIG": "simple"})
    if connection.vendor == "sqlite":
        from content.search.sqlite import FrenchSQLiteBackend

        return FrenchSQLiteBackend(params)
    raise ImproperlyConfigured("The search needs SQLite (with FTS5) or PostgreSQL.")
