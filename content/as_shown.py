"""Whoever publishes in the editor publishes what its page showed them: its form carries a mark, compared at the press.

The form sends fields. It sends neither the review that was open, nor the version that somebody else saved since, nor
what the page carries without holding it: what a cited fact says, the bytes of a picture, the name of a second person.
"""

import json
from collections import defaultdict
from hashlib import sha256
from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.models import Page, ReferenceIndex, Revision

from content.kept_versions import named

FIELD = "as_shown"
SECOND = "second"
CHANGED = (
    "Ce texte, ou ce qu’il montre, a changé depuis que vous avez ouvert cette page. Rien n’est publié. "
    "Enregistrez un brouillon si vous avez écrit quelque chose. Puis rouvrez la page et lisez-la encore."
)


def mark_of(page: Page) -> str:
    """Return the mark of a page as it is now: its review, the name of its latest version, what it carries (JSON)."""
    shown = {"task": _task(page), "version": named(page.get_latest_revision()), "carried": _carried(page)}
    return json.dumps(shown, separators=(",", ":"))


def is_as_shown(page: Page, mark: str, user: Any) -> bool:
    """Return whether a page is what `user` had before them, as its mark says, but for what they saved themselves.

    `page` is the text that the form was made of. What they chose since is not in the mark: they chose it as it is.
    """
    shown = _read(mark)
    if shown is None or shown["task"] != _task(page) or not _is_theirs_since(page, shown["version"], user):
        return False
    return all(shown["carried"].get(key, now) == now for key, now in _carried(page).items())


def _read(mark: str) -> dict[str, Any] | None:
    try:
        shown = json.loads(mark)
    except ValueError:
        return None
    kinds = {"task": str, "version": str, "carried": dict}
    is_ours = isinstance(shown, dict) and all(isinstance(shown.get(name), kind) for name, kind in kinds.items())
    return shown if is_ours else None


def _task(page: Page) -> str:
    task = page.current_workflow_task_state
    return str(task.pk) if task else ""


def _is_theirs_since(page: Page, version: str, user: Any) -> bool:
    """Return whether nobody but `user` has saved anything since this version, nor written over it."""
    number = version.partition(".")[0] or "0"
    if not (number.isascii() and number.isdigit() and len(number) < 19):
        return False
    later = Revision.objects.for_instance(page).filter(pk__gte=int(number)).defer("content")
    is_there = number == "0" or any(str(each.pk) == number for each in later)  # gone with the account of who wrote it
    return is_there and all(named(each) == version for each in later if each.user_id != user.pk)


def _carried(page: Page) -> dict[str, str]:
    """Return a short fingerprint of each thing that a text carries, by its kind and number.

    The `as_carried` of its model returns what readers get of it, in values that JSON writes.
    """
    numbers: dict[int, set[str]] = defaultdict(set)
    for kind, number, *_ in ReferenceIndex._extract_references_from_object(page):
        numbers[kind].add(number)
    second = getattr(page, "second_writer", None)
    found = {SECOND: _fingerprint(second.as_carried() if second else [])}
    for kind, keys in numbers.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None and hasattr(model, "as_carried"):
            rows: dict[Any, Any] = model._default_manager.in_bulk(keys)
            found |= {f"{kind}.{pk}": _fingerprint(row.as_carried()) for pk, row in rows.items()}
    return found


def _fingerprint(said: list[object]) -> str:
    return sha256(json.dumps(said).encode()).hexdigest()[:16]


class ShownForm(WagtailAdminPageForm):
    """The form of a page in the editor, with the mark of what it showed. A draft is saved whatever the mark says."""

    @property
    def as_shown(self) -> str:
        """Return the mark: that of the page as it is, or the one that was sent; "" for a page that is not kept yet.

        A form shown again keeps what it was sent with: nobody has seen what changed.
        """
        if self.is_bound:
            return str(self.data.get(FIELD, ""))
        return mark_of(self.instance) if self.instance.pk else ""

    def is_still_shown(self) -> bool:
        """Return whether the page is what the person had before them; True for one that is not kept yet."""
        return self.instance.pk is None or is_as_shown(self.instance, self.as_shown, self.for_user)

    def clean(self) -> dict[str, Any]:
        """Refuse to publish, or to approve, another text than the one that was shown."""
        cleaned: dict[str, Any] = super().clean()
        if self._publishes() and not self.is_still_shown():
            self.add_error(None, CHANGED)
        return cleaned

    def _publishes(self) -> bool:
        approves = self.data.get("action-workflow-action") and self.data.get("workflow-action-name") == "approve"
        return bool(approves or self.data.get("action-publish"))
