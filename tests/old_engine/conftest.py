"""The sheets that pages link in production, as for the other browser."""

from tests.browser.conftest import built_styles, styles_of_production

__all__ = ["built_styles", "styles_of_production"]
