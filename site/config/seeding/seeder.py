"""Writing the first content: the seeder writes only what is new, or still as it wrote it."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Generic, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from config.models import SeedRecord
from config.seeding.files import fingerprint
from config.seeding.indexed_once import write_and_index

M = TypeVar("M", bound=models.Model)


class Outcome(StrEnum):
    """The fate of an item: created, updated, kept as people made it, or skipped."""

    CREATED = "créés"
    UPDATED = "mis à jour"
    KEPT = "gardés"
    SKIPPED = "passés"


@dataclass(frozen=True)
class Item(Generic[M]):
    """One thing of the seed files, and how to find, write and read it back.

    `find` looks for something people made under the same name, `write` fills a new object (None) or the given one
    and saves it, `read` returns what it wrote as JSON can hold it (the latest revision of a page included). `once`
    does so as former editions did, when the way of keeping it changed since.
    """

    key: str
    payload: Any
    model: type[M]
    find: Callable[[], M | None]
    write: Callable[[M | None], M | None]
    read: Callable[[M], Any]
    once: Callable[[M], Any] | None = None


@dataclass
class Seeder:
    """Writes items and counts what it did; a payload already written costs no query."""

    records: dict[str, SeedRecord] = field(default_factory=dict)
    counts: Counter[Outcome] = field(default_factory=Counter)
    kept: list[str] = field(default_factory=list)  # keys of what people made or changed, where the seed has news

    @classmethod
    def start(cls) -> "Seeder":
        """Return a seeder that knows everything written so far."""
        return cls(records={record.key: record for record in SeedRecord.objects.all()})

    def put(self, item: Item[Any]) -> Outcome:
        """Create, update, keep or skip `item`, with its record, in one transaction."""
        payload_hash = fingerprint(item.payload)
        record = self.records.get(item.key)
        if record and record.payload_hash == payload_hash:
            outcome = Outcome.SKIPPED
        else:
            with transaction.atomic():
                outcome = self._update(item, record, payload_hash) if record else self._create(item, payload_hash)
        self.counts[outcome] += 1
        if outcome is Outcome.KEPT:
            self.kept.append(item.key)
        return outcome

    def object_id(self, key: str) -> int | None:
        """Return the primary key of what was written under `key`; None when it never was."""
        record = self.records.get(key)
        return record.object_id if record else None

    def _create(self, item: Item[Any], payload_hash: str) -> Outcome:
        if item.find() is not None:
            return Outcome.KEPT
        made = write_and_index(item.write, None)
        if made is None:
            return Outcome.SKIPPED
        self.records[item.key] = SeedRecord.objects.create(
            key=item.key,
            content_type=ContentType.objects.get_for_model(item.model),
            object_id=made.pk,
            payload_hash=payload_hash,
            written_hash=_hash_of(item, made.pk),
        )
        return Outcome.CREATED

    def _update(self, item: Item[Any], record: SeedRecord, payload_hash: str) -> Outcome:
        present = item.model._default_manager.filter(pk=record.object_id).first()
        if present is None:
            return Outcome.SKIPPED
        if not _is_as_written(item, present, record.written_hash):
            return Outcome.KEPT
        write_and_index(item.write, present)
        record.payload_hash, record.written_hash = payload_hash, _hash_of(item, present.pk)
        record.save(update_fields=["payload_hash", "written_hash"])
        return Outcome.UPDATED


def _is_as_written(item: Item[Any], present: models.Model, written_hash: str) -> bool:
    readers = (item.read, item.once) if item.once else (item.read,)
    return any(fingerprint(read(present)) == written_hash for read in readers)


def _hash_of(item: Item[Any], pk: int) -> str:
    """Return the fingerprint of what the database now holds, read back: types and defaults are then its own."""
    return fingerprint(item.read(item.model._default_manager.get(pk=pk)))
