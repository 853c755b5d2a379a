from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """The lowest floor: the places people belong to or go to."""

    name = "directory"
    label = "directory"
    verbose_name = "Annuaire"
