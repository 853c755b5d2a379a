"""The page of a group or of a collective in the directory, kept by its own people."""

from django.db import transaction

from accounts import journal
from accounts.groups import name_change
from accounts.models import GroupAct, User
from directory import editing
from directory.models import Collective, PeerGroup

CONFIRMS = "confirms_name"


def source_of(place: PeerGroup | Collective) -> str:
    """Return the source that the page names."""
    return "Tenu par le groupe" if isinstance(place, PeerGroup) else "Tenu par le collectif"


@transaction.atomic
def keep_group_page(group: PeerGroup, values: dict[str, object], version: int, by: User) -> None:
    """Change the page of a group and record the act. Raise as `directory.editing.keep` does, changing nothing.

    A new name signs once a second person agrees; raise ValidationError for the name of another place.
    """
    name_change.refuse_taken(group, str(values["name"]))
    present = PeerGroup.objects.get(pk=group.pk)
    written = dict(values)
    confirms = bool(written.pop(CONFIRMS, False)) and name_change.may_confirm(present, by)
    written["confirmed_name"] = name_change.confirmed_after(present, str(values["name"]), confirms=confirms)
    editing.keep(group, written, version, by, source_of(group))
    journal.record(group, GroupAct.Kind.PAGE_CHANGED, by, detail=_detail(present, written))


def _detail(before: PeerGroup, written: dict[str, object]) -> str:
    if written["name"] != before.name:
        return name_change.RENAMED
    return name_change.CONFIRMED if before.confirmed_name and not written["confirmed_name"] else ""


def keep_collective_page(collective: Collective, values: dict[str, object], version: int, by: User) -> None:
    """Change the page of a collective. Raise as `directory.editing.keep` does, changing nothing.

    Raise ValidationError for the name of another place.
    """
    name_change.refuse_taken(collective, str(values["name"]))
    editing.keep(collective, values, version, by, source_of(collective))
