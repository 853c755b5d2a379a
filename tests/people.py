"""The ten kinds of people of the access table, and a signed-in client for each.

There are two groups, `here` and `elsewhere`. Everybody belongs to `here` but the other member, the coordinator, the
referent and those who write in the admin: they share nothing with it.
"""

import datetime
import time
from functools import cached_property

from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from accounts.models import CollectiveReferent, Mandate, Membership, User
from content.admin import roles
from content.models import HomePage
from directory.models import Collective, PeerGroup

KINDS = (
    "visitor",
    "member",
    "other_member",
    "facilitator",
    "board_member",
    "editor",
    "moderator",
    "coordinator",
    "referent",
    "superuser",
)
IN_THE_ADMIN = {"editor": roles.EDITORS, "moderator": roles.MODERATORS, "coordinator": roles.COORDINATION}


def person(name: str, **fields: object) -> User:
    """Make an account without a password."""
    return User.objects.create_user(display_name=name, **fields)


def member_named(group: PeerGroup, name: str) -> User:
    """Make a member of a group."""
    user = person(name)
    Membership.objects.create(user=user, peer_group=group)
    return user


def facilitates() -> dict[str, object]:
    """Return the fields of a membership whose holder runs the group as its employee, and has accepted."""
    return {"role": Membership.Role.FACILITATOR, "role_accepted_at": timezone.now()}


class People:
    """One person of each kind, made when first asked for: `people.member`, `people.superuser`…"""

    @cached_property
    def here(self) -> PeerGroup:
        """The group that most of them belong to."""
        return PeerGroup.objects.create(slug="groupe-ici", name="Groupe d’ici")

    @cached_property
    def elsewhere(self) -> PeerGroup:
        """A group that has nothing to do with the first."""
        return PeerGroup.objects.create(slug="groupe-ailleurs", name="Groupe d’ailleurs")

    @cached_property
    def collective(self) -> Collective:
        """The collective that the referent answers for."""
        return Collective.objects.create(slug="collectif-essai", name="Collectif d’essai")

    visitor = None

    def _belonging(self, name: str, group: PeerGroup, role: str = Membership.Role.MEMBER) -> Membership:
        place = {} if role == Membership.Role.MEMBER else facilitates()
        return Membership.objects.create(user=person(name), peer_group=group, **place)

    @cached_property
    def member(self) -> User:
        """A member of `here`."""
        return self._belonging("Membre", self.here).user

    @cached_property
    def other_member(self) -> User:
        """A member of `elsewhere`: a stranger."""
        return self._belonging("Autre membre", self.elsewhere).user

    @cached_property
    def facilitator(self) -> User:
        """An employee of `here`."""
        return self._belonging("Animation", self.here, Membership.Role.FACILITATOR).user

    @cached_property
    def board_member(self) -> User:
        """An elected member of `here`, during their mandate."""
        membership = self._belonging("Bureau", self.here)
        Mandate.objects.create(
            membership=membership,
            office=Mandate.BoardOffice.TREASURER,
            starts_on=membership.starts_on - datetime.timedelta(days=30),
            accepted_at=timezone.now(),
        )
        return membership.user

    def _with_role(self, kind: str) -> User:
        if HomePage.objects.exists():
            roles.ensure_roles()
        user = person(kind.capitalize())
        user.groups.add(Group.objects.get_or_create(name=IN_THE_ADMIN[kind])[0])
        return user

    @cached_property
    def editor(self) -> User:
        """A user who writes in the admin and does not publish."""
        return self._with_role("editor")

    @cached_property
    def moderator(self) -> User:
        """A user who publishes in the admin."""
        return self._with_role("moderator")

    @cached_property
    def coordinator(self) -> User:
        """A user who opens groups and records mandates."""
        return self._with_role("coordinator")

    @cached_property
    def referent(self) -> User:
        """A user who answers for `collective` and belongs to no group."""
        user = person("Référence")
        CollectiveReferent.objects.create(user=user, collective=self.collective)
        return user

    @cached_property
    def superuser(self) -> User:
        """A user with every right of the admin."""
        return person("Technique", is_superuser=True)

    def of(self, kind: str) -> User | None:
        """Return the person of a kind; None for the visitor."""
        return getattr(self, kind)


def mark_second_factor(client: Client) -> None:
    """Write in the session what allauth writes once a person has given their second factor."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()


WITH_SECOND_FACTOR = ("superuser", "facilitator", "board_member")


def sign_in(client: Client, people: People, kind: str, *, second_factor: bool = True) -> Client:
    """Sign the person of that kind in, and return the client.

    Those of the admin, and those who run a group, have given their second factor.
    """
    user = people.of(kind)
    if user is not None:
        client.force_login(user)
        if second_factor and (kind in IN_THE_ADMIN or kind in WITH_SECOND_FACTOR):
            mark_second_factor(client)
    return client
