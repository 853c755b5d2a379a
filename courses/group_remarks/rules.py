"""What happens to a remark of a group: sent once, taken back while it waits, handled by one moderator at a time."""

import json
import uuid
from dataclasses import dataclass

from django.utils import timezone

from accounts.models import Membership, User
from courses.models import GroupRemark, LessonPage
from directory.models import PeerGroup
from lib.secrets import Purpose, fingerprint

TITLE = "Remarques des groupes"  # of the list, in the admin
MOST_WAITING = 60  # of one group, about all lessons; past it, each person still has one waiting
MOST_OF_ONE = 15  # waiting, of one person
SEEN = Purpose("what a moderator reads of a remark", prefix="courses.remark:")


class TooManyWaitingError(Exception):
    """As many remarks of the group wait as moderators can read."""


class TooManyOfOneError(Exception):
    """As many remarks of one person wait as are theirs: the others of their group have room too."""


@dataclass(frozen=True)
class Said:
    """What a member sends: about what, in which words, whether their group wants to be named."""

    kind: str
    words: str
    names_group: bool


def groups_of(user: User) -> list[PeerGroup]:
    """Return the groups that a person belongs to today, by name: they may speak for each."""
    current = Membership.objects.current().filter(user=user)
    return list(PeerGroup.objects.filter(pk__in=current.values("peer_group")).order_by("name"))


def send(sender: User, group: PeerGroup, lesson: LessonPage, said: Said, name: str) -> GroupRemark:
    """Keep a remark under a name of lib.idempotency: the same page sent twice keeps one.

    Raise TooManyWaitingError when too many of the group wait already, TooManyOfOneError when too many of theirs do.
    """
    kept = GroupRemark.objects.filter(sent_as=name).first()
    if kept:
        return kept
    _check_room(sender, group)
    told = {"kind": said.kind, "words": said.words, "names_group": said.names_group}
    row = {"lesson_key": lesson.translation_key, "peer_group": group, "sender": sender, **told}
    return GroupRemark.objects.get_or_create(sent_as=name, defaults=row)[0]


def _check_room(sender: User, group: PeerGroup) -> None:
    waiting = GroupRemark.objects.waiting()
    own = waiting.filter(sender=sender).count()
    if own >= MOST_OF_ONE:
        raise TooManyOfOneError
    if own and waiting.filter(peer_group=group).count() >= MOST_WAITING:
        raise TooManyWaitingError


def take_back(sender: User, pk: int) -> bool:
    """Erase a remark of this sender about which nothing is decided; return whether there was one."""
    return bool(GroupRemark.objects.waiting().filter(sender=sender, pk=pk).delete()[0])


def seen_of(remark: GroupRemark) -> str:
    """Return the fingerprint of what a moderator reads of a remark: its words, what became of it, the answer."""
    return fingerprint(SEEN, json.dumps([remark.words, remark.state, remark.answer]))


def handle(pk: int, seen: str, state: str, answer: str) -> bool:
    """Say what becomes of a remark that was read as `seen` (`seen_of`), and tell its sender.

    Return False, changing nothing, when another moderator was faster or when it was taken back.
    """
    handled_on = timezone.localdate() if state in GroupRemark.HANDLED else None
    read = GroupRemark.objects.filter(pk=pk).first()
    if read is None or seen_of(read) != seen:
        return False
    still = GroupRemark.objects.filter(pk=pk, state=read.state, answer=read.answer)
    return bool(still.update(state=state, answer=answer, handled_on=handled_on))


def lessons_by_key(remarks: list[GroupRemark]) -> dict[uuid.UUID, LessonPage]:
    """Return the lessons that remarks are about, by their permanent keys; one that is gone is not there. One query."""
    pages = LessonPage.objects.filter(translation_key__in={remark.lesson_key for remark in remarks})
    return {page.translation_key: page for page in pages.only("title", "translation_key", "path", "slug", "url_path")}
