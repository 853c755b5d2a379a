"""The menu of the button of the editor: one line for each thing one does, in the words of the guide."""

from typing import Any

from django.http import HttpRequest
from wagtail.admin.action_menu import ActionMenuItem, CancelWorkflowMenuItem, SubmitForModerationMenuItem
from wagtail.models import WorkflowState

AGAIN = "Soumettre de nouveau"
STOP = "Arrêter la relecture"


class Submit(SubmitForModerationMenuItem):
    """« Soumettre à Relecture », then « Soumettre de nouveau » after a remark."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Wagtail would say the whole name of the task."""
        context = super().get_context_data(parent_context)
        page = context.get("page")
        state = page.current_workflow_state if page else None
        if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
            context["label"] = AGAIN
        return context


class Stop(CancelWorkflowMenuItem):
    """Take back what was submitted."""

    label = STOP


OURS = {"action-submit": Submit, "action-cancel-workflow": Stop}


def use_our_words(items: list[ActionMenuItem], request: HttpRequest, context: dict[str, Any]) -> None:
    """Our words in place of Wagtail's; nothing twice: approving publishes, submitting again begins again."""
    unused = {"action-restart-workflow"}
    if any(item.name == "approve" for item in items):
        unused.add("action-publish")
    kept = [item for item in items if item.name not in unused]
    items[:] = [OURS[item.name](order=item.order) if item.name in OURS else item for item in kept]
