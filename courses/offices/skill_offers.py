"""The skills of an office, offered at the end of a mandate to the passport of its holder. The holder decides."""

import datetime
from typing import cast

from django.db.models import CharField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Concat
from django.utils import timezone

from accounts.models import Mandate, User
from accounts.models.belonging import MandateQuerySet
from accounts.requests import MemberRequest
from courses.models import OfficeTraining
from passport.models import Face, Proposal, Skill, SourceKind

SHORTEST = datetime.timedelta(days=30)  # a shorter mandate teaches little, or was recorded by mistake


def source_ref(mandate: Mandate) -> str:
    """Return the name of the event « this mandate is over », the same at every offer."""
    return f"mandate-{mandate.pk}"


def offer_ended(user: User | None = None) -> int:
    """Offer the skills of the ended mandates (`user`'s, or everybody's); return how many mandates have skills.

    The worker calls it, and each sign-in: offering twice changes nothing. A mandate that its holder never accepted was
    never in force: somebody else noted it, and it is no « responsabilité associative ».
    """
    mandates = _not_offered(Mandate.objects.ended().filter(accepted_at__isnull=False))
    if user is not None:
        mandates = mandates.filter(membership__user=user)
    ended = [mandate for mandate in mandates.select_related("membership__user") if _is_long_enough(mandate)]
    skills = _skills_by_office() if ended else {}
    for mandate in ended:
        for skill in skills.get(mandate.office, ()):
            _offer(mandate, skill)
    return sum(bool(skills.get(mandate.office)) for mandate in ended)


def offer_at_sign_in(request: MemberRequest) -> None:
    """Offer the skills of the member's ended mandates (a step of accounts.next_step that asks nothing)."""
    offer_ended(request.user)


def _not_offered(mandates: MandateQuerySet) -> MandateQuerySet:
    ref = Concat(Value("mandate-"), Cast(OuterRef("pk"), CharField()))
    offered = Proposal.objects.filter(
        member=OuterRef("membership__user"), source_kind=SourceKind.MANDATE, source_ref=ref
    )
    return mandates.filter(~Exists(offered))


def _is_long_enough(mandate: Mandate) -> bool:
    """Return whether the mandate lasted SHORTEST or more; its last day counts."""
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
