"""What the tests of sheets written by two share: the words the author says, the second person once they signed."""

from django.test import Client
from django.urls import reverse

from accounts.models import User
from content.models import PracticePage, SecondWriter
from content.models.second_writers import fingerprint_of
from content.practices.sheets import by_two

JOIN = "/pratiques/mes-fiches/a-deux/"
MINE = "/pratiques/mes-fiches/"


def invited(client: Client, sheet: PracticePage) -> str:
    """Return the four words that the author has to say."""
    client.post(reverse("practices:by_two", args=[sheet.pk]))
    return client.get(reverse("practices:by_two", args=[sheet.pk])).context["waiting"].words


def text_of(sheet: PracticePage) -> str:
    """Return the fingerprint of the latest text, as the page shows it to who is about to sign."""
    return fingerprint_of(sheet.get_latest_revision_as_object())


def joined(sheet: PracticePage, user: User, credit: str = "name") -> SecondWriter:
    """Return the second person of a sheet, once they read and signed it."""
    by_two.invite(sheet)
    by_two.join(user, SecondWriter.objects.get(practice=sheet).words.split(), credit, text_of(sheet))
    return SecondWriter.objects.get(practice=sheet)
