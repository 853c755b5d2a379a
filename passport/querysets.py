"""What one asks of the passport, in the holder's words."""

import datetime
from typing import TYPE_CHECKING, Self, cast

from django.db import models
from django.db.models import F
from django.utils import timezone

from lib.secrets import token_fingerprint
from passport import spoken_code

if TYPE_CHECKING:
    from accounts.models import User
    from passport.models import Confirmation, Entry, Opening, Proposal, Reply, SeenInvite, Share, Skill

ANSWER_DAYS = 30  # an unanswered request closes after this long


class SkillQuerySet(models.QuerySet["Skill"]):
    def offered(self) -> Self:
        """Skills proposed to members (not retired)."""
        return self.filter(is_active=True)

    def matching(self, words: str) -> Self:
        """Skills whose name, sentence or family holds every one of the words."""
        found = self
        for word in words.split():
            found = found.filter(
                models.Q(label__icontains=word)
                | models.Q(description__icontains=word)
                | models.Q(domain__label__icontains=word)
            )
        return found


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def of(self, member: "User") -> Self:
        """The member's own proposals."""
        return self.filter(member=member)

    def pending(self) -> Self:
        """Proposals neither taken nor set aside."""
        return self.filter(state=self.model.State.OFFERED)

    def aside(self) -> Self:
        """Proposals the member left aside: seen by the member alone."""
        return self.filter(state=self.model.State.SET_ASIDE)

    def of_event(self, source_kind: str, source_ref: str) -> Self:
        """Everything one event proposed, in the catalogue's order."""
        return self.filter(source_kind=source_kind, source_ref=source_ref).order_by("skill__order", "skill__label")

    def offer(
        self,
        member: "User",
        skill: "Skill",
        face: str,
        source_kind: str,
        source_ref: str,
        source_label: str,
        happened_on: datetime.date | None = None,
    ) -> "Proposal":
        """Offer a skill after an event, once: offered again it stays as the member left it, set aside included.

        `source_label` (the module's title) is for the member alone and never enters a share.
        """
        proposal, _ = self.get_or_create(
            member=member,
            skill=skill,
            face=face,
            source_kind=source_kind,
            source_ref=str(source_ref),
            defaults={"source_label": source_label[:200], "happened_on": happened_on or timezone.localdate()},
        )
        return proposal


class EntryQuerySet(models.QuerySet["Entry"]):
    def of(self, member: "User") -> Self:
        """The member's own lines, removed ones included."""
        return self.filter(member=member)

    def standing(self) -> Self:
        """Lines that were not removed."""
        return self.filter(removed_at__isnull=True)

    def removed(self) -> Self:
        """Lines that were removed, the latest first."""
        return self.filter(removed_at__isnull=False).order_by("-removed_at")

    def removed_before(self, moment: datetime.datetime) -> Self:
        """Lines removed before a moment."""
        return self.filter(removed_at__lt=moment)

    def with_skill(self) -> Self:
        """With the skill and its family in the same query."""
        return self.select_related("skill__domain")

    def with_confirmations(self) -> Self:
        """With what the holder accepted, in `entry.accepted`: one more query, whatever the number of lines."""
        confirmations = cast("ConfirmationQuerySet", self.model.confirmations.rel.related_model._default_manager)
        return self.prefetch_related(
            models.Prefetch("confirmations", confirmations.accepted().order_by("written_at", "pk"), to_attr="accepted")
        )

    def same_entry(self, member_id: int, skill_id: int, face: str) -> Self:
        """The one line a member may have, alone, for a skill and a face."""
        return self.standing().filter(member_id=member_id, skill_id=skill_id, face=face, is_collective=False)

    def entry_for(self, member_id: int, skill_id: int, face: str, practice: str) -> "Entry":
        """The member's line for a skill and a face, made when missing; it says the practice given last."""
        entry, created = self.same_entry(member_id, skill_id, face).get_or_create(
            defaults={"practice": practice},
            member_id=member_id,
            skill_id=skill_id,
            face=face,
            is_collective=False,
            removed_at=None,
        )
        if not created and entry.practice != practice:
            entry.practice = practice
            entry.save(update_fields=["practice", "updated_at"])
        return entry


