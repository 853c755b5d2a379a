from django.apps import AppConfig


class PassportConfig(AppConfig):
    name = "passport"
    label = "passport"
    verbose_name = "Passeport"
