"""What the admin tells of a sheet, its text and who wrote or read it: to its author and to those who publish."""

from typing import Any

from wagtail.models import PagePermissionTester


class SheetRights(PagePermissionTester):
    """Wagtail's rights on a sheet; for those who do not publish, only on their own and on those of nobody.

    The history of a page names who sent it, whatever signature they chose.
    """

    def __init__(self, user: Any, page: Any) -> None:
        super().__init__(user, page)
        of_another = page.is_answer or page.owner_id not in {None, user.pk}
        if of_another and user.is_active and not user.is_superuser and "publish" not in self.permissions:
            self.permissions: set[str] = set()

    def can_copy(self) -> bool:
        """Nobody: a copy has neither the author nor the readers of its sheet, and keeps words that are taken back."""
        return False
