"""Storage of static files that works out each address once a process: a page asks for forty of them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class RememberedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """whitenoise's storage with a memory: the manifest does not change while a process lives."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._remembered: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """Return the address with its fingerprint. Raises ValueError for a file the manifest does not know."""
        if name not in self._remembered:
            self._remembered[name] = super().url(name, force)
        return self._remembered[name]
