"""What the project itself adds to the admin."""

from wagtail import hooks

from config.state.views import state_item, state_urls

hooks.register("register_admin_urls", state_urls)
hooks.register("register_settings_menu_item", state_item)
