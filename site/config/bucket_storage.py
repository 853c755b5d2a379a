"""Pictures and documents of the editors in a bucket that speaks S3 (MEDIA_STORE), as they are on the disk otherwise.

The bucket is private: the site reads it and sends each file itself, to whoever may see it, so that no address of the
bucket ever leaves. A name is drawn anew for each file and serves once: two never meet, and what is under one never
changes.
"""

import posixpath
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import IO, Any
from urllib.parse import urljoin

from boto3.s3.transfer import TransferConfig
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.conf import settings
from django.core.files.base import File
from django.utils.crypto import get_random_string
from django.utils.encoding import filepath_to_uri
from storages.backends.s3 import S3Storage

from config.media_storage import HeldChanges
from lib.stores import StoreAwayError

IN_MEMORY = 5 * 1024 * 1024  # bytes of a file that is read; beyond, it lies in the temporary folder
AT_ONCE = 1024 * 1024
DRAWN = 12  # letters and digits
NOT_THERE = {"404", "NoSuchKey", "NotFound"}
IN_THIS_THREAD = TransferConfig(use_threads=False)
PATIENT = Config(
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    connect_timeout=5,  # seconds, as for PostgreSQL
    read_timeout=10,
    retries={"max_attempts": 2},
    request_checksum_calculation="when_required",  # some stores know none of the newer ones
    response_checksum_validation="when_required",
)


@contextmanager
def _answered(name: str = "") -> Iterator[None]:
    """Raise FileNotFoundError for what is not there, StoreAwayError for a store that does not answer or refuses."""
    try:
        yield
    except ClientError as error:
        code = str(error.response.get("Error", {}).get("Code", ""))
        raise (FileNotFoundError(name) if code in NOT_THERE else StoreAwayError(code)) from None
    except BotoCoreError as error:
        raise StoreAwayError(type(error).__name__) from None


class Pieces:
    """The bytes that a store sends, read once; its connection is given back with the answer, read or not."""

    def __init__(self, body: Any) -> None:
        self.body, self.close = body, body.close

    def __iter__(self) -> Iterator[bytes]:
        with _answered(), closing(self.body):
            yield from iter(lambda: self.body.read(AT_ONCE), b"")


class BucketStorage(HeldChanges, S3Storage):
    """A private bucket, read by the site alone."""

    def get_default_settings(self) -> dict[str, Any]:
        """Return what the settings do not say: nothing is read of the environment of other programs."""
        read: dict[str, Any] = super().get_default_settings()
        unread = dict.fromkeys(("security_token", "session_profile", "verify", "proxies", "default_acl"))
        ours = {"client_config": PATIENT, "file_overwrite": False, "transfer_config": IN_THIS_THREAD}
        return {**read, **unread, **ours}

    def url(self, name: str | None, *_args: Any, **_kwargs: Any) -> str:
        """Return the address of ours, as for a file of the disk: never one of the bucket."""
        return urljoin(settings.MEDIA_URL, filepath_to_uri(name or "").lstrip("/"))

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """Return a name that nobody has: a folder is drawn for the file, whose own name is cut when it is too long."""
        folder, own = posixpath.split(name.replace("\\", "/"))
        root, extension = posixpath.splitext(own)
        drawn = posixpath.join(folder, get_random_string(DRAWN))
        left = (max_length or 1000) - len(drawn) - len(extension) - 1
        return f"{drawn}/{root[: max(left, 1)]}{extension}"

    def save(self, name: str | None, content: IO[Any], max_length: int | None = None) -> str:
        """Return the name of the file kept, whole or not at all. Raises StoreAwayError."""
        with _answered():
            kept: str = super().save(name, content, max_length)
        self.note_stored(kept)
        return kept

    def _open(self, name: str, mode: str = "rb") -> File:
        spool = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed with the file
        try:
            for piece in self.part(name):
                spool.write(piece)
        except BaseException:
            spool.close()
            raise
        spool.seek(0)
        return File(spool, name)

    def part(self, name: str, first: int = 0, after: int | None = None) -> "Pieces":
        """Return the bytes of a file from `first` to the one before `after`, asked of the store alone.

        Raises FileNotFoundError or StoreAwayError before the first of them.
        """
        asked = {} if after is None and not first else {"Range": f"bytes={first}-{'' if after is None else after - 1}"}
        with _answered(name):
            body = self.bucket.Object(self._normalize_name(name)).get(**asked)["Body"]
        return Pieces(body)

    def delete(self, name: str) -> None:
        """Let a file go; during a request, at its end, should the rest fail."""
        if not self.hold_removal(name, name):
            self.remove(name)

    def remove(self, name: str) -> None:
        """Remove the file for good. Raises StoreAwayError."""
        with _answered():
            super().delete(name)

    def put_back(self, waiting: str, name: str) -> None:
        """Keep a file that was to go: it never moved."""

    def exists(self, name: str) -> bool:
        """Return whether there is such a file. Raises StoreAwayError."""
        with _answered():
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        """Return its bytes. Raises FileNotFoundError or StoreAwayError."""
        with _answered(name):
            return int(super().size(name))

    def get_modified_time(self, name: str) -> Any:
        """Return when it was sent. Raises FileNotFoundError or StoreAwayError."""
        with _answered(name):
            return super().get_modified_time(name)

    def names(self) -> list[str]:
        """Return the name of every file, in order. Raises StoreAwayError."""
        with _answered():
            return sorted(each.key for each in self.bucket.objects.all())

    def put(self, name: str, source: IO[bytes]) -> None:
        """Write a file under a name that it has already: what a backup brings back. Raises StoreAwayError."""
        with _answered():
            self.bucket.Object(name).upload_fileobj(source, Config=self.transfer_config)
