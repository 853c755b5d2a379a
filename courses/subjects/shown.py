"""A decided subject as everybody signed in reads it, with the module that answers it."""

from dataclasses import dataclass

from courses.models import ModulePage, Subject


@dataclass(frozen=True)
class Shown:
    """A subject, and the published module that answers it; None when there is none, or it is no longer there."""

    subject: Subject
    module: ModulePage | None


def with_modules(subjects: list[Subject]) -> list[Shown]:
    """Return these subjects with their modules. One query, none when none is published."""
    keys = {each.module_key for each in subjects if each.module_key}
    pages = ModulePage.objects.live().filter(translation_key__in=keys).only("title", "translation_key", "path", "slug")
    by_key = {page.translation_key: page for page in pages} if keys else {}
    return [Shown(each, by_key.get(each.module_key)) for each in subjects]
