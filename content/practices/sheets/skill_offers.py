"""The skills of a sheet written by two, offered to both once it is published, as something shown to others.

Each finds them in their own account and decides: nothing enters a passport by itself.
"""

from typing import Any

from django.utils import timezone

from accounts.models import User
from content.models import PracticePage, SecondWriter
from passport.models import Face, Proposal, Skill, SourceKind


def on_published(instance: PracticePage, **_signal: Any) -> None:
    """Offer its skills to the two people of a sheet; published again, it offers nothing more."""
    second = SecondWriter.objects.present().filter(practice=instance).select_related("user").first()
    if not instance.live or second is None:
        return
    skills = list(instance.skills.filter(is_active=True))
    for person in (instance.owner, second.user):
        if person is not None:
            _offer(person, instance, skills)


def _offer(person: User, sheet: PracticePage, skills: list[Skill]) -> None:
    for skill in skills:
        Proposal.objects.offer(
            person,
            skill,
            face=Face.SHARED,
            source_kind=SourceKind.SHEET,
            source_ref=f"sheet-{sheet.pk}",
            source_label=sheet.title[:200],
            happened_on=timezone.localdate(),
        )
