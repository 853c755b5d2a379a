"""French search on SQLite (FTS5)."""

from modelsearch.backends.database.sqlite.sqlite import (
    SQLiteAutocompleteQueryCompiler,
    SQLiteIndex,
    SQLiteSearchBackend,
    SQLiteSearchQueryCompiler,
)

from content.search.french import AnyFilterMixin, FrenchBackendMixin, FrenchIndexMixin


class FrenchSQLiteIndex(FrenchIndexMixin, SQLiteIndex):
    pass


class FrenchSQLiteQueryCompiler(AnyFilterMixin, SQLiteSearchQueryCompiler):
    pass


class FrenchSQLiteAutocompleteQueryCompiler(AnyFilterMixin, SQLiteAutocompleteQueryCompiler):
    pass


class FrenchSQLiteBackend(FrenchBackendMixin, SQLiteSearchBackend):
    index_class = FrenchSQLiteIndex
    query_compiler_class = FrenchSQLiteQueryCompiler
    autocomplete_query_compiler_class = FrenchSQLiteAutocompleteQueryCompiler
