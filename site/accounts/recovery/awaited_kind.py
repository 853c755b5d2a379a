"""Of « Demandes », the codes that two people prepare in the groups that the member runs.

Neither for whom nor by whom: the page of the request says it, once the second factor is given.
"""

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
    serves = f"Il servira le {write_day(reset.takes_effect_at, 'j F')}. " if reset.takes_effect_at else ""
    url = reverse("groups:reset", args=[reset.peer_group.slug, membership])
    asked = write_day(reset.asked_at, "j F, H:i")
    return Request(f"Un nouveau code se prépare : {reset.peer_group}, demandé le {asked}", url, f"{serves}{CHECK}")


CODES = Kind(10, TITLE, "info", lambda user: [reset_by_two.waiting_in_groups_of(user)], _codes)
