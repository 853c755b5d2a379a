"""The skills of a module, offered to the passport of the member who finished it. The member decides."""

from django.utils import timezone

from accounts.models import User
from courses.models import ModulePage
from passport.models import Face, Proposal, SourceKind


def source_ref(module: ModulePage) -> str:
    """Return the name of the event « this module is finished », the same at every offer."""
    return f"module-{module.pk}"


def offer_skills(user: User, module: ModulePage) -> None:
    """Offer the member each skill of the module that is still offered. Offering twice changes nothing."""
    for skill in module.skills.filter(is_active=True):
        Proposal.objects.offer(
            user,
            skill,
            face=Face.GAINED,
            source_kind=SourceKind.TRAINING,
            source_ref=source_ref(module),
            source_label=module.title[:200],
            happened_on=timezone.localdate(),
        )
