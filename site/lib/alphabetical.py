"""The order in which French readers look a name up: neither accents nor capitals count.

A database compares signs by their numbers, unless it was made with a French collation: « Élise » comes after « Zoé ».
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.db.models import Func, TextField

from lib.text import fold

_ACCENTED = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿ"
_BARE = "".join(fold(sign) for sign in _ACCENTED)
_FROM, _TO = _ACCENTED + _ACCENTED.upper(), _BARE + _BARE.upper()
_TRANSLATED = str.maketrans(_FROM, _TO)
_FUNCTION = "alphabetical"


def alphabetical(name: str) -> str:
    """Return the sort key of a name.

    >>> sorted(["Zoé", "élise", "Élise", "Eva"], key=alphabetical)
    ['élise', 'Élise', 'Eva', 'Zoé']
    """
    return name.translate(_TRANSLATED).lower()


class Alphabetical(Func):
    """The sort key of a text, for `order_by`: `Alphabetical("display_name")`."""

    output_field = TextField()
    function = _FUNCTION

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """Return the same in what every PostgreSQL knows, whatever its collation."""
        return self.as_sql(compiler, connection, template=f"lower(translate(%(expressions)s, '{_FROM}', '{_TO}'))")


def _key(name: str | None) -> str | None:
    return name if name is None else alphabetical(name)


def _teach(sender: type, connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    if connection.vendor == "sqlite":
        connection.connection.create_function(_FUNCTION, 1, _key, deterministic=True)


connection_created.connect(_teach, dispatch_uid="lib.alphabetical")
