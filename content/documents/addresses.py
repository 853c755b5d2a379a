"""Where an address of a document leads: nowhere outside of it, to a site that a click opens, or anywhere else.

What is not known to be harmless is elsewhere: a new scheme needs no new word here.
"""

import re
from enum import Enum, auto


class Leads(Enum):
    INSIDE = auto()  # the same document, or nowhere
    BESIDE = auto()  # a name without a scheme: a part of the document, or a file near it
    ON_A_CLICK = auto()  # a site, a mail, a telephone
    ELSEWHERE = auto()


ON_A_CLICK = re.compile(r"https?://[^\s/\\]|tel:|mailto:(?!.*[?&]attach)", re.IGNORECASE)  # a mail takes no file along
NAME = re.compile(r"(?![/\\])(?![^/?#]*:)[^\\]*", re.IGNORECASE)


def leads(address: str) -> Leads:
    r"""Return where an address leads.

    >>> [leads(each).name for each in ("#a", "Pictures/a.png", "https://a.fr", r"http:\\a", "//a", "ms-msdt:a")]
    ['INSIDE', 'BESIDE', 'ON_A_CLICK', 'ELSEWHERE', 'ELSEWHERE', 'ELSEWHERE']
    """
    said = address.strip()
    if not said or said.startswith("#"):
        return Leads.INSIDE
    if ON_A_CLICK.match(said):
        return Leads.ON_A_CLICK
    return Leads.BESIDE if NAME.fullmatch(said) else Leads.ELSEWHERE


def waits_for_a_click(address: str) -> bool:
    """Return whether a link may lead to this address: a site, a mail, a telephone, a place of the document."""
    return leads(address) in {Leads.INSIDE, Leads.ON_A_CLICK}
