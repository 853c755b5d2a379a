"""A form filled for a group: whoever has one group is not asked which."""

from typing import Any, cast

from django import forms

from directory.models import PeerGroup
from lib.form_fields import PickOne


class ForOneGroupForm(forms.Form):
    """A form about one of `groups`, of which there is at least one."""

    group = PickOne(label="Pour quel groupe", error_messages={"required": "Choisissez un de vos groupes."})

    def __init__(self, *args: Any, groups: list[PeerGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._groups = {str(group.pk): group for group in groups}
        if len(groups) > 1:
            field = cast("forms.ChoiceField", self.fields["group"])
            field.choices = [(key, group.name) for key, group in self._groups.items()]
        else:
            del self.fields["group"]

    @property
    def chosen_group(self) -> PeerGroup:
        """Return the group that the form is filled for, once it is valid."""
        only = next(iter(self._groups))
        return self._groups[self.cleaned_data.get("group", only)]
