from django.apps import AppConfig


class PassportConfig(AppConfig):
    """Skills, each person's lines, and the shares they open."""

    name = "passport"
    label = "passport"
    verbose_name = "Passeport"

    def ready(self) -> None:
        from accounts import my_data
        from passport import own_data

        my_data.register("passeport", own_data.export)
