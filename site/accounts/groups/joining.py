"""Joining one more group with the card a person already has. Groups never see each other.

A person who runs the group makes four words: shown once, good for one person and 24 hours. The person who types them
in their own account joins. The group learns their display name and that they have a card; of other groups, nothing.
"""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from accounts import journal
from accounts.models import GroupAct, GroupInvitation, Membership, User
from accounts.models.group import GroupInvitationQuerySet
from accounts.secret_code import card_words
from directory.models import PeerGroup

OPEN_FOR = datetime.timedelta(hours=24)


class AlreadyMadeError(Exception):
    """The button was pressed twice: the words exist, and are kept nowhere."""


class NotInTimeError(Exception):
    """The words were used meanwhile, or their 24 hours are over."""


class AlreadyInError(Exception):
    """The person is in this group today."""


def invite(group: PeerGroup, by: User, asked_as: str) -> tuple[GroupInvitation, list[str]]:
    """Make words for one person; return the invitation and its words, which are kept nowhere.

    `asked_as` names one display of the form. Raise AlreadyMadeError when it was sent before.
    """
    now = timezone.now()
    words = card_words.draw_words()
    try:
        with transaction.atomic():
            invitation = GroupInvitation.objects.create(
                peer_group=group,
                words_hmac=card_words.words_fingerprint(words),
                made_by=by,
                made_at=now,
                closes_at=now + OPEN_FOR,
                asked_as=asked_as,
            )
            journal.record(group, GroupAct.Kind.INVITED, by)
    except IntegrityError as error:
        raise AlreadyMadeError from error
    return invitation, words


def open_invitations() -> GroupInvitationQuerySet:
    """Return those in time whose maker still runs the group: what a person prepared ends with their place."""
    runs = Membership.objects.running().filter(user=OuterRef("made_by"), peer_group=OuterRef("peer_group"))
    return GroupInvitation.objects.open().filter(Exists(runs))


def find(words: list[str]) -> GroupInvitation | None:
    """Return the invitation these words open now, if any."""
    return open_invitations().filter(words_hmac=card_words.words_fingerprint(words)).first()


def withdraw(by: User) -> None:
    """Withdraw the open invitations this person made: their words let nobody in any more."""
    GroupInvitation.objects.open().filter(made_by=by).delete()


def belongs(user: User, group: PeerGroup) -> bool:
    """Return whether the person is in the group today."""
    return Membership.objects.current().filter(user=user, peer_group=group).exists()


def join(user: User, invitation: GroupInvitation) -> Membership:
    """Make the person a member of the group from today, and use the words up.

    Raise AlreadyInError (the words stay good) or NotInTimeError.
    """
    try:
        with transaction.atomic():
            User.objects.select_for_update().get(pk=user.pk)
            if belongs(user, invitation.peer_group):
                raise AlreadyInError
            if not open_invitations().filter(pk=invitation.pk).update(used_at=timezone.now()):
                raise NotInTimeError
            membership = Membership.objects.create(user=user, peer_group=invitation.peer_group)
            journal.record(invitation.peer_group, GroupAct.Kind.JOINED, user, user)
            return membership
    except IntegrityError as error:
        raise AlreadyInError from error


def purge(keep: datetime.timedelta) -> int:
    """Erase the invitations that closed longer than `keep` ago; return how many."""
    return GroupInvitation.objects.filter(closes_at__lt=timezone.now() - keep).delete()[0]
