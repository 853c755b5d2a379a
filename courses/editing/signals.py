"""Signal handler that keeps the minutes of a module: the sum of those of its live lessons."""

from typing import Any

from django.db.models import QuerySet, Sum
from wagtail.models import Page

from courses.models import LessonPage, ModulePage


def _recount(modules: QuerySet[ModulePage]) -> None:
    for module in modules.only("path", "depth", "minutes"):
        minutes = LessonPage.objects.child_of(module).live().aggregate(total=Sum("minutes"))["total"] or 0
        if minutes != module.minutes:
            ModulePage.objects.filter(pk=module.pk).update(minutes=minutes)


def recount_minutes(sender: Any, instance: Page, raw: bool = False, **kwargs: Any) -> None:
    """Count the minutes again after a lesson or a module was saved (published, unpublished), moved or deleted."""
    if raw:
        return
    # After a move (treebeard), `path` of the instance may be the old one: both parents are counted.
    parents = {instance.path[: -instance.steplen], instance.path}
    for side in ("parent_page_before", "parent_page_after"):
        if side in kwargs:
            parents.add(kwargs[side].path)
    _recount(ModulePage.objects.filter(path__in=parents))
