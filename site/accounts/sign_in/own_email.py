"""The e-mail address of a member: kept once they have read, in that mailbox, the code sent there.

A typing slip must never let a stranger in: only a proved address receives sign-in codes. The proof is a verified
`EmailAddress` of allauth; an address kept without one, as one that the admin wrote, counts as unproved.
"""

import datetime
import time
from typing import Any

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, get_random_string

from accounts.models import Turn, User
from lib import mail, typed
from lib.secrets import seal, unseal

PENDING = "own_email"
MINUTES = 10
VALID = datetime.timedelta(minutes=MINUTES)
MOST_TRIES = 5
DIGITS = "0123456789"
SUBJECT = "Votre code"
TEXT = """Bonjour,

Voici le code que vous avez demandé :

{code}

Il sert pendant {minutes} minutes. Si vous n’avez rien demandé, ne faites rien.
"""


class AlreadyUsedError(Exception):
    """Another person has this address: said only to a person who reads its mails."""


def is_proved(user: User) -> bool:
    """Return whether this person has an address and has proved that it is theirs."""
    if not user.email:
        return False
    proved = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
    return any(typed.address(each) == typed.address(user.email) for each in proved)


def proved_address(user: User) -> str:
    """Return the address that this person proved, or ""."""
    return str(user.email) if is_proved(user) else ""


def owner_of(email: str) -> User | None:
    """Return the person whose account is open and who proved this address, if any.

    The database proposes, with its own folding of capitals; whether it is the same address is decided here. A mail
    goes to the address kept, never to what was typed.
    """
    wanted = typed.address(email)
    proved = EmailAddress.objects.filter(email__iexact=wanted, verified=True, user__is_active=True)
    found = (each for each in proved.select_related("user") if typed.address(each.email) == wanted)
    return next((each.user for each in found if typed.address(each.user.email or "") == wanted), None)


def is_used(email: str) -> bool:
    """Return whether somebody has this address, proved or not."""
    wanted = typed.address(email)
    alike = User.objects.filter(email__iexact=wanted).values_list("email", flat=True)
    return any(typed.address(each or "") == wanted for each in alike)


def send_code(request: HttpRequest, email: str) -> None:
    """Send a code to the address to prove; only the latest one sent is valid."""
    code = get_random_string(6, DIGITS)
    request.session[PENDING] = seal(
        {"of": request.user.pk, "email": email, "code": code, "tries": 0, "at": int(time.time())}
    )
    mail.post(email, SUBJECT, TEXT.format(code=code, minutes=MINUTES))


def waiting(request: HttpRequest) -> dict[str, Any] | None:
    """Return the address the member is proving, its code and the tries; None once the code is too old."""
    held = unseal(request.session.get(PENDING, ""))
    if not held or held["of"] != request.user.pk or time.time() - held["at"] > MINUTES * 60:
        return None
    return held


def attempt(request: HttpRequest, code: str) -> bool:
    """Return whether `code` is the one sent; after five wrong ones it is no longer valid."""
    held = waiting(request)
    if held is None or not Turn.objects.take(f"own-code:{held['of']}:{held['at']}", MOST_TRIES, VALID):
        return False
    if constant_time_compare(code, held["code"]):
        del request.session[PENDING]
        return True
    held["tries"] += 1
    if held["tries"] >= MOST_TRIES:
        del request.session[PENDING]
    else:
        request.session[PENDING] = seal(held)
    return False


def keep(user: User, email: str, *, proved: bool) -> None:
    """Keep the address, or none when empty, in the form in which addresses are compared; drop copies of an older one.

    Raise AlreadyUsedError when another person has it.
    """
    email = typed.address(email)
    try:
        with transaction.atomic():
            EmailAddress.objects.filter(user=user).delete()
            left_behind = EmailAddress.objects.filter(email__iexact=email).exclude(user__email__iexact=email)
            left_behind.delete()  # proved once by someone whose address has changed since
            user.email = email or None
            user.save(update_fields=["email"])
            if email and proved:
                EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    except IntegrityError as error:
        raise AlreadyUsedError from error
