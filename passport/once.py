"""What is sent twice enters once.

A page that is typed in holds a random reference. What it makes keeps a name drawn from it, unique in the database:
sent again — a second press, a page reloaded because no answer came — the same page makes nothing more.
"""

import hashlib
import re
from typing import Any

from django import forms

from accounts.models import User
from passport.models.share import new_ref

NAME_LENGTH = 32
_REF = re.compile(r"[A-Za-z0-9_-]{16,32}")


def name_of(member: User, ref: str, part: int | str) -> str:
    """The name of a part of what `member` sends from the page `ref`: nobody else's page can take it."""
    return hashlib.sha256(f"{member.pk}:{ref}:{part}".encode(errors="replace")).hexdigest()[:NAME_LENGTH]


class RefField(forms.CharField):
    """The reference of a page. One that is missing or odd is replaced: the page is then sent for the first time."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False, initial=new_ref)

    def clean(self, value: Any) -> str:
        """Never an error: nobody typed it."""
        return value if isinstance(value, str) and _REF.fullmatch(value) else new_ref()


def name_of_form(form: forms.BaseForm, member: User) -> str:
    """The name of a whole form with a `ref`, as it was typed: with other words it is another one.

    Somebody may go back to the page that made a line, and make another one from it.
    """
    typed = [form[name].value() for name in form.fields if name != "ref"]
    return name_of(member, form.fields["ref"].clean(form["ref"].value()), repr(typed))
