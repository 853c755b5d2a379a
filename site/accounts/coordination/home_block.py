"""On the home of the coordination: what waits in the groups, in the words of their list. Never a person."""

from collections import Counter

from django.urls import reverse
from django.utils.http import urlencode

from accounts.coordination import overview, prepared_file
from accounts.coordination.overview import Waits
from accounts.home_blocks import Block, Line, Part, Parts
from accounts.requests import MemberRequest

TOLD = (Waits.TO_CONFIRM, Waits.NOBODY, Waits.ALONE, Waits.NO_ACCOUNT, Waits.FIRST, Waits.ENDING)


def blocks(request: MemberRequest, parts: Parts) -> list[Block]:
    """Return how many groups wait for the same thing, each leading to them: ten queries, whatever their number."""
    told = Counter(waits for group in overview.groups() for waits in group.waits)
    listed = reverse("coordination:groups")
    lines = [
        Line(f"{waits.label} : {_groups(told[waits])}", f"{listed}?{urlencode({'etat': waits.value})}")
        for waits in TOLD
        if told[waits]
    ]
    if prepared_file.waits_for(request.user):
        lines.insert(0, Line("Un fichier de groupes attend votre « oui »", reverse("coordination:file_preview")))
    return [Block(Part.COORDINATOR, "Vous coordonnez le réseau", lines=lines, door=Line("Ouvrir le réseau", listed))]


def _groups(number: int) -> str:
    return f"{number} groupe{'s' if number > 1 else ''}"
