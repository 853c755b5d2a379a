"""What the list of people in the admin does to several at once: as the page of each does, and told in the journal."""

from typing import Any

from wagtail.log_actions import log
from wagtail.users.views.bulk_actions import AssignRoleBulkAction, DeleteBulkAction, SetActiveStateBulkAction

from accounts.models import User
from accounts.recovery import emergency_stop


class AssignRole(AssignRoleBulkAction):
    """« Attribuer un rôle »."""

    @classmethod
    def execute_action(cls, objects: list[User], **kwargs: Any) -> tuple[int, int]:
        """Give a role to people; return how many, and 0."""
        _tell(objects, "wagtail.edit")
        return super().execute_action(objects, **kwargs)


class SetActiveState(SetActiveStateBulkAction):
    """« Changer l’état »: to close an account stops what is open, as in the page of the person."""

    @classmethod
    def execute_action(cls, objects: list[User], mark_as_active: bool = False, **kwargs: Any) -> tuple[int, int]:
        """Open or close accounts, never that of who asks; return how many, and 0."""
        others = [person for person in objects if person != kwargs.get("user")]
        done = super().execute_action(others, mark_as_active=mark_as_active, **kwargs)
        changed = [person for person in others if person.is_active != mark_as_active]
        _tell(changed, "wagtail.edit")
        for person in changed if not mark_as_active else ():
            emergency_stop.stop(person, None, passkeys=False)
        return done


class Erase(DeleteBulkAction):
    """« Supprimer »: each person is erased as they would be by themselves (accounts.personal_data)."""

    @classmethod
    def execute_action(cls, objects: list[User], **kwargs: Any) -> tuple[int, int]:
        """Erase people; return how many, and 0."""
        _tell(objects, "wagtail.delete", deleted=True)
        return super().execute_action(objects, **kwargs)


def _tell(people: list[User], action: str, **said: bool) -> None:
    """Write in the journal who did it, which Wagtail does for one person and not for several."""
    for person in people:
        log(person, action, **said)
