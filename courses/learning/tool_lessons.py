"""The lessons that teach a tool, for its page (content.tools.taught_in)."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField
from django.db.models.functions import Cast
from wagtail.models import Page, ReferenceIndex

from content.models import ToolPage
from content.serving import reachable
from content.tools.taught_in import Teaching
from courses.learning.first_proposals import is_first_proposal
from courses.learning.lookup import lesson_address
from courses.models import LessonPage, ModulePage

OF_MODULE = ("path", "title", "slug", "translation_key", "tried_with")
IN_A_BLOCK = "body.tool.tool"  # where the index of references finds the tool of a lesson


def lessons_of(tool: ToolPage) -> list[Teaching]:
    """Return the published lessons that carry a tool, in the order of the training; four queries at most."""
    references = ReferenceIndex.get_references_to(tool).filter(
        content_type=ContentType.objects.get_for_model(LessonPage), model_path=IN_A_BLOCK
    )
    numbers = references.values(number=Cast("object_id", BigIntegerField()))
    open_lessons = reachable(LessonPage.objects.filter(pk__in=numbers)).public().order_by("path")
    lessons = list(open_lessons.only("path", "depth", "title", "slug", "content_type"))
    above = {lesson.path[: -Page.steplen] for lesson in lessons}
    modules = {module.path: module for module in ModulePage.objects.filter(path__in=above).only(*OF_MODULE)}
    found = []
    for lesson in lessons:
        module = modules[lesson.path[: -Page.steplen]]
        first = is_first_proposal(module)
        found.append(Teaching(lesson.title, lesson_address(module, lesson), module.title, first))
    return found
