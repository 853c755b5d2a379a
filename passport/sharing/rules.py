"""Opening a share and letting a reader in: what must happen together, and what must be committed first."""

import datetime
import enum
import json
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Prefetch, Q
from django.utils import timezone

from directory.models import Collective, PeerGroup
from lib import cookies
from lib.days import earliest_today, end_everywhere
from lib.secrets import Purpose, fingerprint, same
from passport import spoken_code
from passport.models import Confirmation, Entry, Opening, Share, ShareItem
from passport.sensitive import words_of
from passport.sharing import sensitive_texts, shown_names
from passport.sharing.sensitive_texts import Remark
from passport.sharing.snapshot import FrozenEntry, ShownEntry, freeze, show

if TYPE_CHECKING:
    from accounts.models import User

LONGEST_DAYS = 90
TOGETHER_HOURS = 24
DAYS = {Share.Way.LINK: 7, Share.Way.PAPER: 30}
RETRY = datetime.timedelta(seconds=10)  # a second press this soon is the same opening
MOST_LINES_A_DAY = 100  # of one journal, from all networks: its holder reads it page by page
DAY = datetime.timedelta(days=1)
RECENT = datetime.timedelta(minutes=10)
READING_SECONDS = 60 * 60  # sliding: each page read begins it again
VIEW_SALT = "passport.view"
READER = Purpose("who reads an opening of a share", prefix="passport.reader:")
SHOWN = Purpose("what its holder reads of a share before it opens", prefix="passport.share:")


@dataclass
class ShareRequest:
    """The holder's decisions for a share, step by step; dates as ISO text so that it can be sealed meanwhile."""

    recipient_collective_id: int | None = None
    recipient_label: str = ""
    entry_ids: list[int] = field(default_factory=list)
    shown_name: str = ""
    looking_for: str = ""
    how_helped: str = ""
    group_name: str = ""
    way: str = ""
    closes_on: str = ""
    show_old_dates: bool = False
    # Texts with a sensitive word (Remark.key): those the holder was asked about, those the holder keeps.
    asked: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """Return plain values, to be sealed."""
        return asdict(self)

    def entries(self, member: "User") -> list[Entry]:
        """Return the chosen entries that still stand, in the order of the passport."""
        chosen = Entry.objects.of(member).standing().filter(pk__in=self.entry_ids)
        return list(chosen.with_skill().with_confirmations().prefetch_related("occasions"))

    def heading(self, member: "User") -> frozenset[int]:
        """Return the groups of this member that the name shown above may mean; none, when no name is."""
        if not self.group_name:
            return frozenset()
        signing = PeerGroup.objects.signing_as(self.group_name)
        return frozenset(signing.filter(memberships__user=member).values_list("pk", flat=True))

    def texts(self) -> dict[str, str]:
        """Return what a reader reads beside the entries."""
        return {name: getattr(self, name) for name in sensitive_texts.SHARE_TEXTS}

    def as_share(self, now: datetime.datetime, texts: dict[str, str], heading: frozenset[int]) -> Share:
        """Return an unsaved share with these terms and the `texts` that stay, opened `now`, without token or code.

        `heading`: the groups that the name above may mean. Of a name that none signs with any more, nothing is shown.
        """
        return Share(
            recipient_collective_id=self.recipient_collective_id,
            recipient_label=self.recipient_label,
            **texts,
            group_name=self.group_name if heading else "",
            shown_group_id=min(heading, default=None),
            show_old_dates=self.show_old_dates,
            way=self.way,
            opens_at=now,
            closes_at=closing(self.way, self.closes_on, now),
        )


def closing(way: str, closes_on: str, now: datetime.datetime) -> datetime.datetime:
    """Return when a share closes by itself: 24 hours later when together, else once a day is over all over France."""
    if way == Share.Way.TOGETHER:
        return now + datetime.timedelta(hours=TOGETHER_HOURS)
    today = timezone.localdate(now)
    day = datetime.date.fromisoformat(closes_on) if closes_on else today + datetime.timedelta(days=DAYS[Share.Way(way)])
    return end_everywhere(min(max(day, earliest_today(now)), today + datetime.timedelta(days=LONGEST_DAYS)))


