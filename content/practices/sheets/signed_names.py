"""The name that signs published sheets: their author may put a new one in place of the former, in every version."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from wagtail.models import Revision

from accounts.account.former_name import Holder, Place
from accounts.models import User
from content.models import PracticePage, SecondWriter
from content.practices.permissions import own_sheets
from content.remembered import bump
from lib.text import NBSP

SIGNED = PracticePage.CreditAs.NAME.value


def written_by(user: User) -> QuerySet[PracticePage]:
    """Return the sheets of a member, and the aliases that the admin made of them, which repeat their signature."""
    return PracticePage.objects.filter(Q(owner=user) | Q(alias_of__owner=user))


def places(user: User, former: str) -> Sequence[Place]:
    """Return the sheets of the member that are signed with the former name, or have a version that is."""
    named = set(_signed(own_sheets(user), former).values_list("pk", flat=True))
    named |= {int(revision.object_id) for revision in _versions(user, former)}
    second = _as_second(user, former).select_related("practice")
    sheets = own_sheets(user).filter(pk__in=named).prefetch_related(None)
    own = [Place(former, _called(sheet), _address(sheet)) for sheet in sheets]
    mine = reverse("practices:mine")
    return own + [
        Place(former, _called(each.practice), each.practice.address if each.practice.live else mine) for each in second
    ]


def _called(sheet: PracticePage) -> str:
    return f"Fiche de pratique «{NBSP}{sheet.title}{NBSP}»"


def _as_second(user: User, former: str) -> QuerySet[SecondWriter]:
    """Return where the member signs, with the former name, as the second person of a sheet."""
    return SecondWriter.objects.of(user).filter(credit_as=SIGNED, credit=former)


@transaction.atomic
def replace(user: User, former: str) -> None:
    """Sign with the present name what is signed with the former one: Wagtail keeps every version, and can go back.

    Drafts hold no name. Titles and texts are the author's words: they stay.
    """
    for revision in _versions(user, former):
        revision.content = {**revision.content, "credit": str(user)}
        revision.save(update_fields=["content"])
    sheets = list(_signed(written_by(user), former).values_list("pk", flat=True))
    signed = PracticePage.objects.filter(pk__in=sheets)
    signed.update(credit=str(user))
    seconds = list(_as_second(user, former))
    SecondWriter.objects.filter(pk__in=[each.pk for each in seconds]).update(credit=str(user))
    is_read = signed.live().exists() or any(each.practice.live for each in seconds)
    if is_read:  # a signature that nobody reads changes no kept page
        bump()


def _address(sheet: PracticePage) -> str:
    return sheet.address if sheet.live else reverse("practices:my_sheet", args=[sheet.pk])


def _signed(sheets: QuerySet[PracticePage], former: str) -> QuerySet[PracticePage]:
    return sheets.filter(credit_as=SIGNED, credit=former)


def _versions(user: User, former: str) -> list[Revision]:
    """Return the versions of the member's sheets that the former name signs."""
    ids = [str(pk) for pk in written_by(user).values_list("pk", flat=True)]
    kept = Revision.objects.page_revisions().filter(object_id__in=ids)
    return list(kept.filter(content__credit_as=SIGNED, content__credit=former))


def no_warning(_user: User) -> str:
    """Return "": the passport already warns of the words of a name."""
    return ""


HOLDER = Holder(places, replace, no_warning)
