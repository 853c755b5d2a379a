"""Who may do what with modules and lessons in the admin."""

from accounts.models import User
from courses.models.training import TrainingPage


def may_duplicate(user: User, page: TrainingPage) -> bool:
    """Who may write beside it: editors and moderators, wherever they may add a page."""
    return page.get_parent().permissions_for_user(user).can_add_subpage()