class ConfirmationQuerySet(models.QuerySet["Confirmation"]):
    def on_entries_of(self, member: "User") -> Self:
        """What was asked or written about the lines that stand in the member's passport."""
        return self.filter(entry__member=member, entry__removed_at__isnull=True)

    def accepted(self) -> Self:
        """What the holder accepted: all that anybody else ever sees."""
        return self.filter(state=self.model.State.ACCEPTED)

    def to_read(self) -> Self:
        """Written, and not yet accepted or set aside by the holder."""
        return self.filter(state=self.model.State.WRITTEN)

    def unanswered(self) -> Self:
        """Asked, declined or not: the asker reads both as one."""
        return self.filter(state__in=[self.model.State.ASKED, self.model.State.DECLINED])

    def invitations(self) -> Self:
        """Those of a QR or of a passed device, for whoever comes."""
        return self.unanswered().filter(invite_until__isnull=False)

    def requests(self) -> Self:
        """Unanswered ones made at a distance, for as long as they may be answered."""
        return self.unanswered().filter(confirmer__isnull=False, invite_until__isnull=True, asked_at__gte=_oldest())

    def asked_of(self, person: "User") -> Self:
        """What a person is asked now about lines that stand."""
        asked = self.requests().filter(state=self.model.State.ASKED, entry__removed_at__isnull=True)
        return asked.filter(confirmer=person)

    def open(self) -> Self:
        """What may be written now: an invitation within its minutes, a request within its days."""
        asked = self.filter(state=self.model.State.ASKED, entry__removed_at__isnull=True)
        return asked.filter(
            models.Q(invite_until__gt=timezone.now())
            | models.Q(invite_until__isnull=True, confirmer__isnull=False, asked_at__gte=_oldest())
        )

    def by_token(self, token: str) -> Self:
        """The invitation an address leads to."""
        return self.filter(invite_hash=token_fingerprint(token))

    def given_by(self, person: "User") -> Self:
        """What a person wrote when asked, whatever its holder did of it; not what they took back."""
        states = [self.model.State.WRITTEN, self.model.State.ACCEPTED, self.model.State.SET_ASIDE]
        return self.filter(confirmer=person, offer__isnull=True, state__in=states)

    def keep_offer(self, offer: "Proposal", entry: "Entry") -> "Confirmation":
        """The sentence of a « Je t’ai vu faire » its receiver just accepted: written and accepted at once."""
        known = {
            "entry": entry,
            "occasion": entry.occasions.filter(source_kind=offer.source_kind, source_ref=offer.source_ref).first(),
            "confirmer_id": offer.offered_by_id,
            "sentence": offer.sentence,
            "was_present": True,
            "about": entry.about,
            "state": self.model.State.ACCEPTED,
            "written_at": timezone.now(),
        }
        return self.update_or_create(offer=offer, defaults=known)[0]

    def over(self) -> Self:
        """Unanswered ones that are closed, and what was taken back long enough ago for its holder to know."""
        over = models.Q(invite_until__isnull=True, asked_at__lt=_oldest()) | models.Q(invite_until__lt=timezone.now())
        taken_back = models.Q(state=self.model.State.WITHDRAWN, written_at__lt=_oldest())
        unanswered = models.Q(state__in=[self.model.State.ASKED, self.model.State.DECLINED])
        return self.filter((unanswered & over) | taken_back)


def _oldest() -> datetime.datetime:
    """The first moment of the oldest day whose requests may still be answered."""
    day = timezone.localdate() - datetime.timedelta(days=ANSWER_DAYS)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


class SeenInviteQuerySet(models.QuerySet["SeenInvite"]):
    def open(self) -> Self:
        """Those that lead somewhere now."""
        return self.filter(until__gt=timezone.now(), member__is_active=True)

    def over(self) -> Self:
        """Those whose half hour has passed."""
        return self.filter(until__lte=timezone.now())

    def by_token(self, token: str) -> Self:
        """The one an address leads to."""
        return self.filter(token_hash=token_fingerprint(token))

    def open_to(self, person: "User") -> Self:
        """Those this person may answer: nobody offers a skill to themselves."""
        return self.open().exclude(member=person).select_related("member")


class ShareQuerySet(models.QuerySet["Share"]):
    def of(self, member: "User") -> Self:
        """The member's own shares."""
        return self.filter(member=member)

    def open(self) -> Self:
        """Shares a reader may see now: begun, not over, not stopped."""
        now = timezone.now()
        return self.filter(opens_at__lte=now, closes_at__gt=now, stopped_at__isnull=True)

    def by_token(self, token: str) -> Self:
        """The share an address leads to."""
        return self.filter(token_hash=token_fingerprint(token))

    def take_try(self, pk: int) -> bool:
        """Use one try of an open share's code: one conditional UPDATE, so that no rush can use more than it has."""
        return bool(self.open().filter(pk=pk, tries_left__gt=0).update(tries_left=F("tries_left") - 1))

    def give_try_back(self, pk: int) -> None:
        """Return the try of a right code."""
        self.filter(pk=pk, tries_left__lt=spoken_code.TRIES).update(tries_left=F("tries_left") + 1)

    def ended_before(self, moment: datetime.datetime) -> Self:
        """Shares stopped, or closed by themselves, before a moment."""
        return self.filter(models.Q(stopped_at__lt=moment) | models.Q(closes_at__lt=moment))


class OpeningQuerySet(models.QuerySet["Opening"]):
    def shown(self) -> Self:
        """Times the passport was displayed."""
        return self.filter(outcome=self.model.Outcome.SHOWN)


class ReplyQuerySet(models.QuerySet["Reply"]):
    def of(self, member: "User") -> Self:
        """Messages left for the member."""
        return self.filter(share__member=member)

    def unread(self) -> Self:
        """Messages the member has not opened yet."""
        return self.filter(read_at__isnull=True)
