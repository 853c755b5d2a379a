"""A note as the page it is written on sends it."""

import re

WORDS = "Je sais tenir la liste des présents."


def seen_on(body: str) -> str:
    """Return the mark of the note that the first form of a page showed; "" for none."""
    found = re.search(r'name="seen"(?: value="([^"]*)")?', body)
    return (found[1] or "") if found else ""
