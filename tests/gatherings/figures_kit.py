"""Years of groups for tests: declared, counted, signed; and a board that signs."""

import datetime
from typing import Any

from django.utils import timezone

from accounts.models import Mandate, Membership, User
from accounts.year_figures import Count
from directory.models import PeerGroup
from gatherings.figures.masks import masked, plain
from gatherings.models import GroupYear
from tests.people import person

NUMBERS = {"adherents": 42, "new_adherents": 7, "days_open": 210, "hours_open": 1200, "activities": 9}


def counted_as(**counts: Count) -> dict[str, Any]:
    """Return what a year keeps of these counts; nothing is drawn, so that a test knows what is hidden."""
    kept = {key: plain(count) if key == "workshops" else masked(count, sorted) for key, count in counts.items()}
    return {key: vars(each) for key, each in kept.items()}


def make_year(group: PeerGroup | None, year: int = 2025, *, signed: bool = False, **fields: Any) -> GroupYear:
    """Make a year whose five numbers are declared; signed yesterday by whoever chairs, if so."""
    values: dict[str, Any] = {"counted": counted_as(modules=Count((23,), people=11))} | NUMBERS
    if signed:
        values |= {"signed_on": timezone.localdate() - datetime.timedelta(days=1), "signed_as": "chair"}
    return GroupYear.objects.create(peer_group=group, year=year, **values | fields)


def board_of(group: PeerGroup, office: str = "chair") -> User:
    """Make somebody who holds an office of the group."""
    membership = Membership.objects.create(user=person(f"Bureau {group.pk}"), peer_group=group)
    Mandate.objects.create(membership=membership, office=office, accepted_at=timezone.now())
    return membership.user


def years_of(group: PeerGroup) -> dict[str, dict[str, Any]]:
    """Make a year to sign and a signed one; return the arguments of their addresses."""
    make_year(group, 2024)
    make_year(group, 2025, signed=True)
    at = {"slug": group.slug}
    to_sign = {f"group_life:figures_{name}": {**at, "year": 2024} for name in ("year", "sign")}
    return {"group_life:figures": at, **to_sign, "group_life:figures_file": {**at, "year": 2025}}
