"""What the coordination writes of the groups: each act with a revision, and a line that their members may read."""

from django.db import transaction

from accounts import journal, kept_texts
from accounts.coordination import prepared_file
from accounts.models import GroupAct, User
from directory import borne_names, editing
from directory.models import PeerGroup
from directory.tables import writing
from directory.tables.plan import Outcome, Plan
from directory.tables.same_group import KnownGroups

ADDED = "groupe ajouté par la coordination"
BY_FILE = "par un fichier de la coordination"
STAGE_CHANGED = "état du groupe, par la coordination"
CHANGED = GroupAct.Kind.PAGE_CHANGED


class SameGroupError(Exception):
    """A group of this town is known under this name, or was; `groups` are those."""

    def __init__(self, groups: list[PeerGroup]) -> None:
        super().__init__()
        self.groups = groups


@transaction.atomic
def add_group(group: PeerGroup, by: User, *, is_sure: bool) -> None:
    """Add a group in creation. Raise SameGroupError, unless `is_sure`, for one that looks the same as another."""
    alike = KnownGroups(PeerGroup.objects.held()).named(group.name, group.town, group.department_code)
    alike = alike or borne_names.groups_that_bore(group.name, group.town, group.department_code)
    if alike and not is_sure:
        raise SameGroupError(alike)
    group.stage = PeerGroup.Stage.CREATION
    editing.add(group, by)
    journal.record(group, CHANGED, by, detail=ADDED)


@transaction.atomic
def set_stage(group: PeerGroup, values: dict[str, object], by: User) -> None:
    """Write whether a group is open, and whether everybody sees it; whoever keeps its page keeps it."""
    present = PeerGroup.objects.select_for_update().get(pk=group.pk)
    if all(getattr(present, name) == value for name, value in values.items()):
        return
    editing.set_state(present, values, by)
    journal.record(present, CHANGED, by, detail=STAGE_CHANGED)


@transaction.atomic
def write_file(by: User, seen: str) -> Plan | None:
    """Write the file that this person sent and read; None when nothing is prepared any more: pressed twice.

    `seen` is the mark of the preview. Raise ChangedMeanwhileError, writing nothing, when it would do something else.
    """
    kept = kept_texts.take(by, prepared_file.KEY)
    prepared = prepared_file.opened(kept)
    if prepared is None:
        return None
    told = writing.planned(prepared.lines).told
    if prepared_file.mark(told) != seen:
        raise editing.ChangedMeanwhileError
    made = writing.write(prepared.lines, told, by)
    details = {Outcome.ADDED: ADDED, Outcome.CHANGED: BY_FILE}
    journal.record_many([(step.group, CHANGED, details[step.outcome]) for step in made.to_write], by)
    return made
