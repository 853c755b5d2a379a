"""The attestation as a PDF, kept nowhere: whose name, which day, which hours, what was done, who signs."""

import datetime
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from accounts.models import Mandate
from gatherings.models import WorkshopDate
from lib.french_dates import write_day
from lib.hours import write
from lib.pdf.typesetting import typeset
from lib.text import NBSP

TEMPLATE = Path(__file__).with_name("attestation.typ")


@dataclass(frozen=True)
class Paper:
    """What is typed for one paper, the mandate that signs it, its number and its day."""

    name: str
    what: str
    mandate: Mandate
    number: str
    made_on: datetime.date


def pdf_of(date: WorkshopDate, paper: Paper) -> bytes:
    """Return the PDF. Raises TypesettingError and TooBusyError."""
    group = paper.mandate.membership.peer_group
    return typeset(
        TEMPLATE,
        {
            "association": f"{group.signing_name}, {group.town}" if group.town else group.signing_name,
            "name": paper.name,
            "what": paper.what,
            "day": write_day(date.begins.date(), "l j F Y"),
            "hours": f"de {write(date.begins.time())} à {write(date.ends.time())}",
            "length": length_in_words(date.ends_at - date.starts_at),
            "office": paper.mandate.get_office_display(),
            "number": paper.number,
            "made-on": write_day(paper.made_on, "j F Y"),
            "check": f"{settings.ORIGIN}{reverse('gatherings:attestation')}",
        },
    )


def length_in_words(length: datetime.timedelta) -> str:
    """Return a length of minutes or hours.

    >>> [length_in_words(datetime.timedelta(minutes=number)).replace(NBSP, " ") for number in (30, 60, 150)]
    ['30 minutes', '1 heure', '2 heures et 30 minutes']
    """
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    said = [f"{hours}{NBSP}heure{'s' if hours > 1 else ''}"] if hours else []
    said += [f"{minutes}{NBSP}minute{'s' if minutes > 1 else ''}"] if minutes else []
    return " et ".join(said)
