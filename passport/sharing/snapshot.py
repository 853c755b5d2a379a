"""What a reader reads of a line of the passport: worded once at opening, shown for as long as the share is open.

Two pure steps. `freeze` turns a line and its occasions into plain texts, kept as JSON with the share.
`reading` turns those texts into what is shown on a given day: occasions removed since then and old dates are
left out. The title of a training never enters: only the kind of source does (3-passport.md §1).
"""

import datetime
from collections.abc import Collection, Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.utils.formats import date_format

from passport.models.entry import Face, Practice, SourceKind

if TYPE_CHECKING:
    from passport.models import Confirmation, Entry, Occasion

OLD_AFTER_MONTHS = 12
SEEN = "vue en formation"
OTHER_SKILLS = "Autres compétences"
PRACTICE_WORDS = {
    Practice.NOT_TRIED: "pas encore essayée",
    Practice.TRIED: "essayée",
    Practice.WITH_HELP: "avec de l’aide",
    Practice.WITHOUT_HELP: "sans aide",
    Practice.SHOWS_OTHERS: "la montre à d’autres",
}


def how_known(face: str, practice: str, source_kinds: Collection[str]) -> str:
    """How the person came to it: transmitted, seen in a training, or learnt by doing.

    >>> how_known(Face.GAINED, Practice.NOT_TRIED, [SourceKind.TRAINING])
    'vue en formation'
    """
    if face == Face.SHARED:
        return "transmise à d’autres"
    if practice != Practice.NOT_TRIED:
        return "apprise en faisant"
    return SEEN if SourceKind.TRAINING in source_kinds else "apprise"


def freeze(
    entry: "Entry", occasions: Iterable["Occasion"], confirmations: Iterable["Confirmation"] = ()
) -> dict[str, Any]:
    """The plain texts of a line, as they read now. `entry.skill.domain` is read when there is a skill.

    `confirmations` are those the holder accepted. Never a group's name: who speaks is said by their function.
    """
    times = list(occasions)
    skill = entry.skill
    return {
        "title": entry.title,
        "how": how_known(entry.face, entry.practice, {time.source_kind for time in times}),
        "practice": PRACTICE_WORDS[Practice(entry.practice)],
        "frequency": entry.get_frequency_display().lower() if entry.frequency else "",
        "task": entry.task,
        "setting": entry.setting,
        "own_words": entry.own_words,
        "is_collective": entry.is_collective,
        "my_part": entry.my_part,
        "domain": skill.domain.label if skill else OTHER_SKILLS,
        "unit": (skill.collective_unit if skill else "") or OTHER_SKILLS,
        "occasions": [
            {"id": time.pk, "source": SourceKind(time.source_kind).label, "on": time.happened_on.isoformat()}
            for time in times
        ],
        "confirmations": [
            {
                "id": each.pk,
                "by": each.said_by,
                "sentence": each.sentence,
                "name": each.name_shown,
                "indicators": each.indicator_texts,
            }
            for each in confirmations
        ],
    }


def is_old(day: datetime.date, today: datetime.date) -> bool:
    """Whether a date is more than twelve months away, and hidden unless the holder ticked otherwise."""
    months = (today.year - day.year) * 12 + today.month - day.month
    return months > OLD_AFTER_MONTHS or (months == OLD_AFTER_MONTHS and today.day > day.day)


def reading(
    frozen: dict[str, Any],
    standing_occasions: Collection[int],
    today: datetime.date,
    *,
    show_old_dates: bool,
    names: Mapping[int, str] = MappingProxyType({}),
) -> dict[str, Any]:
    """What the reader sees of a frozen line on `today`: its texts, one sentence of facts, the last time.

    `names` holds the confirmations that are still accepted, each with the name its author still agrees to show.
    """
    times = [time for time in frozen["occasions"] if time["id"] in standing_occasions]
    days = sorted(datetime.date.fromisoformat(time["on"]) for time in times)
    days = [day for day in days if show_old_dates or not is_old(day, today)]
    # What a peer saw is told by their confirmation, as long as it stands.
    sources = {time["source"] for time in times} - {SourceKind.DECLARED.label, SourceKind.SEEN.label}
    if frozen["how"] == SEEN:
        sources = set()
    facts = [frozen["how"], *sorted(sources), frozen["frequency"], _practice_beside(frozen)]
    sentence = ", ".join(fact for fact in facts if fact)
    return {
        **frozen,
        "facts": sentence[:1].upper() + sentence[1:],
        "last_time": date_format(days[-1], "F Y") if days else "",
        "confirmations": [
            each | {"name": each["name"] if each["name"] == names[each["id"]] else ""}
            for each in frozen.get("confirmations", ())
            if each["id"] in names
        ],
    }


def _practice_beside(frozen: dict[str, Any]) -> str:
    """The practice, unless the words before it say the same."""
    repeats = frozen["how"] == "transmise à d’autres" and frozen["practice"] == PRACTICE_WORDS[Practice.SHOWS_OTHERS]
    return "" if repeats else frozen["practice"]


def grouped(readings: Iterable[dict[str, Any]], by: str) -> list[tuple[str, list[dict[str, Any]]]]:
    """Readings under their `domain` or `unit`, in the order the holder gave; what has none comes last."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for item in readings:
        groups.setdefault(item[by], []).append(item)
    last = groups.pop(OTHER_SKILLS, None)
    return [*groups.items(), *([(OTHER_SKILLS, last)] if last else [])]
