"""« Écrit à deux » : a second person of the author's group adds their name to a sheet, from their own account.

The author gets four words and says them aloud: no list of people is shown. Whoever types them, signed in as themselves,
reads the text, chooses how they are named, and takes their name back when they want. They sign what they read: once
the text changes, their name waits until they have read it again. A sheet on the site takes no more name: what the
moderators read is what is signed.
"""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Revision

from accounts.models import Membership, User
from accounts.secret_code import card_words
from content import open_forms
from content.kept_versions import write_over
from content.models import PracticePage, SecondWriter
from content.models.second_writers import fingerprint_of
from content.practices.sheets import signatures
from content.remembered import bump
from lib.secrets import Purpose, fingerprint, seal

MOST_TEXTS = 20  # that one person signed of one sheet
CODE = Purpose("the words that join a sheet written by two", prefix="content.second_writer:")


class NotOpenError(Exception):
    """Raised when words lead to no sheet that this person may sign. It never says why."""


class TextChangedError(Exception):
    """Raised when the text of a sheet is no longer the one that its second person read."""


@transaction.atomic
def invite(sheet: PracticePage) -> bool:
    """Draw the four words that wait for the second person of a sheet; those that wait already stay.

    Return False for a sheet on the site, or that has a second person.
    """
    held = sheet.lock()
    if held is None or _is_settled(held) or SecondWriter.objects.filter(practice=held, user__isnull=False).exists():
        return False
    if not SecondWriter.objects.open().filter(practice=held).exists():
        SecondWriter.objects.filter(practice=held).delete()
        words = card_words.draw_words()
        sealed = seal(" ".join(words))
        SecondWriter.objects.create(practice=held, code_hmac=_fingerprint(words), code_sealed=sealed)
    return True


def stop_waiting(sheet: PracticePage) -> bool:
    """Forget the words that wait for a second person; return whether there were any."""
    return bool(SecondWriter.objects.filter(practice=sheet, user__isnull=True).delete()[0])


def stop_all(user: User) -> None:
    """Forget the words that wait for the second people of all the sheets of a member: part of « Tout arrêter »."""
    SecondWriter.objects.filter(practice__owner=user, user__isnull=True).delete()


@transaction.atomic
def join(user: User, words: list[str], credit: str, text: str) -> PracticePage:
    """Make `user` the second person of the sheet of these words, named as `credit` says (signatures.choices).

    `text` is the fingerprint of what they read. Raises TextChangedError for another text than that of today,
    NotOpenError for other words, their own sheet, a sheet on the site, or an author of no group of theirs.
    """
    code = _fingerprint(words)
    sheet = opened_by(user, words).lock()
    second = SecondWriter.objects.select_for_update().open().filter(code_hmac=code).first()
    if sheet is None or second is None or _is_settled(sheet):
        raise NotOpenError
    second.signed_texts = [_read_today(sheet, text)]
    second.credit_as, second.credit = signatures.credit_of(user, credit)
    second.user, second.code_hmac, second.code_sealed, second.asked_at = user, None, "", timezone.now()
    second.save()
    return sheet


def opened_by(user: User, words: list[str]) -> PracticePage:
    """Return the sheet that these words let `user` read and sign. Raises NotOpenError, as `join` does."""
    found = SecondWriter.objects.open().filter(code_hmac=_fingerprint(words)).select_related("practice").first()
    if found is None or _is_settled(found.practice) or not _may_join(user, found.practice):
        raise NotOpenError
    return found.practice


def has_signed(user: User, text: str) -> bool:
    """Return whether `user` is the second person of a sheet whose text of this fingerprint they signed."""
    return any(text in each.signed_texts for each in SecondWriter.objects.present().filter(user=user))


@transaction.atomic
def sign_again(user: User, pk: int, text: str) -> None:
    """Sign, as before, the text of today, which changed since: `text` is the fingerprint of what they read.

    Raises TextChangedError for another text than that of today, SecondWriter.DoesNotExist for somebody else's.
    """
    sheet = SecondWriter.objects.readable_by(user).get(pk=pk).practice.lock()
    second = SecondWriter.objects.select_for_update().present().get(user=user, pk=pk)
    signed = _read_today(sheet or second.practice, text)
    if signed not in second.signed_texts:
        second.signed_texts = [*second.signed_texts, signed][-MOST_TEXTS:]
        second.save(update_fields=["signed_texts"])
        bump()


def _is_settled(sheet: PracticePage) -> bool:
    """Return whether the sheet takes no more name: it is on the site, or the moderators have set the hour it comes."""
    return bool(sheet.live or sheet.approved_schedule)


def _read_today(sheet: PracticePage, text: str) -> str:
    """Return this fingerprint. Raises TextChangedError when it is not that of the latest text."""
    if text != fingerprint_of(sheet.get_latest_revision_as_object()):
        raise TextChangedError
    return text


def _may_join(user: User, sheet: PracticePage) -> bool:
    """Return whether they are another person than the author, and of a group of theirs today."""
    current = Membership.objects.current()
    groups = current.filter(user=sheet.owner_id).values("peer_group")
    return sheet.owner_id not in {None, user.pk} and current.filter(user=user, peer_group__in=groups).exists()


def leave(user: User, pk: int) -> bool:
    """Take the name of `user` off a sheet for good; return False when it was not there."""
    here = SecondWriter.objects.present().filter(user=user, pk=pk)
    nobody = {"credit_as": PracticePage.CreditAs.NONE, "credit": "", "signed_texts": []}
    gone = bool(here.update(left_at=timezone.now(), **nobody))
    if gone:
        bump()
    return gone


@transaction.atomic
def take_author_off(sheet: PracticePage) -> bool:
    """Take the name of the author off their own sheet, in every version, at once; return False when it was not there.

    The sheet stays theirs, and the second person stays named.
    """
    held = sheet.lock()
    signed = {"credit_as": PracticePage.CreditAs.NONE.value, "credit": ""}
    versions = Revision.objects.for_instance(held).exclude(content__credit="") if held else Revision.objects.none()
    if held is None or not (held.signature or versions.exists()):
        return False
    for version in versions:
        write_over(version, {**version.content, **signed})
    PracticePage.objects.filter(Q(pk=held.pk) | Q(alias_of=held)).update(**signed)
    open_forms.forget([held])
    bump()
    return True


def purge() -> int:
    """Erase the words that waited too long; return how many."""
    return SecondWriter.objects.over().delete()[0]


def _fingerprint(words: list[str]) -> str:
    return fingerprint(CODE, " ".join(words))
