from django.apps import AppConfig


class PassportConfig(AppConfig):
    """Skills, each member's entries, and the shares they open."""

    name = "passport"
    label = "passport"
    verbose_name = "Passeport"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in

        from accounts import awaited, home_blocks, next_step, personal_data
        from accounts.account import former_name
        from accounts.recovery import emergency_stop
        from directory import closings
        from passport import awaited_kinds
        from passport import home_blocks as our_blocks
        from passport.confirmations import closed_house, same_device
        from passport.emergency_stop import stop_all
        from passport.personal_data import erase, export
        from passport.sharing import shown_names

        closings.written.connect(closed_house.lengthen, dispatch_uid="passport.closed_house")
        personal_data.register("passeport", export, erase)
        user_logged_in.connect(same_device.keep_to_it, dispatch_uid="passport.same_device")
        next_step.register(same_device.after_sign_in, first=True)
        emergency_stop.register("passeport", stop_all)
        former_name.register("passeport", shown_names.HOLDER)
        for kind in awaited_kinds.KINDS:
            awaited.register(kind)
        home_blocks.register(our_blocks.blocks)
