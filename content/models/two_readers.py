"""Nothing about rights is published by one person alone: the rule, on the page itself."""

from typing import Any

from wagtail.models import Revision


class ReadByTwo:
    """A sheet whose live text, when it speaks of rights, has been read by two people who did not write it.

    Whatever the door, publishing ends in `save()`: that is where the rule stands. `publish()` answers sooner, and
    keeps a publication at an hour from stopping the worker. The rule itself: content.practices.publishing.
    """

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save. Raises NotReadyError for a live text about rights that two people have not read.

        A copy made live is kept as a draft instead.
        """
        from content.practices import publishing

        publishing.check_saved(self, kwargs.get("update_fields"))
        super().save(*args, **kwargs)

    def publish(self, revision: Revision, user: Any = None, *args: Any, **kwargs: Any) -> None:
        """Publish, or set the hour. Raises NotReadyError while two people have not read the text."""
        from content.practices import publishing

        is_the_hour = kwargs.get("log_action") == "wagtail.publish.scheduled"
        if publishing.check_revision(revision, is_the_hour=is_the_hour):
            with publishing.by(user):
                super().publish(revision, user, *args, **kwargs)
