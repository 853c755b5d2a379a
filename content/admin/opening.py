"""« Ouvrir le site », on the home of the admin: what a new site still lacks, for whoever runs it, until it has it."""

from typing import Any

from django.contrib.auth.models import Group
from django.http import HttpRequest
from wagtail.admin.ui.components import Component

from content.admin.roles import COORDINATION
from content.models import SiteSettings

COORDINATORS = 2  # each confirms what the other gives


class OpeningSteps(Component):
    """The steps between an empty site and its first group."""

    order = 40
    template_name = "content/admin/opening_steps.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Return what the settings lack, and how many people of the coordination are still to be named."""
        return lacking()


def lacking() -> dict[str, Any]:
    """Return the compulsory parts of *Réglages du site* that are empty, and how many coordinators are wanted."""
    named = Group.objects.filter(name=COORDINATION, user__is_active=True).count()
    settings = SiteSettings.objects.first() or SiteSettings()
    return {"missing": settings.missing_parts, "wanted": max(COORDINATORS - named, 0)}


def opening_steps(request: HttpRequest, panels: list[Component]) -> None:
    """Put the steps first on the home of the admin, for a superuser, while one is left."""
    if request.user.is_superuser and any(lacking().values()):
        panels.append(OpeningSteps())
