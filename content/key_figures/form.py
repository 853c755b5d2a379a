"""The form of a key figure. The number that the site itself says, above every free text, is written by two people.

Whoever alone changed it would be called by those who are not well. The first one writes it: it is kept as a revision,
which nobody reads. It serves once another person, who may change key figures too, writes the same.
"""

import datetime
from copy import copy
from typing import Any

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from content.figures_in_text.values import PREVENTION, SAID_BY_THE_SITE
from content.models import KeyFigure
from content.models.key_figures import as_kept
from lib.text import NBSP

CHANGE = "content.change_keyfigure"
WAITS = datetime.timedelta(days=30)  # what one person wrote waits so long for another
FIRST = (
    "Tout le site dit ce numéro à qui ne va pas bien : deux personnes l’écrivent. Ce que vous avez écrit est noté. "
    "On le lira quand une autre personne de la modération aura écrit le même, ici."
)
AT_FIRST = f"Tout le site dit ce numéro à qui ne va pas bien : il commence par « {PREVENTION[1]} »."


class KeyFigureForm(WagtailAdminModelForm):
    """The form of the admin: it says what another person wrote, and waits for a second one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = self._written_by_others() if self._is_said_by_the_site(self.instance.key) else []
        if others and "value" in self.fields:
            said = f"Une autre personne a écrit «{NBSP}{others[0]}{NBSP}». Si vous l’avez vérifié, écrivez-le aussi."
            self.fields["value"].help_text = said

    def clean(self) -> dict[str, Any]:
        """Refuse, beside its field, a number of the site that nobody else wrote; keep it for the second person."""
        cleaned: dict[str, Any] = super().clean()
        value = as_kept(cleaned.get("value", ""))
        if self.errors or not self._is_said_by_the_site(cleaned.get("key", "")) or value == self._served():
            return cleaned
        if self.instance.pk is None:
            if value != PREVENTION[1]:
                self.add_error("value", AT_FIRST)
        elif value not in self._written_by_others():
            self._note(value)
            self.add_error("value", FIRST)
        return cleaned

    def _is_said_by_the_site(self, key: str) -> bool:
        return key.casefold() in SAID_BY_THE_SITE

    def _served(self) -> str | None:
        """Return the value that is read today; the instance may be an earlier version, which somebody puts back."""
        return KeyFigure.objects.filter(pk=self.instance.pk).values_list("value", flat=True).first()

    def _note(self, value: str) -> None:
        written = copy(KeyFigure.objects.get(pk=self.instance.pk))
        written.value = value
        written.save_revision(user=self.for_user)

    def _written_by_others(self) -> list[str]:
        """Return what others, who may still change it, wrote lately and is not the value of today; the latest first."""
        since = timezone.now() - WAITS
        written = self.instance.revisions.filter(created_at__gte=since, user__is_active=True)
        others = written.exclude(user=self.for_user).select_related("user").order_by("-pk")
        values = [each.content["value"] for each in others if each.user.has_perm(CHANGE)]
        served = self._served()
        return [value for value in values if value != served]
