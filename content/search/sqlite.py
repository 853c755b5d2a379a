"""French search on SQLite (FTS5)."""

from modelsearch.backends.database.sqlite.sqlite import SQLiteIndex, SQLiteSearchBackend

from content.search.french import FrenchBackendMixin, FrenchIndexMixin


class FrenchSQLiteIndex(FrenchIndexMixin, SQLiteIndex):
    pass


class FrenchSQLiteBackend(FrenchBackendMixin, SQLiteSearchBackend):
    index_class = FrenchSQLiteIndex
