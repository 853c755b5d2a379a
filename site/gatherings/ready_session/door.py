"""On the page of a module one finished: the door to a session, ready to show to the people of one's group."""

from django.http import HttpRequest
from django.urls import reverse

from courses.learning.after_finishing import Door
from courses.learning.lookup import Contents
from courses.learning.ready_sessions import sessions_of
from gatherings.permissions import groups_of

WORDS = "Montrer à quelqu’un"
SAID = "Une séance de trente minutes, toute prête, pour votre groupe. Vous la changez comme vous voulez."


def door(request: HttpRequest, contents: Contents) -> Door | None:
    """Return the door, for whoever is in a group today and when a lesson gives a session; one query."""
    if not request.user.is_authenticated or not sessions_of(contents) or not groups_of(request.user).exists():
        return None
    return Door(WORDS, SAID, reverse("gatherings:ready_session", args=[contents.module.slug]))
