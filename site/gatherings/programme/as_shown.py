"""What the form of a workshop, or of one of its dates, shows: by field, with the mark that the page sends back."""

import datetime
from typing import Any

from gatherings.models import Workshop, WorkshopDate
from lib import meanwhile
from lib.secrets import Purpose

SHOWN = Purpose("what the form of a workshop or of a date showed", prefix="gatherings.programme.shown:")
SKILLS = ("skill_1", "skill_2", "skill_3")


def of_workshop(workshop: Workshop) -> dict[str, Any]:
    """Return what the form of a workshop shows when it is opened again. One query."""
    names = ("title", "what", "place", "video_link", "places", "first_day", "begins_at", "repeats", "last_day")
    ends = datetime.datetime.combine(workshop.first_day, workshop.begins_at) + workshop.length
    slugs = list(workshop.skills.order_by("slug").values_list("slug", flat=True)[: len(SKILLS)])
    return {
        **{name: getattr(workshop, name) for name in names},
        "ends_at": ends.time(),
        **dict(zip(SKILLS, [*slugs, "", "", ""], strict=False)),
        "says_module": workshop.prepared_from_id is not None,
    }


def of_date(date: WorkshopDate) -> dict[str, Any]:
    """Return what is said of one date, by field of the form that moves it."""
    return {
        "first_day": date.begins.date(),
        "begins_at": date.begins.time(),
        "ends_at": date.ends.time(),
        "place": date.place,
        "word": date.word,
    }


def mark_of_workshop(workshop: Workshop) -> str:
    """Return the mark of what the form of a workshop shows. One query."""
    return meanwhile.mark_of(SHOWN, {"workshop": workshop.pk, **of_workshop(workshop)})


def mark_of_date(date: WorkshopDate) -> str:
    """Return the mark of what is said of one date, cancelled or not."""
    return meanwhile.mark_of(SHOWN, {"date": date.pk, "is_cancelled": date.is_cancelled, **of_date(date)})
