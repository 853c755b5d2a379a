"""How many people said « J’ai essayé » of a sheet: a number from five on, no number of fewer. It never tells who."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from content.models import PracticePage, Tried

FEWEST_COUNTED = 5  # of fewer people, a group could tell who


def lines_of(sheet: PracticePage) -> QuerySet[Tried]:
    """Return the lines that readers see under a sheet, the latest first: each member has one at most."""
    return Tried.objects.filter(practice=sheet.pk, state=Tried.State.PUBLISHED)


def number_of_each() -> Coalesce:
    """Return how many lines readers see under each sheet, to annotate sheets; no query more."""
    shown = Tried.objects.filter(practice=OuterRef("pk"), state=Tried.State.PUBLISHED)
    return Coalesce(Subquery(shown.order_by().values("practice").annotate(number=Count("pk")).values("number")), 0)


def people_words(number: int) -> str:
    """Return « 5 personnes l’ont essayée », « Des personnes l’ont essayée » of fewer, "" of nobody."""
    if not number:
        return ""
    return f"{number if number >= FEWEST_COUNTED else 'Des'} personnes l’ont essayée"
