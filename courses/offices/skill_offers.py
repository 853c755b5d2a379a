"""The end of a mandate offers its skills to the passport of the person who held it. The person decides."""

import datetime
from typing import cast

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from accounts.models import Mandate, User
from accounts.querysets import MandateQuerySet
from accounts.requests import MemberRequest
from courses.models import OfficeTraining
from passport.models import Face, Proposal, Skill, SourceKind

SHORTEST = datetime.timedelta(days=30)  # an office held for less teaches little, or was noted by mistake


def source_ref(mandate: Mandate) -> str:
    """The name of the event « this mandate is over », the same at every offer."""
    return f"mandate-{mandate.pk}"


def offer_ended(user: User | None = None) -> int:
    """Offer the skills of the mandates that are over (`user`'s, or everybody's); how many mandates did.

    The worker does it, and each sign-in: offering twice changes nothing.
    """
    mandates = _not_offered(Mandate.objects.ended())
    if user is not None:
        mandates = mandates.filter(membership__user=user)
    over = [mandate for mandate in mandates.select_related("membership__user") if _lasted(mandate)]
    skills = _skills_by_office() if over else {}
    for mandate in over:
        for skill in skills.get(mandate.office, ()):
            _offer(mandate, skill)
    return sum(bool(skills.get(mandate.office)) for mandate in over)


def offer_at_sign_in(request: MemberRequest) -> None:
    """A step of `accounts.next_step` that asks nothing: what is over waits in the passport at once."""
    offer_ended(request.user)


def _not_offered(mandates: MandateQuerySet) -> MandateQuerySet:
    ref = Concat(Value("mandate-"), Cast(OuterRef("pk"), CharField()))
    offered = Proposal.objects.filter(
        member=OuterRef("membership__user"), source_kind=SourceKind.MANDATE, source_ref=ref
    )
    return mandates.filter(~Exists(offered))


def _lasted(mandate: Mandate) -> bool:
    """Whether it was held long enough; its last day counts."""
    return cast("datetime.date", mandate.ends_on) - mandate.starts_on + datetime.timedelta(days=1) >= SHORTEST


def _skills_by_office() -> dict[str, list[Skill]]:
    trainings = OfficeTraining.objects.prefetch_related("skills")
    return {each.office: [skill for skill in each.skills.all() if skill.is_active] for each in trainings}


def _offer(mandate: Mandate, skill: Skill) -> None:
    Proposal.objects.offer(
        mandate.membership.user,
        skill,
        face=Face.GAINED,
        source_kind=SourceKind.MANDATE,
        source_ref=source_ref(mandate),
        source_label=mandate.get_office_display(),
        happened_on=min(cast("datetime.date", mandate.ends_on), timezone.localdate()),
    )