@dataclass(frozen=True)
class WordedShare:
    """A share as it would be read now: its own texts, its entries, and every text whose words are to be looked at."""

    texts: dict[str, str]
    entries: list[tuple[Entry, FrozenEntry]]
    remarks: list[Remark]
    heading: frozenset[int] = frozenset()

    def unasked(self, terms: ShareRequest) -> list[Remark]:
        """Return the texts the holder was not asked about yet, as they are written now."""
        return [remark for remark in self.remarks if remark.key not in terms.asked]

    def seen(self, terms: ShareRequest) -> str:
        """Return the fingerprint of all that the holder reads before the press, the names of who confirms included."""
        entries = [[entry.pk, frozen.to_json()] for entry, frozen in self.entries]
        return fingerprint(SHOWN, json.dumps([terms.as_dict(), self.texts, sorted(self.heading), entries]))


def worded(member: "User", terms: ShareRequest) -> WordedShare:
    """Word a share: a text with a sensitive word that was not kept is left out, asked about or not."""
    finder = words_of.finder(member)
    remarks = sensitive_texts.remarks_on_share(terms.texts(), finder)
    entries, heading = [], terms.heading(member)
    for entry in terms.entries(member):
        frozen = freeze(entry, entry.occasions.all(), entry.shown_confirmations, heading)
        remarks += sensitive_texts.remarks_on_entry(entry.pk, frozen, finder)
        discreet = sensitive_texts.discreet_entry(entry.pk, frozen, finder, terms.kept)
        if discreet is not None:
            entries.append((entry, discreet))
    return WordedShare(sensitive_texts.discreet_texts(terms.texts(), finder, terms.kept), entries, remarks, heading)


def open_share(member: "User", terms: ShareRequest, prepared_as: str, read: WordedShare | None = None) -> Share:
    """Open the share that was prepared, as it was `read`, once: asked twice, it is the same share."""
    words = read or worded(member, terms)
    share = terms.as_share(timezone.now(), words.texts, words.heading)
    share.member, share.prepared_as = member, prepared_as
    if not Collective.objects.filter(Q(pk=share.recipient_collective_id)).exists():
        share.recipient_collective_id = None  # gone from the directory since step 1: its name stays
    share.seal_token()
    if share.way != Share.Way.TOGETHER:
        share.seal_code()
    try:
        with transaction.atomic():
            share.save()
            ShareItem.objects.bulk_create(
                ShareItem(share=share, entry=entry, position=number, frozen=frozen.to_json())
                for number, (entry, frozen) in enumerate(words.entries)
            )
    except IntegrityError:
        return Share.objects.of(member).get(prepared_as=prepared_as)
    return share


def _accepted() -> Prefetch:
    accepted = Confirmation.objects.accepted().with_names()
    return Prefetch("entry__confirmations", accepted, to_attr="accepted")


def shown_entries(share: Share, today: datetime.date | None = None) -> list[ShownEntry]:
    """Return what a reader sees of each entry of a share: what was removed since it opened is left out at once."""
    items = share.items.filter(entry__removed_at__isnull=True).prefetch_related("entry__occasions", _accepted())
    read = [(item.entry, FrozenEntry.from_json(item.frozen)) for item in items.select_related("entry")]
    if not share.heading_name:
        read = [(entry, frozen.under_no_name()) for entry, frozen in read]
    names = shown_names.present(read)
    return [
        show(
            frozen,
            {occasion.pk for occasion in entry.occasions.all()},
            today or timezone.localdate(),
            show_old_dates=share.show_old_dates,
            names={each.pk: names[each.pk] for each in entry.accepted},
        )
        for entry, frozen in read
    ]


