"""The shapes of tokens and references in addresses: nothing else reaches a view."""

from django.urls import register_converter


class TokenConverter:
    """A share's token; longer and shorter ones are answered alike."""

    regex = r"[A-Za-z0-9_-]{16,64}"

    def to_python(self, value: str) -> str:
        """Return the text itself."""
        return value

    def to_url(self, value: str) -> str:
        """Return the text itself."""
        return value


class RefConverter(TokenConverter):
    """The random reference of an opening, or of a share being prepared."""

    regex = r"[A-Za-z0-9_-]{16,32}"


class SourceRefConverter(TokenConverter):
    """The reference of an event: a slug, a number or a UUID."""

    regex = r"[\w.:-]{1,64}"


register_converter(TokenConverter, "share_token")
register_converter(RefConverter, "share_ref")
register_converter(SourceRefConverter, "source_ref")
