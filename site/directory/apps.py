from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The app of the places: groups, collectives, organisations."""

    name = "directory"
    label = "directory"
    verbose_name = "Annuaire"
