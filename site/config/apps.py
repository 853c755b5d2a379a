from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The top floor: knows every app; health, seed, error pages."""

    name = "config"
    label = "config"
    verbose_name = "Site"

    def ready(self) -> None:
        from config import checks  # noqa: F401
