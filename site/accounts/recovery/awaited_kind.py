"""Of « Demandes », the codes that two people prepare in the groups that the member runs."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts.awaited import Kind, Request
from accounts.models import SecretReset, User
from accounts.secret_code import reset_by_two
from lib.french_dates import write_day

TITLE = "Un code oublié, dans votre groupe"
CHECK = "La personne n’a rien demandé ? Regardez, et annulez."


def _codes(user: User, most: int) -> list[Request]:
    prepared: Iterable[Any] = reset_by_two.prepared_by_others(user, most)  # annotated with the membership
    return [_code(reset, reset.membership) for reset in prepared]


def _code(reset: SecretReset, membership: int) -> Request:
    said = []
    if reset.asked_by:
        said.append(f"{reset.asked_by} l’a demandé.")
    if reset.confirmed_by and reset.takes_effect_at:
        said.append(f"{reset.confirmed_by} l’a confirmé. Il servira le {write_day(reset.takes_effect_at, 'j F')}.")
    url = reverse("groups:reset", args=[reset.peer_group.slug, membership])
    return Request(f"Un nouveau code se prépare pour {reset.user}", url, " ".join([*said, CHECK]))


CODES = Kind(10, TITLE, "info", lambda user: [reset_by_two.waiting_in_groups_of(user)], _codes)
