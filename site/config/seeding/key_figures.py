"""The key figures of the first content, and what stands for one that people deleted."""

import datetime
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from config.seeding.files import load
from config.seeding.seeder import Item
from content.figures_in_text.references import names_in, replaced
from content.models import Fact, KeyFigure

FIELDS = ("key", "what", "value", "read_on", "check_on")


def key_figures() -> Iterator[Item[KeyFigure]]:
    """Yield each key figure; one whose fact people deleted is not written."""
    for data in load("key_figures")["figures"]:
        yield _key_figure(data)


def _key_figure(data: dict[str, Any]) -> Item[KeyFigure]:
    def write(present: KeyFigure | None) -> KeyFigure | None:
        fact = Fact.objects.filter(key=data["fact"]).first()
        if fact is None:
            return None
        made = present or KeyFigure()
        for field in FIELDS:
            setattr(made, field, data[field])
        made.fact = fact
        made.full_clean()
        made.save()
        return made

    return Item(
        key=f"key_figure:{data['key']}",
        payload={name: str(each) if isinstance(each, datetime.date) else each for name, each in data.items()},
        model=KeyFigure,
        find=lambda: KeyFigure.objects.filter(key=data["key"]).first(),
        write=write,
        read=lambda made: {field: getattr(made, field) for field in FIELDS} | {"fact": made.fact.key},
    )


class WrittenOut:
    """Pages of the files, the value written out where they name a key figure that is not on the site."""

    def page(self, content: Any) -> Any:
        """Return a page; one query for all of them, none as long as none names a key figure."""
        return replaced(content, self._missing, unknown=None) if names_in(content) else content

    @cached_property
    def _missing(self) -> dict[str, str]:
        there = set(KeyFigure.objects.values_list("key", flat=True))
        return {data["key"]: data["value"] for data in load("key_figures")["figures"] if data["key"] not in there}
