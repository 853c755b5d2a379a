"""When a workshop takes place, in words: `{{ date|when }}`, `{{ date|hours }}`."""

from django import template

from gatherings.models import Workshop, WorkshopDate
from gatherings.programme.dates import has_a_day_after
from lib.french_dates import write_day
from lib.hours import write

register = template.Library()


@register.filter
def day(date: WorkshopDate) -> str:
    """Return « Mardi 8 décembre », on the clock of the place."""
    return write_day(date.begins.date(), "l j F").capitalize()


@register.filter
def hours(date: WorkshopDate) -> str:
    """Return « de 14 h à 16 h 30 », on the clock of the place."""
    return f"de {write(date.begins.time())} à {write(date.ends.time())}"


@register.filter
def comes_back(workshop: Workshop) -> str:
    """Return how often a workshop comes back, and until when."""
    label: str = workshop.get_repeats_display()
    return f"{label}, jusqu’au {write_day(workshop.last_day, 'j F Y')}" if workshop.last_day else label


@register.filter
def and_then(date: WorkshopDate) -> str:
    """Return « Puis chaque semaine, jusqu’au 3 mars 2027 »; "" for the last date of a workshop."""
    if not has_a_day_after(date):
        return ""
    said = comes_back(date.workshop)
    return f"Puis {said[0].lower()}{said[1:]}"


@register.simple_tag
def next_training_day() -> WorkshopDate | None:
    """Return the next training day of the network that anybody may come to, or None; one query."""
    ahead = WorkshopDate.objects.readable_by_all().ahead().filter(is_cancelled=False)
    return ahead.select_related("workshop__peer_group").first()
