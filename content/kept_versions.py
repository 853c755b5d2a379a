"""A version that somebody may have read stays as it is: what is written next is another version.

Wagtail's editor saves by itself over its own last version, in place and under the same number. What is live, set for an
hour or in review would then no longer be what was read, nor say that it speaks of rights.
"""

import datetime
from typing import Any

from wagtail.models import Page, PageLogEntry, Revision, TaskState

PUBLISHED = "wagtail.publish"  # how the actions begin that publish, or set an hour, in the journal


def named(version: Revision | None) -> str:
    """Return the name of what a version holds now, digits and a dot: written over, it has another; "" for none."""
    return f"{version.pk}.{int(version.created_at.timestamp() * 1_000_000)}" if version else ""


def write_over(version: Revision, content: dict[str, Any]) -> None:
    """Write over what a version holds, and give it another name: whoever opened it before holds another text.

    Its day stays, a millionth of a second later: the history keeps its order.
    """
    version.content = content
    version.created_at += datetime.timedelta(microseconds=1)
    version.save(update_fields=["content", "created_at"])


class KeptVersions(Page):
    """A page whose versions are written over only while nobody else has had reason to read them."""

    class Meta:
        abstract = True

    def may_have_been_read(self, version: Revision) -> bool:
        """Return whether a version is, or was, live, set for an hour, or sent to be reviewed; three queries at most."""
        reasons = (
            Page.objects.filter(live_revision=version),
            PageLogEntry.objects.filter(revision=version, action__startswith=PUBLISHED),
            TaskState.objects.filter(revision=version),
        )
        return bool(version.approved_go_live_at) or any(rows.exists() for rows in reasons)

    def save_revision(self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any) -> Revision:
        """Save a version: over `overwrite_revision`, the last one of the same person, unless it may have been read."""
        is_last = overwrite_revision is not None and overwrite_revision.pk == self.latest_revision_id
        if overwrite_revision and is_last and self.may_have_been_read(overwrite_revision):
            overwrite_revision = None  # Wagtail refuses one that is not the last
        revision: Revision = super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)
        return revision
