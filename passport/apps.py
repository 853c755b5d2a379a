from django.apps import AppConfig


class PassportConfig(AppConfig):
    """Skills, each person's lines, and the shares they open."""

    name = "passport"
    label = "passport"
    verbose_name = "Passeport"

    def ready(self) -> None:
        from accounts import next_step, personal_data
        from accounts.recovery import emergency_stop
        from passport import own_data, passed
        from passport.stopping import stop_all

        personal_data.register("passeport", own_data.export, own_data.erase)
        next_step.register(passed.after_sign_in)
        emergency_stop.register("passeport", stop_all)
