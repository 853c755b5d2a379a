"""Choosing a secret code, in digits or in pictures, twice the same: one flow for every page that needs it.

    new = NewCode(request, "first-code", shared=True)
    if new.chosen:                              # strong enough, given twice the same
        keep(secret_code.make(new.chosen))      # or secret_code.choose_first, secret_code.change
        return new.remember(redirect(…))        # or new.forget() when the device is somebody else's
    return new.answer("accounts/….html")        # a template that includes accounts/includes/new_code.html

`name` says whose code it is and where: a pad begun under another name is empty.
"""

from django import forms
from django.core.exceptions import ValidationError

from accounts import secret_code
from accounts.code_entry import Entry
from accounts.forms.card import NewCodeForm

NOT_TWICE = "Les deux fois, les images étaient différentes. Recommençons depuis le début."


class NewCode(Entry):
    """A code being chosen: digits typed twice on one page, pictures pressed in two turns."""

    digits_form: type[forms.Form] = NewCodeForm

    @property
    def chosen(self) -> str:
        """The code, once it may be kept; "" before."""
        return "" if self.form.errors else self.code or ""

    def _read_digits(self) -> None:
        if self.form.is_valid():
            self.code = self.form.cleaned_data["code"]

    def _read_press(self) -> None:
        super()._read_press()
        if self.code is None:
            return
        code, first = self.code, self.pad.first
        self.code = None
        if first:
            self._compare(code, first)
            return
        try:
            secret_code.check_strength(code)
        except ValidationError as error:
            self.form.add_error(None, error)
            return
        self.pad.first = secret_code.make(code)
        self.pad.save()
        self.moved = True

    def _compare(self, code: str, first: str) -> None:
        self.pad.first = ""
        self.pad.save()
        if secret_code.matches(code, first):
            self.code = code
        else:
            self.form.add_error(None, NOT_TWICE)
