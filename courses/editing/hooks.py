"""Hooks of the admin of the training: its screens, « Dupliquer », and the way back once a page is sent."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import UserObjectsInWorkflowModerationPanel, WorkflowObjectsToModeratePanel
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from accounts.models import User
from courses.editing.batch_views import review_together, send_module
from courses.editing.review_panel import ReviewPanel
from courses.editing.views import duplicate_page
from courses.models import LessonPage, ModulePage
from courses.models.training import TrainingRights

REPLACED = (WorkflowObjectsToModeratePanel, UserObjectsInWorkflowModerationPanel)


@hooks.register("construct_homepage_panels")
def replace_panels(request: HttpRequest, panels: list[Component]) -> None:
    """Put our panel in place of Wagtail's two."""
    panels[:] = [panel for panel in panels if not isinstance(panel, REPLACED)]
    panels.append(ReviewPanel())


@hooks.register("register_admin_urls")
def admin_urls() -> list[URLPattern]:
    """Return the addresses of our own screens of the admin."""
    return [
        path("dupliquer/<int:page_id>/", duplicate_page, name="duplicate_page"),
        path("envoyer/<int:page_id>/", send_module, name="send_module"),
        path("lire-et-publier/", review_together, name="review_together"),
    ]


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
def back_in_the_house(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Lead back to the module, once one of its lessons was sent, published or given back; to the list, for a module."""
    if not any(name.startswith("action-") for name in request.POST) or (
        request.accepts("application/json") and not request.accepts("text/html")
    ):
        return None
    if isinstance(page, LessonPage):
        return redirect("wagtailadmin_pages:edit", page.get_parent().pk)
    return redirect("formations:index") if isinstance(page, ModulePage) else None


def _duplicate_button(page: Page, user: User) -> Iterator[Button]:
    label = {ModulePage: "Dupliquer cette formation", LessonPage: "Dupliquer cette leçon"}.get(page.specific_class)
    if label and page.pk and TrainingRights(user, page).can_edit():
        yield Button(label, reverse("duplicate_page", args=[page.pk]), icon_name="copy", priority=20)


@hooks.register("register_page_listing_more_buttons")
def duplicate_in_lists(page: Page, user: User, next_url: str | None = None) -> Iterator[Button]:
    """Yield « Dupliquer » for the menu of a page in a list."""
    yield from _duplicate_button(page, user)


@hooks.register("register_page_header_buttons")
def duplicate_in_header(
    page: Page, user: User, view_name: str, next_url: str | None = None, **others: Any
) -> Iterator[Button]:
    """Yield « Dupliquer » for the menu beside the title of the form."""
    yield from _duplicate_button(page, user)
