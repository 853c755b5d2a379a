"""The media of a backup when they are in a bucket (MEDIA_STORE): fetched to be saved, sent back to be restored."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path, PurePosixPath
from typing import Any

from django.core.files.storage import FileSystemStorage, storages

from config.backups.databases import BackupError
from lib.stores import StoreAwayError


def store() -> Any:
    """Return the bucket; None when the files are on a disk."""
    kept = storages["default"]
    return None if isinstance(kept, FileSystemStorage) else kept


@contextmanager
def _answering() -> Iterator[None]:
    try:
        yield
    except StoreAwayError as error:
        raise BackupError(f"The store of pictures and documents (MEDIA_STORE) does not answer: {error}.") from error


def fetch(bucket: Any, folder: Path) -> dict[str, Path]:
    """Write every file of the bucket in `folder`, and return where each lies; one that goes meanwhile is left out.

    Raises BackupError when the store does not answer, or holds a name that no backup may.
    """
    found: dict[str, Path] = {}
    with _answering():
        for name in bucket.names():
            if ".." in PurePosixPath(name).parts or name.startswith("/") or "\0" in name:
                raise BackupError(f"{name!r} is no name of a file of the site: somebody else writes in this bucket.")
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            try:
                with target.open("wb") as file:
                    file.writelines(bucket.part(name))
            except FileNotFoundError:
                target.unlink()
            else:
                found[name] = target
    return found


def send(bucket: Any, folder: Path, undo: ExitStack) -> None:
    """Send every file of `folder`; what was not there before goes again if the rest fails.

    A name is drawn once and for one file (config.bucket_storage): what it replaces is the same. Raises BackupError.
    """
    with _answering():
        present = set(bucket.names())
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = path.relative_to(folder).as_posix()
            if name not in present:
                undo.callback(bucket.remove, name)
            with path.open("rb") as file:
                bucket.put(name, file)


def drop_others(bucket: Any, kept: set[str]) -> None:
    """Remove what the backup does not hold. Raises BackupError."""
    with _answering():
        for name in bucket.names():
            if name not in kept:
                bucket.remove(name)
