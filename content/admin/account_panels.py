"""What Wagtail's account page offers to those who write: neither a picture of themselves nor their civil names.

A picture would be kept as it was sent, place and camera included, under the name its file had, and decoded in the
server itself. The names would be asked for, and kept nowhere: an account has a displayed name, changed on the site.
"""

from wagtail.admin.views.account import AvatarSettingsPanel, NameEmailSettingsPanel


def offer_preferences_alone() -> None:
    """Take two panels away: what is sent to them is not read either."""
    for panel in (AvatarSettingsPanel, NameEmailSettingsPanel):
        panel.is_active = lambda _panel: False
