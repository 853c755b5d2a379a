"""Forms that write over what somebody else may have written since: the mark of what a page showed, what stands now."""

import datetime
import json
from typing import Any, cast

from django import forms
from django.http import QueryDict

from lib import hours
from lib.french_dates import write_day
from lib.secrets import Purpose, fingerprint
from lib.text import NBSP

NOTHING = "Aujourd’hui, rien n’est écrit ici."


class ChangedMeanwhileError(Exception):
    """Something else was written since the page was shown: `now` says it, by field, and `mark` is its mark."""

    def __init__(self, now: dict[str, Any], mark: str) -> None:
        super().__init__()
        self.now, self.mark = now, mark


class MarkField(forms.CharField):
    """The mark of what the page showed. A page that is to be corrected sends the same one again."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False)

    def clean(self, value: Any) -> str:
        """Return the mark, "" for none; never raise, since nobody typed it."""
        return value if isinstance(value, str) else ""


def mark_of(purpose: Purpose, now: dict[str, Any]) -> str:
    """Return the mark of what a page shows, by field."""
    return fingerprint(purpose, json.dumps(now, default=str, sort_keys=True))


def compare(shown: str | None, now: dict[str, Any], mark: str) -> None:
    """Raise ChangedMeanwhileError when a page showed something else than stands now. None: no page was shown.

    Call it where the row is held, and not for a form that says what stands already: a second press is no change.
    """
    if shown is not None and shown != mark:
        raise ChangedMeanwhileError(now, mark)


def say_again(form: forms.BaseForm, changed: ChangedMeanwhileError, sentence: str) -> None:
    """Say above a form, checked, that something else was written; beside each field, what stands there and differs.

    What was typed stays, and the page holds the new mark: sent again, it is written.
    """
    form.add_error(None, sentence)
    sent = cast("QueryDict", form.data).copy()
    sent[form.add_prefix("shown")] = changed.mark
    form.data = sent
    for name, value in changed.now.items():
        if name in form.fields and form.fields[name].has_changed(value, form[name].data):
            form[name].help_text = f"{form[name].help_text} {_words(form.fields[name], value)}".strip()


def _words(field: forms.Field, value: Any) -> str:
    """Return the sentence that says a value as the site writes it."""
    if isinstance(value, bool):
        return f"Aujourd’hui, la case est {'cochée' if value else 'vide'}."
    if value in field.empty_values:
        return NOTHING
    if isinstance(value, datetime.date):
        said = write_day(value, "l j F Y")
    elif isinstance(value, datetime.time):
        said = hours.write(value)
    else:
        said = str(dict(_flat(getattr(field, "choices", ()))).get(value, value))
    return f"Aujourd’hui, il est écrit{NBSP}: «{NBSP}{said}{NBSP}»."


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    """Return choices without their families."""
    rows: list[tuple[Any, Any]] = []
    for value, label in choices:
        rows += _flat(label) if isinstance(label, (list, tuple)) else [(value, label)]
    return rows
