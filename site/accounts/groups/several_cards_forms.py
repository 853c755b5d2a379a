"""The form to print several cards: whose, and whether blank rescue sheets come with them."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils import timezone

from accounts.models import LoginCard, Membership
from lib.form_fields import PickSome
from lib.french_dates import write_day
from lib.text import NBSP

MOST = 60
TOO_MANY = "Soixante cartes au plus à la fois. Décochez quelques personnes."
ALREADY = (
    "Les cartes de ces personnes viennent de changer. Si vous avez la feuille, gardez-la : elle marche. Sinon, appuyez "
    "de nouveau : vous aurez de nouvelles cartes, et les précédentes ne marcheront plus."
)
NOBODY = "Cochez au moins une personne."


@dataclass(frozen=True)
class Printed:
    """A member whose card may be printed: how to call them, the card they have, why they get no other now ("" else)."""

    membership: Membership
    called: str
    card: LoginCard | None
    refusal: str

    @property
    def value(self) -> str:
        """Return the member and the card to replace, which the page showed: pressed twice, the second one differs."""
        return f"{self.membership.pk}.{self.replacing}"

    @property
    def replacing(self) -> int:
        """Return the key of the card to replace, 0 for none."""
        return self.card.pk if self.card else 0

    @property
    def waits_for_one(self) -> bool:
        """Return whether they have never entered, and have no card, or one that nobody used in time."""
        return not self.membership.user.has_entered and (self.card is None or self.card.has_lapsed)

    @property
    def state(self) -> str:
        """Return what to know of their card, in a few words."""
        if self.card is None:
            return "pas encore de carte"
        if self.card.has_lapsed:
            return "carte pas encore utilisée, à réimprimer"
        if self.card.paused_at:
            return "carte en pause"
        if self.card.first_use_by:
            day = write_day(timezone.localdate(self.card.first_use_by), "j F")
            return f"carte pas encore utilisée, à utiliser avant le {day}"
        return "a une carte"


@dataclass(frozen=True)
class Paper:
    """The cards issued together on one paper, those alone that nobody has used: lost, it is printed again whole.

    `key` is that of its first card.
    """

    key: int
    issued_at: datetime.datetime
    memberships: set[int]


def papers_of(listed: Sequence[Printed]) -> list[Paper]:
    """Return the papers of two unused cards at least, the latest first."""
    together: dict[datetime.datetime, list[Printed]] = defaultdict(list)
    for each in listed:
        if each.card and not each.membership.user.has_entered:
            together[each.card.issued_at].append(each)
    return [
        Paper(min(each.replacing for each in printed), issued_at, {each.membership.pk for each in printed})
        for issued_at, printed in sorted(together.items(), reverse=True)
        if len(printed) > 1
    ]


class CardsForm(forms.Form):
    """Whose cards to print; those `ticked` at first."""

    people = PickSome(label="Les cartes de", error_messages={"required": NOBODY})
    blanks = forms.BooleanField(
        label="Ajouter des feuilles de secours vides",
        required=False,
        help_text="Une par personne, deux par page. Plus tard, chacune y recopie ses mots de secours à la main.",
    )

    def __init__(self, sent: Mapping[str, Any] | None, listed: Sequence[Printed], ticked: set[int]) -> None:
        super().__init__(sent)
        self._listed = {each.value: each for each in listed}
        field = cast("forms.MultipleChoiceField", self.fields["people"])
        field.choices = [(each.value, f"{each.called}{NBSP}: {each.state}") for each in listed]
        field.initial = [each.value for each in listed if each.membership.pk in ticked]
        self._follow_changes(listed)

    def _follow_changes(self, listed: Sequence[Printed]) -> None:
        """Tick the same people again when a card of theirs is no longer the one that the page showed."""
        self.has_changed_since = False
        if not isinstance(self.data, QueryDict):
            return
        now = {str(each.membership.pk): each.value for each in listed}
        sent = self.data.getlist("people")
        followed = [now.get(value.partition(".")[0], value) for value in sent]
        if followed != sent:
            self.data = self.data.copy()
            self.data.setlist("people", followed)
            self.has_changed_since = True

    def clean_people(self) -> list[Printed]:
        """Return the people. Raise ValidationError for too many, and for those who get no other card now."""
        chosen = [self._listed[value] for value in dict.fromkeys(self.cleaned_data["people"])]
        if len(chosen) > MOST:
            raise forms.ValidationError(TOO_MANY)
        if refused := [each for each in chosen if each.refusal]:
            raise forms.ValidationError([f"{each.called}{NBSP}: {each.refusal}" for each in refused])
        return chosen

    def clean(self) -> dict[str, Any]:
        """Refuse, once, a press that would replace other cards than those the page showed."""
        super().clean()
        if self.has_changed_since:
            self.add_error(None, ALREADY)
        return self.cleaned_data
