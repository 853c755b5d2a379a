"""The app of the project itself."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The top floor, which knows every app: site map, error pages, health, search, first content, worker."""

    name = "config"
    label = "config"
    verbose_name = "Site"

    def ready(self) -> None:
        from config import checks  # noqa: F401
        from config.operations import crash_reports
        from config.search.screens import screens
        from config.seeding.written import pages_of
        from content.finding import things
        from courses.offices import guide_lessons

        guide_lessons.register(pages_of)
        things.register("screens", screens)
        crash_reports.begin()
