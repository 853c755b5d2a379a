"""A press on a place as its page showed it: the hidden fingerprint is read there first, as a browser sends it back."""

import re


def seen(client, page: str, which: str = "") -> str:
    """Return the fingerprint that a page shows of its place, of the one of the button `which` on the list; else ""."""
    button = rf'>\s*<button[^>]*value="{which}"' if which else ""
    found = re.search(rf'name="seen" value="(\w+)"{button}', client.get(page).text)
    return found.group(1) if found else ""


def agree(client, page: str, **data: str):
    """Open a page, then send its form; return the response."""
    return client.post(page, {"seen": seen(client, page, data.get("which", "")), **data})
