"""French search on PostgreSQL: its « simple » configuration takes the words as they come."""

from modelsearch.backends.database.postgres.postgres import PostgresIndex, PostgresSearchBackend

from content.search.french import FrenchBackendMixin, FrenchIndexMixin


class FrenchPostgresIndex(FrenchIndexMixin, PostgresIndex):
    pass


class FrenchPostgresBackend(FrenchBackendMixin, PostgresSearchBackend):
    index_class = FrenchPostgresIndex
