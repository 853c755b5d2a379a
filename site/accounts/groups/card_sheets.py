"""The sheets of several cards: a PDF made in the request that issues the cards, and kept nowhere.

What is written travels to the process that draws it, and back, by its input and its output.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts import closed_house
from accounts.groups.cards import Drawn
from accounts.models import User
from lib import qr
from lib.french_dates import write_day
from lib.pdf.typesetting import typeset

TEMPLATE = Path(__file__).with_name("cards.typ")
MASK = 2  # of every square: choosing the best of eight costs three times as long
HOW = "Scannez le carré. Ou allez à l’adresse et tapez les quatre mots."
CHOOSE = "La première fois, choisissez un code secret. Ensuite, il ouvre votre compte."
USE = "Votre code secret ouvre votre compte."
PASSWORD_FIRST = "Entrez d’abord avec votre mot de passe, et choisissez un code dans « Mon compte »."  # noqa: S105
KEEP = "Gardez le code pour vous. Ne l’écrivez pas ici."
FIRST_USED_BY = "Première utilisation avant le {day}."


def draw(people: Sequence[tuple[str, User]], drawn: Sequence[Drawn], *, with_blanks: bool) -> bytes:
    """Return the PDF of these cards: for each person, how they are called, and what is drawn for their card.

    `with_blanks` adds a blank rescue sheet for each. Raises TypesettingError and TooBusyError: no card was issued yet.
    """
    cards = [_card(called, user, each) for (called, user), each in zip(people, drawn, strict=True)]
    data = {
        "title": "Cartes à découper",
        "address": f"{urlsplit(settings.ORIGIN).netloc}{reverse('accounts:card')}",
        "cards": cards,
        "blank-sheets": len(cards) if with_blanks else 0,
    }
    return typeset(TEMPLATE, data)


def _card(called: str, user: User, drawn: Drawn) -> dict[str, Any]:
    address = f"{settings.ORIGIN}{reverse('accounts:card_token', args=[drawn.token])}"
    return {
        "name": called,
        "words": " ".join(drawn.words),
        "drawing": qr.svg(address, "", mask=MASK),
        "steps": [HOW, _entering(user), KEEP],
        "first-use": "" if user.has_entered else FIRST_USED_BY.format(day=_last_day(user)),
    }


def _entering(user: User) -> str:
    if user.secret_hash:
        return USE
    return PASSWORD_FIRST if user.has_usable_password() else CHOOSE


def _last_day(user: User) -> str:
    return write_day(timezone.localdate(closed_house.first_use_by(user, timezone.now())), "j F Y")
