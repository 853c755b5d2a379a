"""The practice sheets near a lesson, as content.around says it, for who has finished it: one small query."""

from collections import defaultdict

from django.db.models import Count, Exists, Model, OuterRef, Subquery
from django.urls import reverse

from content.around.neighbours import Neighbour, nearest
from content.around.rows import Kind
from content.models import PracticePage, PracticeSource, ToolSource
from content.practices.sheets.neighbours import note_of
from content.serving import open_to_all, reachable
from courses.models import LessonPage, LessonSource, ModulePage

COLUMNS = ("practice", "practice__title", "practice__slug", "practice__situation")


def _citations(model: type[Model]) -> Subquery:
    same_fact = model._default_manager.filter(fact=OuterRef("fact")).order_by()
    return Subquery(same_fact.values("fact").annotate(number=Count("pk")).values("number"))


def sheets_near(lesson: LessonPage, module: ModulePage, most: int) -> list[Neighbour]:
    """Return the published sheets nearest to a lesson by their facts, that share a skill with its module."""
    taught = ModulePage.skills.through.objects.filter(modulepage=module.pk).values("skill")
    touched = PracticePage.skills.through.objects.filter(practicepage=OuterRef("practice"), skill__in=taught)
    shown = open_to_all(reachable(PracticePage.objects.all())).order_by().values("pk")
    common = PracticeSource.objects.filter(Exists(touched), practice__in=shown, fact__cited_in__lesson=lesson.pk)
    counts = (_citations(model) for model in (PracticeSource, ToolSource, LessonSource))
    sheets: dict[int, Neighbour] = {}
    worth: dict[int, float] = defaultdict(float)
    for pk, title, slug, situation, *cited in common.order_by("practice__path").values_list(*COLUMNS, *counts):
        worth[pk] += 1 / sum(number or 0 for number in cited)
        url = reverse("practices:practice", args=[slug])
        sheets[pk] = Neighbour(Kind.SHEET, pk, title, url, note_of(situation))
    return [sheets[pk] for pk in nearest(worth, most)]
