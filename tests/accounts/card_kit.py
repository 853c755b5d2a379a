"""Tools of the tests of several cards: accounts just opened, what is drawn for each card."""

import pytest
from django.urls import reverse

from accounts.groups import cards, new_account
from accounts.models import Membership

NAMES = ["Camille", "Lou", "Sol"]


def drawn_cards(monkeypatch: pytest.MonkeyPatch) -> list[cards.Drawn]:
    """Return what is written on the cards, as it is drawn."""
    known: list[cards.Drawn] = []
    draw = cards.Drawn.anew

    def note() -> cards.Drawn:
        known.append(draw())
        return known[-1]

    monkeypatch.setattr(cards.Drawn, "anew", note)
    return known


def page(people, group=None) -> str:
    """Return the address where several cards are printed."""
    return reverse("groups:cards", args=[(group or people.here).slug])


def opened(people, names=NAMES) -> list[Membership]:
    """Open an account for each name, in one go."""
    kept = new_account.open_several(people.here, [(name, "") for name in names], "k" * 22, people.facilitator)
    return list(kept.order_by("pk").select_related("user"))


def value(membership: Membership) -> str:
    """Return what the box of a person sends."""
    present = membership.user.cards.filter(revoked_at=None).first()
    return f"{membership.pk}.{present.pk if present else 0}"
