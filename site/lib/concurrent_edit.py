"""Forms in which two senders who change the same thing at once overwrite nothing of each other."""

import json
from collections.abc import Collection
from typing import Any, cast

from django import forms


class MergingMixin(forms.ModelForm):
    """A form that keeps only what its sender changed of what the page showed (`seen`)."""

    seen = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [name for name in cast("Collection[str]", self._meta.fields) if name in self.fields]
        self._now = {name: _plain(getattr(self.instance, name)) for name in names}
        self._changed: list[str] = []
        self.fields["seen"].initial = json.dumps(self._now)

    def changed(self) -> list[str]:
        """Return the names of the fields that the sender changed; needs a checked form."""
        return self._changed

    def merge(self) -> None:
        """Give the fields that the sender left unchanged their present value. Call it first in `clean`."""
        seen = _read(self.cleaned_data.get("seen", ""))
        for name in self._now.keys() & self.cleaned_data.keys():
            said = _plain(self.cleaned_data[name])
            if said == self._now[name]:
                continue
            if said == seen.get(name):
                self.cleaned_data[name] = getattr(self.instance, name)
            else:
                self._changed.append(name)


def _plain(value: Any) -> str:
    return "" if value is None else str(value)


def _read(seen: str) -> dict[str, Any]:
    """Return what the page showed; nothing when it was not sent, or is not ours."""
    try:
        found = json.loads(seen)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
