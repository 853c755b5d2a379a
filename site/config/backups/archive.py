"""The file of a backup: one tar with `manifest.json`, the database, the media. No name in it is trusted.

The manifest comes first. It gives the SHA-256 of everything else, the number of rows of each table, and when the
backup was made:

    {"made_at": "…", "database": "sqlite", "files": {"database.sqlite3": "ab12…", "media/…": "…"}, "rows": {…}}
"""

import hashlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import IO, TypedDict

from django.conf import settings
from django.utils import timezone

from config.backups import bucket
from config.backups.databases import KINDS, BackupError, Counts, count_rows, current_kind, is_empty
from config.backups.progress import Step

MANIFEST = "manifest.json"
MEDIA = "media"
PATTERN = "entrepairs-*.tar"
RESTORING = ".restoring-"  # a folder inside the media: a share, or a disk of its own, is never moved itself
NOT_OURS = (".", "lost+found")  # beginnings of what a disk of its own keeps at its top, and of our work folder
_CHUNK = 1024 * 1024  # bytes


class Manifest(TypedDict):
    """The manifest, as JSON holds it: files by name with their SHA-256, numbers of rows by table."""

    made_at: str  # ISO 8601
    database: str
    files: dict[str, str]
    rows: Counts


def make(folder: Path, tell: Callable[..., None] = lambda *_: None) -> Path:
    """Write a backup in `folder` and return its path; it appears there whole or not at all, for its owner alone.

    `tell` hears of each step, and of each file with how many there are (`config.backups.progress`).
    Raises BackupError when the database cannot be copied or holds nothing, OSError when the folder cannot be written.
    """
    if is_empty():
        raise BackupError("This database holds nothing of a site: are DATABASE_URL and VAR_DIR those of the site?")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    made_at = timezone.now()
    kind = current_kind()
    with tempfile.TemporaryDirectory(dir=folder, prefix=".making-") as work:
        copy = Path(work) / kind.member
        tell(Step.DATABASE)
        rows = kind.copy(copy)
        files = {kind.member: copy, **_media_files(Path(work) / MEDIA)}
        digests = {}
        for number, (name, path) in enumerate(files.items(), 1):
            digests[name] = _digest(path)
            tell(Step.READING, number, len(files))
        manifest = Manifest(made_at=made_at.isoformat(), database=kind.name, files=digests, rows=rows)
        whole = Path(work) / "whole.tar"
        _write(whole, manifest, files, tell)
        final = folder / f"entrepairs-{made_at:%Y%m%d-%H%M%S-%f}.tar"
        whole.rename(final)
    return final


def _media_files(work: Path) -> dict[str, Path]:
    """Return the files by their names in the archive; those of a bucket are fetched into `work`."""
    if store := bucket.store():
        return {f"{MEDIA}/{name}": path for name, path in bucket.fetch(store, work).items()}
    root = Path(settings.MEDIA_ROOT)
    found = sorted(path.relative_to(root) for path in root.rglob("*") if path.is_file())
    return {f"{MEDIA}/{path.as_posix()}": root / path for path in found if not path.parts[0].startswith(NOT_OURS)}


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write(path: Path, manifest: Manifest, files: dict[str, Path], tell: Callable[..., None]) -> None:
    content = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    with os.fdopen(os.open(path, os.O_CREAT | os.O_WRONLY | os.O_EXCL, 0o600), "wb") as file:
        with tarfile.open(fileobj=file, mode="w") as tar:
            head = tarfile.TarInfo(MANIFEST)
            head.size = len(content)
            tar.addfile(head, BytesIO(content))
            for number, (name, source) in enumerate(files.items(), 1):
                tar.add(source, arcname=name, recursive=False)
                tell(Step.WRITING, number, len(files))
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _open(path: Path) -> Iterator[tuple[tarfile.TarFile, Manifest]]:
    """Open an archive and read its manifest. Raises BackupError for anything that is not one of our backups.

    What is done with it inside answers for its own OSError: that of a folder is not that of the archive.
    """
    try:
        with _opened(path) as tar:
            manifest = json.loads(_member(tar, MANIFEST).read())
            if not {"files", "rows", "database", "made_at"} <= manifest.keys() or manifest["database"] not in KINDS:
                raise BackupError(f"{path.name} is not a backup of this site.")
            yield tar, manifest
    except (tarfile.TarError, json.JSONDecodeError, UnicodeDecodeError, EOFError) as error:
        raise BackupError(f"{path.name} is damaged, or is not a backup of this site.") from error


