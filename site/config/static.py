"""Addresses of static files, worked out once a process: a page asks for forty of them."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class RememberedStaticFilesStorage(CompressedManifestStaticFilesStorage):
    """The manifest does not change while a process lives: what it answered once stays true."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._remembered: dict[str, str] = {}

    def url(self, name: str, force: bool = False) -> str:
        """The address with its fingerprint. Raises ValueError for a file the manifest does not know."""
        if name not in self._remembered:
            self._remembered[name] = super().url(name, force)
        return self._remembered[name]
