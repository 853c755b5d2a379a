"""The menu of the button of the editor: one item an action, in the words of the guide."""

from typing import Any

from django.http import HttpRequest
from django.urls import NoReverseMatch
from wagtail.admin.action_menu import (
    ActionMenuItem,
    CancelWorkflowMenuItem,
    SubmitForModerationMenuItem,
    WorkflowMenuItem,
)
from wagtail.models import WorkflowState

AGAIN = "Soumettre de nouveau"
STOP = "Arrêter la relecture"


class Submit(SubmitForModerationMenuItem):
    """The item « Soumettre à Relecture », or « Soumettre de nouveau » after a remark."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Return the short label: Wagtail would show the whole name of the task."""
        context = super().get_context_data(parent_context)
        page = context.get("page")
        state = page.current_workflow_state if page else None
        if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            context["label"] = AGAIN
        return context


class Stop(CancelWorkflowMenuItem):
    """The item that takes back what was submitted."""

    label = STOP


class Decide(WorkflowMenuItem):
    """An item that approves, or asks for changes: not there once the review has ended while the page was drawn."""

    def render_html(self, parent_context: dict[str, Any]) -> str:
        """Return the item, or "": Wagtail would look for the address of an act on a task that is gone."""
        try:
            return super().render_html(parent_context)
        except NoReverseMatch:
            return ""


OURS = {"action-submit": Submit, "action-cancel-workflow": Stop}


def use_our_words(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Replace Wagtail's words, and remove duplicates: approving publishes, submitting again restarts the review."""
    unused = {"action-restart-workflow"}
    if any(item.name == "approve" for item in items):
        unused.add("action-publish")
    kept = [item for item in items if item.name not in unused]
    items[:] = [_ours(item) for item in kept]


def _ours(item: ActionMenuItem) -> ActionMenuItem:
    if isinstance(item, WorkflowMenuItem):
        return Decide(item.name, item.label, item.launch_modal, order=item.order, icon_name=item.icon_name)
    return OURS[item.name](order=item.order) if item.name in OURS else item