def _opened(path: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(path, mode="r:")
    except OSError as error:
        raise BackupError(f"{path.name} cannot be read: {error.strerror}.") from error


def _member(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        file = tar.extractfile(name)
    except KeyError:
        file = None
    if file is None:
        raise BackupError(f"This backup is incomplete: {name} is missing.")
    return file


def _extract(tar: tarfile.TarFile, manifest: Manifest, to: Path) -> None:
    """Write every file of the manifest under `to` and check each as it is written."""
    member = KINDS[manifest["database"]].member
    if member not in manifest["files"]:
        raise BackupError(f"This backup is incomplete: {member} is missing.")
    for name, digest in manifest["files"].items():
        if not _is_ours(name, member):
            raise BackupError(f"{name!r} is no place of a backup: this one was tampered with.")
        _unpack(tar, name, to / name)
        if _digest(to / name) != digest:
            raise BackupError(f"{name} is not what was saved: this backup is damaged.")


def _unpack(tar: tarfile.TarFile, name: str, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with _member(tar, name) as source, target.open("wb") as file:
            shutil.copyfileobj(source, file, _CHUNK)
    except OSError as error:
        raise BackupError(f"{name} cannot be unpacked in {target.parent}: {error.strerror}.") from error


def _is_ours(name: str, member: str) -> bool:
    """Return whether a name may be written: that of the database, or of something inside the media."""
    parts = PurePosixPath(name).parts
    inside = len(parts) > 1 and parts[0] == MEDIA and ".." not in parts and "\0" not in name
    return name == member or inside


def verify(path: Path) -> Manifest:
    """Read a whole backup, file by file and row by row, and return its manifest.

    Raises BackupError at the first thing wrong.
    """
    with _open(path) as (tar, manifest), tempfile.TemporaryDirectory() as work:
        _extract(tar, manifest, Path(work))
        kind = KINDS[manifest["database"]]()
        counts = kind.check(Path(work) / kind.member)
        if counts is not None:
            _compare(manifest["rows"], counts)
        return manifest


def _compare(wanted: Counts, present: Counts) -> None:
    differing = sorted(name for name in wanted if wanted[name] != present.get(name))
    if differing:
        raise BackupError(f"Rows are missing or too many: {', '.join(differing)}.")


def restore(path: Path, *, replace: bool = False) -> Manifest:
    """Put a backup back, media then database, and return its manifest. The site must not be running.

    The media folder stays where it is, a link or the mount of a share among others: its content is what changes.
    Raises BackupError for a damaged backup, for another kind of database, and for a database already in use unless
    `replace`: nothing is changed then, nor when the media or the database cannot be written.
    """
    kind = current_kind()
    media = Path(settings.MEDIA_ROOT)
    if not is_empty() and not replace:
        raise BackupError("This database is already in use. Say --replace to lose what it holds.")
    with _open(path) as (tar, manifest), _work_folder(media) as work:
        if manifest["database"] != kind.name:
            raise BackupError(f"This backup is of {manifest['database']}, this site runs on {kind.name}.")
        _extract(tar, manifest, work)
        kind.check(work / kind.member)
        store = bucket.store()
        with ExitStack() as undo:
            if store:
                bucket.send(store, work / MEDIA, undo)
            else:
                _swap(work, media, undo)
            kind.put_back(work / kind.member)
            undo.pop_all()
        if store:
            bucket.drop_others(store, {name.removeprefix(f"{MEDIA}/") for name in manifest["files"]})
        _compare(manifest["rows"], count_rows())
    return manifest


@contextmanager
def _work_folder(media: Path) -> Iterator[Path]:
    """Make a folder inside the media, on the disk they are on, and remove it in the end."""
    with ExitStack() as stack:
        try:
            media.mkdir(parents=True, exist_ok=True)
            work = stack.enter_context(tempfile.TemporaryDirectory(dir=media, prefix=RESTORING))
        except OSError as error:
            raise _unwritable(media, error) from error
        yield Path(work)


def _swap(work: Path, media: Path, undo: ExitStack) -> None:
    """Put the restored media in place of the present ones, which go with the work folder.

    Each step is written in `undo`. Raises BackupError when the folder cannot be written.
    """
    new, former = work / MEDIA, work / "former"
    try:
        for folder in (new, former):
            folder.mkdir(exist_ok=True)
        present = [entry for entry in media.iterdir() if not entry.name.startswith(NOT_OURS)]
        for source, target in [*((entry, former) for entry in present), *((entry, media) for entry in new.iterdir())]:
            moved = source.rename(target / source.name)
            undo.callback(moved.rename, source)
    except OSError as error:
        raise _unwritable(media, error) from error


def _unwritable(media: Path, error: OSError) -> BackupError:
    return BackupError(f"The media folder, {media}, cannot be written: {error.strerror}. Nothing was changed.")


def drop_older(folder: Path, keep: int) -> list[Path]:
    """Delete all but the `keep` latest backups of a folder (0: delete none); return those deleted.

    Raises BackupError, and deletes none, when the latest holds less than half of another: it may be of another site,
    or of a database emptied by mistake.
    """
    backups = sorted(folder.glob(PATTERN))
    older = backups[:-keep] if keep else []
    if older and (larger := next((each for each in backups if _is_much_larger(each, backups[-1])), None)):
        raise BackupError(
            f"{backups[-1].name} holds less than half of {larger.name}: no older backup was deleted. Look at what it "
            "holds with verify_backup; if it is right, delete the larger ones yourself."
        )
    for path in older:
        path.unlink()
    return older


def _is_much_larger(one: Path, latest: Path) -> bool:
    """Return whether a backup holds more than twice the rows or the files of the latest."""
    try:
        with _open(one) as (_, manifest), _open(latest) as (_, last):
            rows, last_rows = sum(manifest["rows"].values()), sum(last["rows"].values())
            return rows > 2 * last_rows or len(manifest["files"]) > 2 * len(last["files"])
    except BackupError:
        return False  # a damaged one says nothing
