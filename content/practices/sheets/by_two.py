"""« Écrit à deux » : a second person of the author's group adds their name to a sheet, from their own account.

The author gets four words and says them aloud: no list of people is shown. Whoever types them, signed in as themselves,
chooses how they are named, and takes their name back when they want. A sheet on the site takes no more name: what the
moderators read is what is signed.
"""

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision

from accounts.models import Membership, User
from accounts.secret_code import card_words
from content.models import PracticePage, SecondWriter
from content.practices.sheets import signatures
from content.remembered import bump
from lib.secrets import Purpose, fingerprint, seal

CODE = Purpose("the words that join a sheet written by two", prefix="content.second_writer:")


class NotOpenError(Exception):
    """Raised when words lead to no sheet that this person may sign. It never says why."""


@transaction.atomic
def invite(sheet: PracticePage) -> bool:
    """Draw the four words that wait for the second person of a sheet; those that wait already stay.

    Return False for a sheet on the site, or that has a second person.
    """
    held = sheet.lock()
    if held is None or held.live or SecondWriter.objects.filter(practice=held, user__isnull=False).exists():
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
def join(user: User, words: list[str], credit: str) -> PracticePage:
    """Make `user` the second person of the sheet of these words, named as `credit` says (signatures.choices).

    Raises NotOpenError for other words, their own sheet, a sheet on the site, or an author of no group of theirs.
    """
    code = _fingerprint(words)
    found = SecondWriter.objects.open().filter(code_hmac=code).select_related("practice").first()
    sheet = found.practice.lock() if found else None
    second = SecondWriter.objects.select_for_update().open().filter(code_hmac=code).first()
    if sheet is None or second is None or sheet.live or not _may_join(user, sheet):
        raise NotOpenError
    second.credit_as, second.credit = signatures.credit_of(user, credit)
    second.user, second.code_hmac, second.code_sealed, second.asked_at = user, None, "", timezone.now()
    second.save()
    return sheet


def _may_join(user: User, sheet: PracticePage) -> bool:
    """Return whether they are another person than the author, and of a group of theirs today."""
    current = Membership.objects.current()
    groups = current.filter(user=sheet.owner_id).values("peer_group")
    return sheet.owner_id not in {None, user.pk} and current.filter(user=user, peer_group__in=groups).exists()


def leave(user: User, pk: int) -> bool:
    """Take the name of `user` off a sheet for good; return False when it was not there."""
    gone = bool(SecondWriter.objects.filter(user=user, pk=pk).delete()[0])
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
        version.content = {**version.content, **signed}
        version.save(update_fields=["content"])
    PracticePage.objects.filter(pk=held.pk).update(**signed)
    bump()
    return True


def purge() -> int:
    """Erase the words that waited too long; return how many."""
    return SecondWriter.objects.over().delete()[0]


def _fingerprint(words: list[str]) -> str:
    return fingerprint(CODE, " ".join(words))
