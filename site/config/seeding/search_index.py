"""The index of the search, made again when a new version cuts or stems words otherwise: `prepare` asks."""

import hashlib
from pathlib import Path

import snowballstemmer
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from wagtail.search.models import IndexEntry

from config.models import SeedRecord
from content.search import french, words, written
from directory import spelling
from lib import text

KEY = "search:words"
READERS = (french, words, written, spelling, text)  # what stands between a text and its words in the index


def edition() -> str:
    """Return a SHA-256 of how words are read today."""
    digest = hashlib.sha256(str(getattr(snowballstemmer, "__version__", "")).encode())
    for module in READERS:
        digest.update(Path(str(module.__file__)).read_bytes())
    return digest.hexdigest()


def is_stale() -> bool:
    """Return whether something is indexed, and was by another edition. Asked before the seed, which indexes too."""
    return IndexEntry.objects.exists() and not SeedRecord.objects.filter(key=KEY, payload_hash=edition()).exists()


def remember(make_again: bool) -> None:
    """Index everything again if need be, then note by which edition; stopped between the two, it begins again."""
    if make_again:
        call_command("update_index", verbosity=0)
    kind = ContentType.objects.get_for_model(IndexEntry)
    SeedRecord.objects.update_or_create(
        key=KEY, defaults={"payload_hash": edition(), "content_type": kind, "object_id": 0}
    )
