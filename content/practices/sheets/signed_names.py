"""The name that signs sheets: its author may take the former one off, in every version, and sign with a new one."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from wagtail.models import Page, Revision

from accounts.account.former_name import Holder, Place
from accounts.models import User
from content import open_forms
from content.kept_versions import write_over
from content.models import PracticePage, SecondWriter
from content.practices.permissions import own_sheets
from content.practices.sheets import actions
from content.remembered import bump
from lib.text import NBSP

SIGNED = PracticePage.CreditAs.NAME.value
NOBODY = {"credit_as": PracticePage.CreditAs.NONE.value, "credit": ""}
OWN = (
    "Sur une fiche publiée, votre ancien nom part tout de suite. Le nouveau y paraît une fois que la modération l’a lu."
)
SECOND = "Sur une fiche publiée écrite à deux, où vous êtes la deuxième personne, votre nom part et ne revient pas."


def written_by(user: User) -> QuerySet[PracticePage]:
    """Return the sheets of a member, and the aliases that the admin made of them, which repeat their signature."""
    return PracticePage.objects.filter(Q(owner=user) | Q(alias_of__owner=user))


def hold(sheets: QuerySet[PracticePage]) -> None:
    """Hold these sheets until the transaction ends: nobody saves meanwhile a version with a name that goes."""
    list(Page.objects.select_for_update().filter(pk__in=list(sheets.values_list("pk", flat=True))).order_by("pk"))


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
    """Take the former name off what it signs, in every version: Wagtail keeps each, and can go back.

    What nobody reads yet is signed with the present name. On the site, the former name goes at once and the present one
    waits for the moderators: nobody has read it, and it would stand on a page that they approved. The name of a second
    person goes alike, and does not come back: a sheet on the site takes no more name. So does that of one who has not
    read the latest text: moderators publish it without a name that would appear later. Drafts hold no name. Titles and
    texts are the author's words: they stay.
    """
    hold(written_by(user))
    sheets, seconds = list(_signed(written_by(user), former)), list(_as_second(user, former))
    versions = _versions(user, former)
    settled = _settled(written_by(user)) | _settled(PracticePage.objects.filter(second_writer__in=seconds))
    for revision in versions:
        signed = NOBODY if int(revision.object_id) in settled else _named(user)
        write_over(revision, {**revision.content, **signed})
    open_forms.forget(written_by(user))
    for sheet in sheets:
        PracticePage.objects.filter(pk=sheet.pk).update(**(NOBODY if sheet.pk in settled else _named(user)))
    for second in seconds:
        is_read = second.practice_id not in settled and second.has_signed(second.latest_text)
        SecondWriter.objects.filter(pk=second.pk).update(**(_named(user) if is_read else NOBODY))
    for sheet in written_by(user).filter(pk__in=settled, alias_of=None, latest_revision__in=versions):
        actions.ask_to_sign_by_name(sheet, user)  # the latest text was signed so: not one that was signed once
    named = {sheet.pk for sheet in sheets} | {second.practice_id for second in seconds}
    if settled & named:  # a signature that nobody reads changes no kept page
        bump()


def _settled(sheets: QuerySet[PracticePage]) -> set[int]:
    """Return the keys of those on the site, and of those whose hour the moderators have set."""
    timed = Revision.objects.page_revisions().filter(approved_go_live_at__isnull=False)
    keys = {int(pk) for pk in timed.values_list("object_id", flat=True)}
    return set(sheets.filter(Q(live=True) | Q(pk__in=keys)).values_list("pk", flat=True))


def _named(user: User) -> dict[str, str]:
    return {"credit_as": SIGNED, "credit": str(user)}


def _address(sheet: PracticePage) -> str:
    return sheet.address if sheet.live else reverse("practices:my_sheet", args=[sheet.pk])


def _signed(sheets: QuerySet[PracticePage], former: str) -> QuerySet[PracticePage]:
    return sheets.filter(credit_as=SIGNED, credit=former)


def _versions(user: User, former: str) -> list[Revision]:
    """Return the versions of the member's sheets that the former name signs."""
    ids = [str(pk) for pk in written_by(user).values_list("pk", flat=True)]
    kept = Revision.objects.page_revisions().filter(object_id__in=ids)
    return list(kept.filter(content__credit_as=SIGNED, content__credit=former))


def warning(user: User) -> str:
    """Return what becomes of the names that sign sheets on the site; "" when none does."""
    own = _settled(own_sheets(user).filter(Q(credit_as=SIGNED) | Q(live=False)))
    second = _settled(
        PracticePage.objects.filter(second_writer__in=SecondWriter.objects.of(user).filter(credit_as=SIGNED))
    )
    return f"{OWN if own else ''} {SECOND if second else ''}".strip()


HOLDER = Holder(places, replace, warning)
