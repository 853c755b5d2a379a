"""Two people of a group who help a third with a forgotten code, each in their own browser."""

import datetime
from dataclasses import dataclass

import time_machine
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import LoginCard, Mandate, Membership, SecretReset, User
from tests.accounts.kit import card_of, enter, is_signed_in
from tests.people import People, sign_in

NEW_CODE = "915372"
LONG_AGO = datetime.timedelta(days=60)


def settle() -> None:
    """Make every membership and mandate two months old, accepted then, each kind confirmed by another coordinator."""
    day, moment = timezone.localdate() - LONG_AGO, timezone.now() - LONG_AGO
    one, other = (User.objects.get_or_create(username=name)[0] for name in ("coordination-1", "coordination-2"))
    Membership.objects.update(starts_on=day)
    roles = Membership.objects.filter(role=Membership.Role.FACILITATOR)
    roles.update(role_accepted_at=moment, role_confirmed_by=one, role_confirmed_at=moment)
    Mandate.objects.update(starts_on=day, recorded_on=day, accepted_at=moment, confirmed_by=other, confirmed_at=moment)


def later(**how_long: float) -> time_machine.travel:
    """Travel to a later time: `with later(hours=24):`."""
    return time_machine.travel(timezone.now() + datetime.timedelta(**how_long), tick=False)


def opens(user: User, code: str) -> bool:
    """Return whether a card printed long ago and this code open the account."""
    client, prepared = Client(), list(SecretReset.objects.values("pk", "takes_effect_at", "is_serving"))
    kept = User.objects.get(pk=user.pk).secret_hash
    LoginCard.objects.filter(user=user).delete()
    held = card_of(user, code=None)
    for each in prepared:  # which a new card puts off, or stops
        SecretReset.objects.filter(pk=each.pop("pk")).update(**each)
    User.objects.filter(pk=user.pk).update(secret_hash=kept)
    enter(client, held, code)
    return is_signed_in(client)


def make_codes(people: People) -> None:
    """Make for the member a code in service that they have not recognised, and another that waits for a helper."""
    settle()
    now = timezone.now()
    group, asked_by, confirmed_by = people.here, people.board_member, people.facilitator
    prepared = {"confirmed_by": confirmed_by, "confirmed_at": now, "takes_effect_at": now, "applied_at": now}
    SecretReset.objects.create(user=people.member, peer_group=group, asked_by=asked_by, **prepared)
    SecretReset.objects.create(user=people.member, peer_group=group, asked_by=asked_by)
    User.objects.filter(pk=people.member.pk).update(has_code_news=True)


@dataclass
class Together:
    """The facilitator, the board member and the member of `people.here`, in their roles for two months."""

    people: People
    owner: User

    def __init__(self, people: People) -> None:
        self.people, self.owner = people, people.member
        people.facilitator, people.board_member  # noqa: B018 - both are there
        settle()
        User.objects.update(rescue_offered_on=timezone.localdate())  # that question is asked elsewhere

    def url(self, name: str = "reset", group: str = "groupe-ici") -> str:
        """Return an address about the owner's code."""
        pk = self.owner.memberships.get(peer_group__slug=group).pk
        return reverse(f"groups:{name}", args=[group, pk])

    def browser(self, kind: str) -> Client:
        """Return a browser of that kind of person."""
        return sign_in(Client(), self.people, kind)

    def ask(self, kind: str = "facilitator") -> HttpResponse:
        """Send the request of the first helper; a card that nobody here printed was printed long ago."""
        LoginCard.objects.filter(user=self.owner, issued_by=None).update(issued_at=timezone.now() - LONG_AGO)
        return self.browser(kind).post(self.url(), {"here": "on"})

    def confirm(self, kind: str = "board_member", code: str = NEW_CODE) -> HttpResponse:
        """Choose a code in front of the second helper."""
        return self.browser(kind).post(self.url("reset_choose"), {"code": code, "again": code})

    def prepare(self) -> SecretReset:
        """Send both, one after the other; return what is prepared."""
        self.ask()
        self.confirm()
        return SecretReset.objects.confirmed().get(user=self.owner)
