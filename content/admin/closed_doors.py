"""Doors of Wagtail's admin that pass our rules, and that no screen of ours needs.

Its API acts on pages past `publish`, where our rule of publishing is. Its copy of a row (not of a page), sent a form,
writes over the row that it shows: who may only add would change it, a password included. « Publier » of a list shows
titles, and publishes texts that nobody has before them.
"""

from wagtail.admin.api.views import PagesAdminAPIViewSet
from wagtail.admin.views.pages.bulk_actions import PublishBulkAction
from wagtail.admin.viewsets.model import ModelViewSet


def close() -> None:
    """Leave these doors without an address. Call before the addresses of the admin are made."""
    PagesAdminAPIViewSet.actions = {}
    ModelViewSet.copy_view_enabled = False
    PublishBulkAction.models = []
