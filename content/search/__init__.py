"""The site's search: Wagtail's database search, with French words on both databases (known trap 1).

Text and query go through the same few lines of Python (`words`) before they reach the database: folded
(no accent, no capital), cut at apostrophes, stemmed. SQLite and PostgreSQL then answer alike, without a
database extension, and nothing typed can reach their query languages.
"""

from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from modelsearch.backends.base import BaseSearchBackend


def SearchBackend(params: dict[str, Any]) -> BaseSearchBackend:
    """The backend of the database in use. Imported late: each one only loads on its own database."""
    if connection.vendor == "postgresql":
        from content.search.postgres import FrenchPostgresBackend

        return FrenchPostgresBackend({**params, "SEARCH_CONFIG": "simple"})
    if connection.vendor == "sqlite":
        from content.search.sqlite import FrenchSQLiteBackend

        return FrenchSQLiteBackend(params)
    raise ImproperlyConfigured("The search needs SQLite (with FTS5) or PostgreSQL.")
