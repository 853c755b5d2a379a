"""Helpers of the tests of confirmations."""

import re

from django.urls import reverse

WORDS = {"sentence": "J’étais là.", "was_present": "yes", "capacity": "peer"}


def ask(client, line, **data):
    """Ask for a confirmation of an entry."""
    return client.post(reverse("passport:ask_confirmation", args=[line.pk]), data)


def plain(response) -> str:
    """Return a page without what differs from one request to the next."""
    return re.sub(r'name="(csrfmiddlewaretoken|ref|_owner)" value="[^"]+"', "", response.text)
