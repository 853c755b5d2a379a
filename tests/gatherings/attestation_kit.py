"""What the tests of « Attestation de participation » share: who signs, what is typed, what the paper says."""

import datetime
import io
import re

from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import Mandate, Membership
from tests.gatherings.presence_kit import FROM_HERE

NAME = "Camille Dupré-Martin"
CHECK = reverse("gatherings:attestation")
DAY = datetime.timedelta(days=1)
NUMBER = re.compile(r"[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}")


def holds(people, office: str, **fields) -> Mandate:
    """Give the board member another office."""
    membership = Membership.objects.get(user=people.board_member)
    today = timezone.localdate()
    values = {"starts_on": today - 30 * DAY, "accepted_at": timezone.now()} | fields
    Mandate.objects.filter(membership=membership).delete()
    return Mandate.objects.create(membership=membership, office=office, **values)


def sent(**changes: str) -> dict[str, str]:
    return {"unkept_name": NAME, "what": "Une soupe pour douze", "knows": "on", "ref": "r" * 22} | changes


def words_of(answer) -> str:
    pages = PdfReader(io.BytesIO(answer.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\xa0", " ").split())


def number_in(answer) -> str:
    return NUMBER.search(words_of(answer))[0]


def ask(number: str, client: Client | None = None):
    return (client or Client(headers=FROM_HERE)).post(CHECK, {"number": number})
