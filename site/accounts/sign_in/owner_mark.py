"""The mark of whose page a form is on: sealed, in each form that carries Django's CSRF token.

When the session has ended, or is another person's, the mark alone says for whom the content of a form is kept. It opens
nothing and shows nothing: what is kept under it is read by its owner, once signed in.
"""

import time

from django.conf import settings
from django.http import HttpRequest

from accounts.models import User
from lib.secrets import seal, unseal

FIELD = "_owner"
_OWNER, _MADE_AT = "owner_of_a_form", "at"


def mark_of(user: User) -> str:
    """Return a fresh mark: nobody can read it, nor make one."""
    return seal({_OWNER: user.pk, _MADE_AT: int(time.time())})


def owner_of(request: HttpRequest) -> User | None:
    """Return the person on whose page the form that was sent stood; None without a mark, or with one too old.

    A mark is good for as long as a session may last.
    """
    said = unseal(request.POST.get(FIELD, ""))
    if not isinstance(said, dict) or _OWNER not in said:
        return None
    if time.time() - said.get(_MADE_AT, 0) > settings.SESSION_COOKIE_AGE:
        return None
    return User.objects.filter(pk=said[_OWNER], is_active=True).first()
