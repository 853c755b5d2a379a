"""An erased account in the versions of pages: Wagtail writes its number there, and its remarks beside the text.

The rows that they repeat go with the account, or forget it; each version of each page would tell them for ever.
"""

from typing import Any

from django.db.models import Q
from wagtail.models import COMMENTS_RELATION_NAME, Revision

from accounts.models import User

NUMBERS = ("owner", "locked_by")


def leave(user: User) -> None:
    """Take an account about to be erased out of every version of every page."""
    has_remarks = ~Q(**{f"content__{COMMENTS_RELATION_NAME}": []})
    numbered = Q(*((f"content__{name}", user.pk) for name in NUMBERS), _connector=Q.OR)
    for version in Revision.objects.page_revisions().filter(numbered | has_remarks).iterator():
        content = _without(version.content, user.pk)
        if content != version.content:
            Revision.objects.filter(pk=version.pk).update(content=content)


def _without(content: dict[str, Any], number: int) -> dict[str, Any]:
    owned = {name: None for name in NUMBERS if content.get(name) == number}
    remarks = [_answered(each, number) for each in content.get(COMMENTS_RELATION_NAME) or [] if each["user"] != number]
    return {**content, **owned, COMMENTS_RELATION_NAME: remarks}


def _answered(remark: dict[str, Any], number: int) -> dict[str, Any]:
    """Return a remark of somebody else, without what the account answered to it, nor that it settled it."""
    settled = {"resolved_by": None} if remark.get("resolved_by") == number else {}
    replies = [each for each in remark.get("replies") or [] if each["user"] != number]
    return {**remark, **settled, "replies": replies}
