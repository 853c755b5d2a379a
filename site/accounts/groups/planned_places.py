"""The place that whoever opens an account plans to propose: kept as a note, until the person has chosen their code.

It gives nothing and nobody accepts it: whoever prints the first card of an account could enter it, and would accept.
The place itself is proposed by hand, to somebody who entered, as any other (accounts.mandates.rules, `MembershipForm`).
"""

import datetime

from django.utils import timezone

from accounts.models import Membership
from accounts.models.planned_place import PlannedPlace as Planned
from lib.text import fold_words

NO_PLACE = ("", "Aucune")
KEPT = datetime.timedelta(days=90)  # after the day the person joined the group
_BESIDE = ("adjoint", "vice", "suppleant")  # on the board, beside somebody whose office has that name
_BEGINS = {
    "anim": Planned.FACILITATOR,
    "presid": Planned.CHAIR,
    "tresor": Planned.TREASURER,
    "secreta": Planned.SECRETARY,
    "conseil": Planned.BOARD_MEMBER,
    "administrat": Planned.BOARD_MEMBER,
}


def read(function: str) -> str:
    """Return the place that a word of a pasted table says, "" for none that is known.

    >>> read("Présidente"), read("Trésorier adjoint"), read("adhérente"), read("Conseil d’administration")
    ('chair', 'board_member', '', 'board_member')
    """
    words = fold_words(function).replace("-", " ").split()
    found = next((place for begins, place in _BEGINS.items() if words and words[0].startswith(begins)), None)
    if "ca" in words or any(word.startswith(_BESIDE) for word in words):
        return Planned.BOARD_MEMBER.value
    return found.value if found else ""


def purge() -> int:
    """Forget the planned places of who left, and those that nobody proposed in KEPT. Return how many."""
    gone = Membership.objects.exclude(place_planned="").exclude(pk__in=Membership.objects.current())
    since = timezone.localdate() - KEPT
    late = Membership.objects.exclude(place_planned="").filter(starts_on__lte=since)
    return gone.update(place_planned="") + late.update(place_planned="")
