"""Where pictures and documents of the editors are kept: a file and what names it change together, or not at all."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage
from django.db import DatabaseError
from django.db.models import FileField


@dataclass
class Changes:
    """What was done to the files while nobody knows yet whether the rest succeeds."""

    stored: list[tuple["HeldChanges", str]] = field(default_factory=list)
    aside: list[tuple["HeldChanges", str, str]] = field(default_factory=list)  # the name, then where it waits
    failed: bool = False

    def settle(self) -> None:
        """Remove what was put aside; after a failure, bring back what a row names and remove what none does."""
        for storage, name in self.stored:
            if self.failed and not _is_named(name):
                storage.remove(name)
        for storage, name, waiting in self.aside:
            if self.failed and _is_named(name):
                storage.put_back(waiting, name)
            else:
                storage.remove(waiting)


_changes: ContextVar[Changes | None] = ContextVar("changes", default=None)


@contextmanager
def changes_of_a_request() -> Iterator[Changes]:
    """Hold what happens to the files until the end, when `failed` says whether it stands."""
    changes = Changes()
    token = _changes.set(changes)
    try:
        yield changes
    finally:
        _changes.reset(token)
        changes.settle()


class HeldChanges:
    """A storage whose files change with what names them: it says so to the request under way."""

    def remove(self, name: str) -> None:
        """Remove a file for good."""
        raise NotImplementedError

    def put_back(self, waiting: str, name: str) -> None:
        """Bring back a file that was to go, from where it waits."""
        raise NotImplementedError

    def note_stored(self, name: str) -> None:
        """Note a new file, which goes should the request fail."""
        if changes := _changes.get():
            changes.stored.append((self, name))

    def hold_removal(self, name: str, waiting: str) -> bool:
        """Note that a file goes at the end of the request; return False where there is no request."""
        if changes := _changes.get():
            changes.aside.append((self, name, waiting))
        return changes is not None


class WholeFileStorage(HeldChanges, FileSystemStorage):
    """Django's storage, less what a full disk leaves: half a file, a file no row names, a row without its file."""

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        """Return the name of the file kept. Raises OSError when the disk refuses, and nothing stays."""
        source = content if isinstance(content, File) else File(content)
        # The name is taken first, by an empty file: two may want it at once.
        kept = super().save(name or source.name, ContentFile(b""), max_length)
        try:
            with Path(self.path(kept)).open("wb") as file:
                file.writelines(source.chunks())
        except BaseException:
            self.remove(kept)
            raise
        self.note_stored(kept)
        return kept

    def delete(self, name: str) -> None:
        """Free the name. During a request the file waits for its end under another, should the rest fail."""
        if _changes.get() is None or not self.exists(name):
            self.remove(name)
            return
        waiting = self.get_available_name(f"{name}.removed")
        Path(self.path(name)).replace(self.path(waiting))
        self.hold_removal(name, waiting)

    def put_back(self, waiting: str, name: str) -> None:
        """Bring back a file that was to go, from where it waits."""
        Path(self.path(waiting)).replace(self.path(name))

    def remove(self, name: str) -> None:
        """Remove the file for good."""
        FileSystemStorage.delete(self, name)


def _is_named(name: str) -> bool:
    """Return whether a row names the file; yes when the database cannot say."""
    fields = [
        (model, each.name) for model in apps.get_models() for each in model._meta.fields if isinstance(each, FileField)
    ]
    try:
        return any(model._base_manager.filter(**{file: name}).exists() for model, file in fields)
    except DatabaseError:
        return True
