from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    """Workshops: their dates, who signs up, how many came; the page of a group."""

    name = "gatherings"
    label = "gatherings"  # permanent: it names the tables
    verbose_name = "Ateliers"

    def ready(self) -> None:
        from accounts import awaited, personal_data
        from gatherings.personal_data import erase, export
        from gatherings.presence.awaited_kind import PRESENCES

        personal_data.register("ateliers", export, erase)
        awaited.register(PRESENCES)
