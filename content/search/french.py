"""The mixins of the French backends of both databases: what is indexed, what is asked."""

from collections.abc import Callable
from copy import copy
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from modelsearch.backends.base import BaseSearchResults
from modelsearch.index import AutocompleteField, Indexed, RelatedFields, SearchField
from modelsearch.query import (
    MATCH_ALL,
    MATCH_NONE,
    And,
    Boost,
    Fuzzy,
    MatchAll,
    Not,
    Or,
    Phrase,
    PlainText,
    SearchQuery,
)

from content.figures_in_text.values import as_read
from content.search.words import MOST_WORDS_ASKED, folds, stems

if TYPE_CHECKING:
    from modelsearch.backends.base import BaseIndex as _Index
    from modelsearch.backends.base import BaseSearchBackend as _Backend
else:
    _Index = _Backend = object

Words = Callable[[str], list[str]]


def _flat(value: Any) -> str:
    """Return any indexed value as one text, the way modelsearch reads lists and dicts, key figures in their places."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return " ".join(_flat(item) for item in value)
    return "" if value is None else as_read(str(value))


def _french(field: Any, source: Model | None = None) -> Any:
    """Return a copy of a search field that gives French words.

    `source` is the object that the value is read from, when the indexer holds another one.
    """
    read = field.get_value
    ours = copy(field)
    if isinstance(field, RelatedFields):
        ours.fields = [_french(sub_field) for sub_field in field.fields]
        ours.get_value = lambda obj: read(source or obj)
    elif isinstance(field, SearchField | AutocompleteField):
        words = stems if isinstance(field, SearchField) else folds
        ours.get_value = lambda obj: " ".join(words(_flat(read(source or obj))))
    return ours


class FrenchObject:
    """The double of an object while it is indexed: same key, French search fields."""

    def __init__(self, obj: Indexed) -> None:
        self.pk = obj.pk
        self._fields = [_french(field, obj) for field in obj.get_search_fields()]

    def get_search_fields(self) -> list[Any]:
        """Return the search fields of the object, each giving French words."""
        return self._fields


class FrenchIndexMixin(_Index):
    def add_items(self, model: type[Model], objs: list[Model]) -> None:
        """Index objects by their French words."""
        super().add_items(model, [FrenchObject(obj) for obj in objs])


def _and(parts: list[SearchQuery]) -> SearchQuery:
    if any(_matches_nothing(part) for part in parts):
        return MATCH_NONE
    kept = [part for part in parts if not isinstance(part, MatchAll)]
    return And(kept) if len(kept) > 1 else (kept or [MATCH_ALL])[0]


def _or(parts: list[SearchQuery]) -> SearchQuery:
    if any(isinstance(part, MatchAll) for part in parts):
        return MATCH_ALL
    kept = [part for part in parts if not _matches_nothing(part)]
    return Or(kept) if len(kept) > 1 else (kept or [MATCH_NONE])[0]


def _matches_nothing(query: SearchQuery) -> bool:
    return isinstance(query, Not) and isinstance(query.subquery, MatchAll)


def french_query(query: SearchQuery, words: Words) -> SearchQuery:
    """Return the same query in French words; one without any word left matches nothing."""
    match query:
        case PlainText() | Fuzzy() | Phrase():
            asked = words(query.query_string)[:MOST_WORDS_ASKED]
            if not asked:
                return MATCH_NONE
            if isinstance(query, Phrase):
                return Phrase(" ".join(asked))
            return PlainText(" ".join(asked), operator=query.operator)
        case And():
            return _and([french_query(part, words) for part in query.subqueries])
        case Or():
            return _or([french_query(part, words) for part in query.subqueries])
        case Not():
            inner = french_query(query.subquery, words)
            return MATCH_ALL if _matches_nothing(inner) else Not(inner)
        case Boost():
            return french_query(query.subquery, words)  # neither database weighs a part of a query
    return query


class FrenchBackendMixin(_Backend):
    def _search(
        self, query_compiler_class: type, query: SearchQuery | str, model_or_queryset: Any, **kwargs: Any
    ) -> BaseSearchResults:
        """Search by French words.

        `fields` is left out: what is indexed is words, not fields, and asking for fields would read the raw
        text (PostgreSQL) or columns that do not exist (SQLite).
        """
        words = folds if query_compiler_class is self.autocomplete_query_compiler_class else stems
        if isinstance(query, str):
            query = PlainText(query, operator=kwargs.get("operator") or "and")
        kwargs["fields"] = None
        return super()._search(query_compiler_class, french_query(query, words), model_or_queryset, **kwargs)


class AnyFilterMixin:
    def check(self) -> None:
        """Accept any filter and order: the database applies them itself, indexed or not.

        Other search engines need each declared; here the check would only turn a filter of an admin list
        into an error.
        """
