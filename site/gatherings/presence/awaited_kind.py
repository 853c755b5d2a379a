"""Of « Demandes », what a leader asks: does your name go with a workshop you were at?"""

from django.urls import reverse

from accounts.awaited import Kind, Request
from accounts.models import User
from gatherings.models import Presence
from lib.french_dates import write_day


def _asked(user: User, most: int) -> list[Request]:
    asked = Presence.objects.asked_of(user).select_related("date__workshop__peer_group")
    return [
        Request(
            f"Étiez-vous à « {each.date.workshop.title} », {write_day(each.date.begins.date(), 'l j F')} ?",
            reverse("gatherings:my_presence", args=[each.date_id]),
        )
        for each in asked.order_by("date__starts_at", "pk")[:most]
    ]


PRESENCES = Kind(100, "Ateliers où vous étiez", "users", lambda user: [Presence.objects.asked_of(user)], _asked)
