"""French search on PostgreSQL: its « simple » configuration takes the words as they come."""

from modelsearch.backends.database.postgres.postgres import (
    PostgresAutocompleteQueryCompiler,
    PostgresIndex,
    PostgresSearchBackend,
    PostgresSearchQueryCompiler,
)

from content.search.french import AnyFilterMixin, FrenchBackendMixin, FrenchIndexMixin


class FrenchPostgresIndex(FrenchIndexMixin, PostgresIndex):
    pass


class FrenchPostgresQueryCompiler(AnyFilterMixin, PostgresSearchQueryCompiler):
    pass


class FrenchPostgresAutocompleteQueryCompiler(AnyFilterMixin, PostgresAutocompleteQueryCompiler):
    pass


class FrenchPostgresBackend(FrenchBackendMixin, PostgresSearchBackend):
    index_class = FrenchPostgresIndex
    query_compiler_class = FrenchPostgresQueryCompiler
    autocomplete_query_compiler_class = FrenchPostgresAutocompleteQueryCompiler
