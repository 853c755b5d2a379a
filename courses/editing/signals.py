"""The minutes of a module: the sum of its live lessons, counted again whenever one of them changes or moves."""

from typing import Any

from django.db.models import QuerySet, Sum
from wagtail.models import Page

from courses.models import LessonPage, ModulePage


def _count(modules: QuerySet[ModulePage]) -> None:
    for module in modules.only("path", "depth", "minutes"):
        minutes = LessonPage.objects.child_of(module).live().aggregate(total=Sum("minutes"))["total"] or 0
        if minutes != module.minutes:
            ModulePage.objects.filter(pk=module.pk).update(minutes=minutes)


def count_again(sender: Any, instance: Page, raw: bool = False, **kwargs: Any) -> None:
    """Signal handler: a lesson or a module was saved (published, unpublished), moved or deleted."""
    if raw:
        return
    # After a move (treebeard), `url_path` and `path` of the instance may be the old ones: both places are counted.
    parents = {instance.path[: -instance.steplen], instance.path}
    for side in ("parent_page_before", "parent_page_after"):
        if side in kwargs:
            parents.add(kwargs[side].path)
    _count(ModulePage.objects.filter(path__in=parents))
