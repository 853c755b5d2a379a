from django.apps import AppConfig


class PassportConfig(AppConfig):
    """Skills, each person's lines, and the shares they open."""

    name = "passport"
    label = "passport"
    verbose_name = "Passeport"

    def ready(self) -> None:
        from accounts import after_sign_in, my_data, stop_everything
        from passport import own_data, passed
        from passport.stopping import stop_all

        my_data.register("passeport", own_data.export, own_data.erase)
        after_sign_in.register(passed.after_sign_in)
        stop_everything.register("passeport", stop_all)
