"""Guesses at the doors of the web, counted against the network they come from: nobody keeps somebody else out.

An account has a larger ceiling of its own, which slows the door for every network and closes it for none: whoever has
not tried from theirs always may, once. All in the database: a cache that is away lets no guess through.
"""

import datetime
from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

from accounts.models import Turn, User

QUARTER, HOUR, DAY = (datetime.timedelta(minutes=number) for number in (15, 60, 24 * 60))
PASSWORDS = 5  # in a quarter of an hour, from one network
SECOND_CODES, SECOND_CODES_A_DAY = 10, 100  # the same of second codes, of which six digits make a million
PASSWORDS_A_DAY = 500  # at one account, from all of them: one network alone never gets there
SUBSCRIBER = 56  # bits: what a provider gives to one household, who may draw any address in it
TUNNEL = 48  # bits: what a tunnel or the seller of a machine gives to one person, two hundred and fifty-six households


def plain_address(given: str) -> str:
    """Return an address as it is, but one of IPv4 written as IPv6, as a socket of both kinds says it: the IPv4 one."""
    try:
        address = ip_address(given)
    except ValueError:
        return given
    return str(getattr(address, "ipv4_mapped", None) or address)


def network_of(request: HttpRequest, bits: int = SUBSCRIBER) -> str:
    """Return what one household or one group calls from: an IPv4 address, or the first `bits` of an IPv6 one."""
    given = plain_address(str(get_adapter().get_client_ip(request)))
    try:
        return str(ip_network((given, bits), strict=False)) if ":" in given else given
    except ValueError:
        return given


def here(request: HttpRequest, act: str, shown: str) -> str:
    """Return the key of a limit on showing a thing from one network: who has seen a card keeps its owner out of none.

    What is shown opens nothing by itself: the guesses that would are counted in the database.
    """
    return f"{act}:{shown}:{network_of(request)}"


def take_password(request: HttpRequest, tried: str) -> bool:
    """Take one guess at the password of what was typed, known or not; return False for one too many from this network.

    `tried` says of whom or of what, never by the number of an account: a pause would tell whose an address is.
    """
    guess = f"password:{tried}"
    most = 1 if Turn.objects.are_spent(guess, PASSWORDS_A_DAY) else PASSWORDS
    if not Turn.objects.take(f"{guess}:{network_of(request)}", most, QUARTER):
        return False
    Turn.objects.take(guess, PASSWORDS_A_DAY, DAY)
    return True


def give_back_passwords(request: HttpRequest, tried: str) -> None:
    """Give back the guesses of this network, and those of all, once the right password came."""
    Turn.objects.give_back(f"password:{tried}:{network_of(request)}")
    Turn.objects.give_back(f"password:{tried}")


def take_second_code(request: HttpRequest, user: User) -> bool:
    """Take one guess at the second code of a person; return False for one too many from this network.

    Whoever knows the password alone tries from theirs: the owner, elsewhere, always may, once an hour at the least.
    """
    guess = f"second-factor:{user.pk}"
    spent = Turn.objects.are_spent(guess, SECOND_CODES_A_DAY)
    most, length = (1, HOUR) if spent else (SECOND_CODES, QUARTER)
    if not Turn.objects.take(f"{guess}:{network_of(request)}", most, length):
        return False
    Turn.objects.take(guess, SECOND_CODES_A_DAY, DAY)
    return True


def give_back_second_codes(request: HttpRequest, user: User) -> None:
    """Give back the guesses of this network, and those of all, once the right second code came."""
    Turn.objects.give_back(f"second-factor:{user.pk}:{network_of(request)}")
    Turn.objects.give_back(f"second-factor:{user.pk}")
