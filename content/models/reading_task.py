"""The task of Wagtail's workflow: approving a sheet is reading it."""

from typing import Any

from wagtail.models import GroupApprovalTask, Page, TaskState

from accounts.models import User
from content.publishing.two_readers import read_by_approving


class ReadingTask(GroupApprovalTask):
    """The reading of a page by its moderators. A sheet about rights is approved only once two of them have read it."""

    class Meta:
        verbose_name = "lecture par un groupe"
        verbose_name_plural = "lectures par un groupe"

    @classmethod
    def get_description(cls) -> str:
        """Return the description in the list of tasks."""
        return "Une personne de ces groupes lit la page ; deux, quand une fiche parle de droits."

    def get_actions(self, page: Page, user: User) -> list[tuple[str, str, bool]]:
        """Return Wagtail's actions without « approve with a comment »: nobody would read that comment."""
        return [action for action in super().get_actions(page, user) if action[0] != "approve" or not action[2]]

    def on_action(self, task_state: TaskState, user: User, action_name: str, **kwargs: Any) -> Any:
        """Approve or ask for changes. Raises NotReadyError when another person must still read the page."""
        if action_name == "approve":
            read_by_approving(task_state.workflow_state.content_object, user)
        return super().on_action(task_state, user, action_name, **kwargs)
