"""The skills of one event, looked at one a screen, three before a pause: a long list is tiring, and answered badly."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from lib.http import number_in
from passport.models import Proposal

IN_A_ROW = 3
PLACE, SEEN, ASIDE = "place", "vues", "de-cote"  # parameters of the address


@dataclass(frozen=True)
class Look:
    """Where the holder stands among an event's proposals.

    place: of the first one still to look at, in the order of the event; seen: how many were looked at since the last
    pause; aside: whether the holder looks again at what they left aside.
    """

    proposals: list[Proposal]
    place: int = 0
    seen: int = 0
    aside: bool = False

    @classmethod
    def at(cls, proposals: list[Proposal], parameters: QueryDict) -> "Look":
        """Return where an address says the holder stands; what it says badly counts as nothing.

        Where nothing waits, whoever comes back to the event looks at what they left aside.
        """
        place = number_in(parameters.get(PLACE, ""), len(proposals)) or 0
        seen = number_in(parameters.get(SEEN, ""), IN_A_ROW) or 0
        waits = any(proposal.state == Proposal.State.OFFERED for proposal in proposals)
        aside = ASIDE in parameters or not (waits or PLACE in parameters)
        return cls(proposals, place, seen, aside)

    @property
    def ahead(self) -> list[Proposal]:
        """Return what is still to look at, first to last."""
        state = Proposal.State.SET_ASIDE if self.aside else Proposal.State.OFFERED
        return [proposal for proposal in self.proposals[self.place :] if proposal.state == state]

    @property
    def shown(self) -> Proposal | None:
        """Return the one to ask about now; None at a pause, and at the end."""
        return self.ahead[0] if self.ahead and not self.pauses else None

    @property
    def pauses(self) -> bool:
        """Return whether the holder is asked if they go on."""
        return bool(self.ahead) and self.seen >= IN_A_ROW

    @property
    def in_a_row(self) -> int:
        """Return how many are asked about before a pause or the end, those just seen included."""
        return min(IN_A_ROW, self.seen + len(self.ahead))

    def past(self, proposals: list[Proposal]) -> "Look":
        """Return where the holder stands once they looked at these."""
        last = max((self.proposals.index(proposal) for proposal in proposals), default=self.place - 1)
        return Look(self.proposals, max(self.place, last + 1), min(IN_A_ROW, self.seen + len(proposals)), self.aside)

    def after_a_pause(self) -> "Look":
        """Return where the holder stands when they go on."""
        return Look(self.proposals, self.place, 0, self.aside)

    def address(self) -> str:
        """Return the address of this place; that of the passport when nothing is left to look at."""
        if not self.ahead:
            return reverse("passport:index")
        event = self.proposals[0]
        said = {PLACE: self.place, SEEN: self.seen} | ({ASIDE: 1} if self.aside else {})
        return f"{reverse('passport:proposals', args=[event.source_kind, event.source_ref])}?{urlencode(said)}"
