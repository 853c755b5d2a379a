"""What those who run a group did for it: written down as it is done, readable by the group's members."""

from accounts.models import GroupAct, User
from directory.models import PeerGroup


def record(group: PeerGroup, kind: str, actor: User, subject: User | None = None, detail: str = "") -> GroupAct:
    """Write down one act (`GroupAct.Kind`). Call it in the transaction of the act itself.

    `detail` is read by every member of the group: an office, a day; never a name, never what somebody learns.
    """
    return GroupAct.objects.create(peer_group=group, kind=kind, actor=actor, subject=subject, detail=detail)
