"""Forms that make one thing even when they are sent twice.

The page of a form holds a random reference. The thing it makes keeps a name drawn from it, unique in the database:
when the page is sent again (a second press, a reload because no answer came), it makes nothing more.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models

from lib.secrets import draw_token

NAME_LENGTH = 32
_REF = re.compile(r"[A-Za-z0-9_-]{16,32}")


def name_of(sender: models.Model, ref: str, part: int | str) -> str:
    """Return the name of a part of what `sender` sends from the page `ref`: nobody else's page can take it."""
    return hashlib.sha256(f"{sender.pk}:{ref}:{part}".encode(errors="replace")).hexdigest()[:NAME_LENGTH]


class RefField(forms.CharField):
    """The reference of a page. A missing or odd one is replaced: the page then counts as sent for the first time."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False, initial=draw_token)

    def clean(self, value: Any) -> str:
        """Return a reference; never raise, since nobody typed it."""
        return value if isinstance(value, str) and _REF.fullmatch(value) else draw_token()


def name_of_form(form: forms.BaseForm, sender: models.Model) -> str:
    """Return the name of a whole form with a `ref`, as it was typed: other words give another name.

    The sender may thus go back to the page that made a thing, and make another one from it.
    """
    return name_of(sender, form.fields["ref"].clean(form["ref"].value()), typed_in(form))


def typed_in(form: forms.BaseForm) -> str:
    """Return all that a form holds, as it was typed, but for the reference of its page."""
    return repr([form[name].value() for name in form.fields if name != "ref"])


def names_of_rows(sender: models.Model, ref: str, rows: Iterable[str]) -> list[str]:
    """Return the name of each row of a page, from its words: wherever it stands, it has one; written twice, two."""
    met: Counter[str] = Counter()
    names = []
    for row in rows:
        met[row] += 1
        names.append(name_of(sender, ref, f"{row} {met[row]}"))
    return names
