"""The questions the product asks of the passport's rows, in the members' words."""

import datetime
from typing import TYPE_CHECKING, Self, cast

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import F
from django.utils import timezone

from accounts.shared_groups import are_together
from lib.secrets import token_fingerprint
from passport import spoken_code

if TYPE_CHECKING:
    from accounts.models import User
    from passport.models import Confirmation, Entry, Opening, Proposal, Reply, SeenInvite, Share, ShareItem, Skill

BATCH = 500  # rows read at a time: SQLite refuses to look up what belongs to a thousand at once
MOST_ENTRIES = 300  # of one holder, those removed under 31 days ago included: each screen of a share reads them all
MOST_OCCASIONS = 200  # of one entry
MOST_SHARES = 200  # of one holder, those ended under three months ago included
ANSWER_DAYS = 30  # an unanswered request closes after this long


class SkillQuerySet(models.QuerySet["Skill"]):
    def offered(self) -> Self:
        """Return the skills proposed to members (not retired)."""
        return self.filter(is_active=True)

    def by_family(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return these skills as the choices of a list, slug and label, grouped under the names of their families."""
        families: dict[str, list[tuple[str, str]]] = {}
        for skill in self.select_related("domain").order_by("domain__order", "domain__pk", "label").distinct():
            families.setdefault(skill.domain.label, []).append((skill.slug, skill.label))
        return list(families.items())


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def of(self, member: "User") -> Self:
        """Return the member's own proposals."""
        return self.filter(member=member)

    def with_names(self) -> Self:
        """Fetch in the same query who offers, and whether they are in a group of the member today."""
        return self.select_related("offered_by").annotate(is_together=are_together("offered_by", "member"))

    def pending(self) -> Self:
        """Return proposals neither taken nor set aside."""
        return self.filter(state=self.model.State.OFFERED)

    def aside(self) -> Self:
        """Return proposals the member left aside: only the member sees them."""
        return self.filter(state=self.model.State.SET_ASIDE)

    def of_event(self, source_kind: str, source_ref: str) -> Self:
        """Return everything one event proposed, in the catalogue's order."""
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
        """Offer a skill after an event, once: offered again, it stays as the member left it, even set aside.

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
        """Return the member's own entries, removed ones included."""
        return self.filter(member=member)

    def standing(self) -> Self:
        """Return entries that were not removed."""
        return self.filter(removed_at__isnull=True)

    def are_full(self, more: int = 1) -> bool:
        """Return whether so many more would be above what one passport holds; asked of the entries of a member."""
        return self.count() + more > MOST_ENTRIES

    def removed(self) -> Self:
        """Return entries that were removed, the latest first."""
        return self.filter(removed_at__isnull=False).order_by("-removed_at")

    def removed_before(self, moment: datetime.datetime) -> Self:
        """Return entries removed before a moment."""
        return self.filter(removed_at__lt=moment)

    def with_skill(self) -> Self:
        """Fetch the skill and its family in the same query."""
        return self.select_related("skill__domain")

    def with_confirmations(self) -> Self:
        """Fetch the accepted confirmations into `entry.accepted`: one more query, whatever the number of entries."""
        confirmations = cast("ConfirmationQuerySet", self.model.confirmations.rel.related_model._default_manager)
        accepted = confirmations.accepted().with_names().order_by("written_at", "pk")
        return self.prefetch_related(models.Prefetch("confirmations", accepted, to_attr="accepted"))

    def same_entry(self, member_id: int, skill_id: int, face: str) -> Self:
        """Return the one entry a member may have, done alone, for a skill and a face."""
        return self.standing().filter(member_id=member_id, skill_id=skill_id, face=face, is_collective=False)

    def entry_for(self, member_id: int, skill_id: int, face: str, practice: str) -> "Entry":
        """Return the member's entry for a skill and a face, made when missing, with the practice given last."""
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
        """Return what was asked or written about the entries that stand in the member's passport."""
        return self.filter(entry__member=member, entry__removed_at__isnull=True)

    def with_names(self) -> Self:
        """Fetch in the same query whose name the holder reads, and which: the person is in a group of theirs today."""
        return self.select_related("confirmer").annotate(is_together=are_together("confirmer", "entry__member"))

    def accepted(self) -> Self:
        """Return what the holder accepted: nobody else ever sees anything more."""
        return self.filter(state=self.model.State.ACCEPTED)

    def to_read(self) -> Self:
        """Return what was written, and the holder neither accepted nor set aside yet."""
        return self.filter(state=self.model.State.WRITTEN)

    def unanswered(self) -> Self:
        """Return what was asked, declined or not: the asker reads both alike."""
        return self.filter(state__in=[self.model.State.ASKED, self.model.State.DECLINED])

    def invitations(self) -> Self:
        """Return the requests of a QR or of a passed device, open to whoever comes."""
        return self.unanswered().filter(invite_until__isnull=False)

    def requests(self) -> Self:
        """Return unanswered requests made at a distance, for as long as they may be answered."""
        return self.unanswered().filter(_in_time(), confirmer__isnull=False, invite_until__isnull=True)

    def asked_of(self, person: "User") -> Self:
        """Return what a person is asked now about entries that stand."""
        asked = self.requests().filter(state=self.model.State.ASKED, entry__removed_at__isnull=True)
        return asked.filter(confirmer=person)

    def open(self) -> Self:
        """Return what may be answered now: an invitation within its minutes, a request within its days."""
        asked = self.filter(state=self.model.State.ASKED, entry__removed_at__isnull=True)
        return asked.filter(
            models.Q(invite_until__gt=timezone.now())
            | models.Q(_in_time(), invite_until__isnull=True, confirmer__isnull=False)
        )

    def by_token(self, token: str) -> Self:
        """Return the invitation an address leads to."""
        return self.filter(invite_hash=token_fingerprint(token))

    def given_by(self, person: "User") -> Self:
        """Return what a person wrote when asked, whatever the holder did with it; not what they took back."""
        states = [self.model.State.WRITTEN, self.model.State.ACCEPTED, self.model.State.SET_ASIDE]
        return self.filter(confirmer=person, offer__isnull=True, state__in=states)

    def keep_offer(self, offer: "Proposal", entry: "Entry") -> "Confirmation":
        """Keep the sentence of a « Je t’ai vu faire » its receiver just accepted: written and accepted at once."""
        known = {
            "entry": entry,
            "occasion": entry.occasions.filter(source_kind=offer.source_kind, source_ref=offer.source_ref).first(),
            "confirmer_id": offer.offered_by_id,
            "written_as": offer.offered_as,
            "sentence": offer.sentence,
            "was_present": True,
            **entry.confirmed_words,
            "state": self.model.State.ACCEPTED,
            "written_at": timezone.now(),
        }
        return self.update_or_create(offer=offer, defaults=known)[0]

    def over(self) -> Self:
        """Return unanswered requests that are closed, and what was taken back that long ago."""
        over = models.Q(~_in_time(), invite_until__isnull=True) | models.Q(invite_until__lt=timezone.now())
        taken_back = models.Q(state=self.model.State.WITHDRAWN, written_at__lt=_oldest())
        unanswered = models.Q(state__in=[self.model.State.ASKED, self.model.State.DECLINED])
        return self.filter((unanswered & over) | taken_back)


def _in_time() -> models.Q:
    """Return what may still be answered: asked lately, or by a later day, as a house was closed meanwhile."""
    waits = models.Q(answer_by__isnull=False, answer_by__gte=timezone.localdate())
    return models.Q(asked_at__gte=_oldest()) | waits


def _oldest() -> datetime.datetime:
    """Return the first moment of the oldest day whose requests may still be answered."""
    day = timezone.localdate() - datetime.timedelta(days=ANSWER_DAYS)
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


class SeenInviteQuerySet(models.QuerySet["SeenInvite"]):
    def open(self) -> Self:
        """Return the codes that lead somewhere now."""
        return self.filter(until__gt=timezone.now(), member__is_active=True)

    def over(self) -> Self:
        """Return the codes whose half hour has passed."""
        return self.filter(until__lte=timezone.now())

    def by_token(self, token: str) -> Self:
        """Return the code an address leads to."""
        return self.filter(token_hash=token_fingerprint(token))

    def open_to(self, person: "User") -> Self:
        """Return the codes this person may answer: nobody offers a skill to themselves."""
        return self.open().exclude(member=person).select_related("member")


class ShareQuerySet(models.QuerySet["Share"]):
    def of(self, member: "User") -> Self:
        """Return the member's own shares."""
        return self.filter(member=member)

    def are_full(self) -> bool:
        """Return whether one more would be too many; asked of the shares of a member."""
        return self.count() >= MOST_SHARES

    def open(self) -> Self:
        """Return shares a reader may see now: begun, not over, not stopped, of an account that is open.

        No join: `take_try` is one conditional UPDATE of one table.
        """
        now, people = timezone.now(), get_user_model().objects.filter(is_active=True)
        return self.filter(opens_at__lte=now, closes_at__gt=now, stopped_at__isnull=True, member__in=people)

    def by_token(self, token: str) -> Self:
        """Return the share an address leads to."""
        return self.filter(token_hash=token_fingerprint(token))

    def take_try(self, pk: int) -> bool:
        """Use one try of an open share's code: one conditional UPDATE, so that no rush uses more than it has."""
        return bool(self.open().filter(pk=pk, tries_left__gt=0).update(tries_left=F("tries_left") - 1))

    def give_try_back(self, pk: int) -> None:
        """Give back the try of a right code."""
        self.filter(pk=pk, tries_left__lt=spoken_code.TRIES).update(tries_left=F("tries_left") + 1)

    def ended_before(self, moment: datetime.datetime) -> Self:
        """Return shares stopped, or closed by themselves, before a moment."""
        return self.filter(models.Q(stopped_at__lt=moment) | models.Q(closes_at__lt=moment))


class ShareItemQuerySet(models.QuerySet["ShareItem"]):
    def forget_gone_words(self) -> int:
        """Take what was withdrawn, and names no longer shown, out of what shares store; return how many changed."""
        said = self.select_related("entry").prefetch_related("entry__confirmations__confirmer")
        changed = [item for item in said.iterator(BATCH) if item.forgets_gone_words()]
        self.model.objects.bulk_update(changed, ["frozen"], BATCH)
        return len(changed)


class OpeningQuerySet(models.QuerySet["Opening"]):
    def shown(self) -> Self:
        """Return the times the passport was displayed."""
        return self.filter(outcome=self.model.Outcome.SHOWN)


class ReplyQuerySet(models.QuerySet["Reply"]):
    def of(self, member: "User") -> Self:
        """Return messages left for the member."""
        return self.filter(share__member=member)

    def unread(self) -> Self:
        """Return messages the member has not opened yet."""
        return self.filter(read_at__isnull=True)