def entries_to_show(words: WordedShare, terms: ShareRequest) -> list[ShownEntry]:
    """Return what a reader would see of each entry if the share were opened now."""
    return [
        show(
            frozen,
            {occasion.pk for occasion in entry.occasions.all()},
            timezone.localdate(),
            show_old_dates=terms.show_old_dates,
            names={each.pk: each.name_shown for each in entry.accepted},
        )
        for entry, frozen in words.entries
    ]


class CodeAnswer(enum.Enum):
    """The answer to a reader who gives a code."""

    RIGHT = enum.auto()
    WRONG = enum.auto()
    CLOSED = enum.auto()


def answer_code(share: Share, code: str, reader: str) -> CodeAnswer:
    """Compare a code. The try is used, and committed, before anything is compared; a right code returns it."""
    if not Share.objects.take_try(share.pk):
        return CodeAnswer.CLOSED
    share.refresh_from_db(fields=["code_hmac"])  # the holder may have given a new code meanwhile
    if same(share.code_hmac, spoken_code.code_fingerprint(share.token_hash, code)):
        Share.objects.give_try_back(share.pk)
        return CodeAnswer.RIGHT
    Opening.objects.create(share=share, declared_reader=reader, outcome=Opening.Outcome.WRONG_CODE)
    return CodeAnswer.WRONG


def begin_reading(share: Share, reader: str) -> Opening | None:
    """Record an opening in the journal; the same press again within ten seconds is the same opening.

    Past MOST_LINES_A_DAY the share closes for nobody: those who come have one line for all, without a name. None when
    the share was stopped meanwhile.
    """
    with transaction.atomic():
        if not Share.objects.open().select_for_update().filter(pk=share.pk).first():
            return None
        today = share.openings.shown().filter(opened_at__gte=timezone.now() - DAY)
        recent = share.openings.shown().filter(declared_reader=reader, opened_at__gte=timezone.now() - RETRY)
        if today.count() >= MOST_LINES_A_DAY:
            reader, recent = "", today.filter(declared_reader="")
        return recent.first() or share.openings.create(declared_reader=reader, outcome=Opening.Outcome.SHOWN)


def resume_reading(opening: Opening) -> Opening | None:
    """Let a reader go on: the same line of the journal when it is recent, else another. None when it was stopped.

    Within ten minutes it can be the browser that came in, which keeps no cookie: each press would be an opening.
    """
    if not is_recent(opening):
        return begin_reading(opening.share, opening.declared_reader)
    return opening if Share.objects.open().filter(pk=opening.share_id).exists() else None


def is_recent(opening: Opening) -> bool:
    """Return whether an opening is so recent that the cookie of its browser cannot have lapsed."""
    return opening.opened_at > timezone.now() - RECENT


def view_cookie(opening: Opening) -> str:
    """Return the name of the cookie that lets one browser read one opening."""
    return cookies.https_only(f"vue-{opening.ref}")


def _reader_of(opening: Opening) -> str:
    """Return what ties a reader to a share, an opening and the code of the day: it says no number of any of them."""
    share = opening.share
    return fingerprint(READER, f"{share.token_hash}:{opening.ref}:{share.code_hmac}")


def _former_reader_of(opening: Opening) -> str:
    """Return what the cookie of who was reading during an upgrade to this version holds, for READING_SECONDS."""
    share = opening.share
    return f"{share.pk}:{opening.ref}:{share.code_hmac[:16]}"


def sign_view(opening: Opening) -> str:
    """Return the cookie's value: this share, this opening, the code of the day, the time, signed."""
    return signing.TimestampSigner(salt=VIEW_SALT).sign(_reader_of(opening))


def may_read(opening: Opening, cookie: str | None) -> bool:
    """Return whether the cookie lets its browser read this opening now (not forged, not lapsed, code unchanged)."""
    try:
        said = signing.TimestampSigner(salt=VIEW_SALT).unsign(cookie or "", max_age=READING_SECONDS)
    except signing.BadSignature:
        return False
    return same(said, _reader_of(opening)) | same(said, _former_reader_of(opening))
