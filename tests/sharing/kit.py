"""Helpers of the tests of a share."""

from django.urls import reverse

from tests.passport.factories import code_of, token_of

NEW = reverse("passport:share_new")
MESSAGE = {"name": "Alix", "organisation": "Clubhouse", "contact": "mardi", "text": "Venez voir l’atelier"}


def door(token):
    return reverse("sharing:door", args=[token])


def enter(client, share, reader="Clubhouse"):
    """Press the button, say the code, and read; return the view's answer."""
    said = {"reader": reader}
    if share.has_code:
        said["code"] = code_of(share)
    return client.post(door(token_of(share)), said, follow=True)


def wrong(share):
    return f"{(int(code_of(share)) + 1) % 1_000_000:06d}"


def prepare(client, line, *, way="link", upto=4, **said):
    """Walk through the steps of a share; return the address of the next one."""
    at = client.post(NEW, {"recipient": "other", "other": "La médiathèque"}).url
    if upto > 2:
        at = client.post(at, {"entries": [line.pk], "shown_name": "Cam", "looking_for": "Deux matins"} | said).url
    if upto > 3:
        at = client.post(at, {"way": way}).url
    return at
