"""On the home of who keeps the page of a collective: the page to read again, and the way to it.

No passport is listed there: whoever shows theirs shows a square or an address, and the site keeps no list of readers.
"""

from django.urls import reverse

from accounts.home_blocks import Block, Line, Part, Parts
from accounts.requests import MemberRequest
from directory.models import Collective

HOW_TO_READ = "Une personne vous montre son passeport : ouvrez son carré ou son adresse, sans compte."


def blocks(request: MemberRequest, parts: Parts) -> list[Block]:
    """Return the block of the collectives that the member keeps: one query."""
    kept = list(Collective.objects.filter(referents__user=request.user).order_by("name"))
    lines = [
        Line(f"La page « {each.name} » dans l’annuaire est à relire", _page(each))
        for each in kept
        if each.waits_for_its_people
    ]
    if not kept:
        return []
    alone = len(kept) == 1
    title = f"Vous représentez {kept[0].name}" if alone else f"Vous représentez {len(kept)} collectifs"
    door = Line("Ouvrir sa page", _page(kept[0])) if alone else Line("Ouvrir mon compte", reverse("accounts:home"))
    return [Block(Part.COLLECTIVE, title, said=HOW_TO_READ, lines=lines, door=door)]


def _page(collective: Collective) -> str:
    return reverse("accounts:collective", args=[collective.slug])
