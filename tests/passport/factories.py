"""Entries, proposals, confirmations and open shares, made in one call each."""

import itertools
from typing import Any

from django.utils import timezone

from accounts.models import User
from passport.models import (
    Confirmation,
    Entry,
    Face,
    Practice,
    Proposal,
    Share,
    Skill,
    SkillDomain,
    SkillIndicator,
    SourceKind,
)
from passport.sharing.rules import ShareRequest, open_share

_numbers = itertools.count(1)


def make_person(name: str = "Camille", **fields: Any) -> User:
    return User.objects.create_user(display_name=name, **fields)


def make_skill(label: str = "", domain: str = "Cuisiner", unit: str = "Restauration", **fields: Any) -> Skill:
    number = next(_numbers)
    family, _ = SkillDomain.objects.get_or_create(slug=domain.lower().replace(" ", "-"), defaults={"label": domain})
    skill = Skill.objects.create(
        slug=f"competence-{number}",
        label=label or f"Compétence {number}",
        description="Je le fais devant quelqu’un.",
        domain=family,
        collective_unit=unit,
        pictogram="1F372",
        **fields,
    )
    SkillIndicator.objects.create(skill=skill, text="Je prépare le matériel")
    return skill


def make_line(member: User, skill: Skill | None = None, **fields: Any) -> Entry:
    fields = {"face": Face.GAINED, "practice": Practice.WITHOUT_HELP} | fields
    if not fields.get("own_title"):
        fields["skill"] = skill or make_skill()
    return Entry.objects.create(member=member, **fields)


def make_proposal(member: User, skill: Skill | None = None, ref: str = "module-1", **fields: Any) -> Proposal:
    known = {"source_kind": SourceKind.TRAINING, "source_label": "Tenir la trésorerie", "face": Face.GAINED}
    return Proposal.objects.offer(member, skill or make_skill(), source_ref=ref, **(known | fields))


def make_confirmation(entry: Entry, person: User, sentence: str = "J’étais là.", **fields: Any) -> Confirmation:
    """Return what a person wrote about an entry; its holder accepted it unless `state` says otherwise."""
    known = {"state": Confirmation.State.ACCEPTED, **entry.confirmed_words, "written_at": timezone.now()}
    return Confirmation.objects.create(entry=entry, confirmer=person, sentence=sentence, **(known | fields))


def make_share(member: User, lines: list[Entry] | None = None, **terms: Any) -> Share:
    """Return a share opened now, by a link with a code unless told otherwise."""
    lines = [make_line(member)] if lines is None else lines
    known = {"recipient_label": "Un lieu", "shown_name": member.display_name, "way": Share.Way.LINK}
    wanted = ShareRequest(entry_ids=[line.pk for line in lines], **(known | terms))
    return open_share(member, wanted, prepared_as=f"essai-{next(_numbers):016d}")


def token_of(share: Share) -> str:
    """Return the token in a share's address."""
    return share.address.rsplit("/", 1)[1]


def code_of(share: Share) -> str:
    """Return the six digits of a share."""
    return share.spoken_code.replace(" ", "")
