"""The product's own settings, for a site that a test starts and cuts from its parts.

Two things only are shorter than in production, for they have tests of their own and take half a minute: tables are
made without their migrations, static files are served from their sources.
"""

from config.settings import *


class WithoutMigrations:
    """Every app's tables are made in one step, from its models."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


MIGRATION_MODULES = WithoutMigrations()
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
STYLES_FROM_SOURCES = True
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # whitenoise warns when it is missing
