"""The very first use of an account: a card, a code, the home. What can wait is asked another time."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

FIRST_USE = "first_use"  # in the session where the first code was chosen


def welcome() -> SafeString:
    """Return what is said once the first code is chosen, with the way to the words for the day it is forgotten."""
    return format_html(
        "Bienvenue. Votre code est gardé. Si vous l’oubliez un jour, six mots vous feront rentrer : "
        '<a href="{}">préparer mes mots de secours</a>. Rien ne presse.',
        reverse("accounts:rescue"),
    )
