from django.apps import AppConfig
from django.db.models.signals import post_delete


class DirectoryConfig(AppConfig):
    """The app of the places: groups, collectives, organisations."""

    name = "directory"
    label = "directory"
    verbose_name = "Annuaire"

    def ready(self) -> None:
        """Keep the name of a place that is deleted."""
        from directory.former_names import note_gone

        for model in ("PeerGroup", "Collective"):
            post_delete.connect(note_gone, sender=self.get_model(model))
