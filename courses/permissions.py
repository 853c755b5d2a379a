"""Who may do what with modules and lessons in the admin."""

from accounts.models import User
from courses.models.training import TrainingPage


def may_duplicate(user: User, page: TrainingPage) -> bool:
    """Editors and moderators, wherever they may add a page beside this one."""
    return page.get_parent().permissions_for_user(user).can_add_subpage()


def may_send(user: User, module: TrainingPage) -> bool:
    """Those who may edit the module, where somebody reviews what they send."""
    return bool(module.permissions_for_user(user).can_edit() and module.has_workflow)
