from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """The app of the people: accounts, cards, memberships, mandates, reading comfort."""

    name = "accounts"
    label = "accounts"
    verbose_name = "Personnes"

    def ready(self) -> None:
        """Register this app's own steps after sign-in and its part of the personal data."""
        from allauth.account import signals as account_signals
        from allauth.account.signals import authentication_step_completed
        from allauth.mfa import signals as mfa_signals
        from django.contrib.auth.signals import user_logged_in
        from django.db.models.signals import post_delete

        from accounts import (
            awaited,
            card_only,
            closed_house,
            home_blocks,
            journal,
            next_step,
            open_sessions,
            personal_data,
            reauthentication,
        )
        from accounts.account import collective_block, erasures, inactivity
        from accounts.account.personal_data import export
        from accounts.coordination import home_block as coordination_block
        from accounts.groups import home_block as group_block
        from accounts.models.user import about_to_go
        from accounts.places import given
        from accounts.places.awaited_kind import PLACES
        from accounts.recovery import rescue_code
        from accounts.recovery.awaited_kind import CODES
        from accounts.secret_code import reset_by_two
        from accounts.sign_in import change_notices, interrupted_forms, passkey_origin
        from directory import closings

        # Before django.contrib.auth's own receiver, which writes the new date of the last sign-in.
        user_logged_in.connect(inactivity.welcome_back, dispatch_uid="accounts.came_back")
        user_logged_in.connect(card_only.note_first_entry, dispatch_uid="accounts.first_entry")
        user_logged_in.connect(card_only.forget, dispatch_uid="accounts.card_only")
        user_logged_in.connect(open_sessions.leave_room, dispatch_uid="accounts.fifty_sessions")
        authentication_step_completed.connect(reauthentication.renew_key, dispatch_uid="accounts.proved_again")
        for signal, receiver in (
            (account_signals.password_changed, change_notices.on_password_changed),
            (account_signals.password_reset, change_notices.on_password_changed),
            (account_signals.password_set, change_notices.on_password_set),
            (mfa_signals.authenticator_added, change_notices.on_factor_added),
            (mfa_signals.authenticator_removed, change_notices.on_factor_removed),
            (mfa_signals.authenticator_reset, change_notices.on_paper_made),
        ):
            signal.connect(receiver, dispatch_uid=f"accounts.{receiver.__name__}")
        about_to_go.connect(personal_data.erase_parts, dispatch_uid="accounts.erased_parts")
        post_delete.connect(erasures.on_erased, sender="accounts.User", dispatch_uid="accounts.erased")
        closings.written.connect(closed_house.lengthen_cards, dispatch_uid="accounts.closed_house")
        passkey_origin.ask_from_here_alone()
        for kind in (CODES, PLACES):
            awaited.register(kind)
        home_blocks.register(group_block.blocks_of_elected, home_blocks.Part.ELECTED)
        home_blocks.register(group_block.blocks, home_blocks.Part.FACILITATOR)
        home_blocks.register(coordination_block.blocks, home_blocks.Part.COORDINATOR)
        home_blocks.register(collective_block.blocks, home_blocks.Part.COLLECTIVE)
        next_step.register(reset_by_two.tell, first=True)
        next_step.register(inactivity.offer)
        next_step.register(given.offer)
        next_step.register(interrupted_forms.offer)
        next_step.register(rescue_code.offer)
        personal_data.register("compte", export)
        personal_data.register("vie de mes groupes", journal.export)
