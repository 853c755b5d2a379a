"""Wagtail's admin API acts on no page: it would publish and copy past `publish`, where our rule stands.

No screen of the admin asks it to.
"""

from wagtail.admin.api.views import PagesAdminAPIViewSet


def close() -> None:
    """Leave the API without an act on pages: each address of one is not found."""
    PagesAdminAPIViewSet.actions = {}
