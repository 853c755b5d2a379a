"""Storage of static files: it makes the sheets that pages link, and works out each address once a process."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage

from config import stylesheets


class SiteStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """whitenoise's storage, with the sheets of the site, and a memory: no manifest changes while a process lives."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._remembered: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """Return the address with its fingerprint. Raises ValueError for a file the manifest does not know."""
        if name not in self._remembered:
            self._remembered[name] = super().url(name, force)
        return self._remembered[name]

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[tuple[Any, ...]]:
        """Make the sheets of the styles collected, then give every file its fingerprint and compress it."""
        if not dry_run:
            paths = paths | {name: (self, name) for name in stylesheets.write(Path(self.location))}
        yield from super().post_process(paths, dry_run, **options)
