"""The state of a sheet in plain words, for its author."""

from dataclasses import dataclass

from django.db.models import OuterRef, QuerySet, Subquery

from accounts.models import User
from content.models import PracticePage, ReviewCase, ReviewStep
from content.publishing import set_hours
from lib.days import day_words

Act = ReviewStep.Act
ENDS_THE_HOUR = "Si vous écrivez, envoyez ou retirez, cette heure est annulée."
NEXT = "La modération la lit, puis la publie ou vous envoie une remarque. Une remarque paraît ici et sur votre accueil."


@dataclass(frozen=True)
class State:
    """A state: `words`, `more` to say; `waits`: it is the author's turn; `withdrawable`: on the desk or on the site."""

    words: str
    more: str = ""
    waits: bool = False
    is_open: bool = False
    withdrawable: bool = False


def state_of(sheet: PracticePage) -> State:
    """Return the state of a sheet of `permissions.own_sheets`."""
    case = next(reversed(sheet.cases.all()), None)
    if case is not None and case.closed_at is None:
        return _being_read(sheet, case)
    last, comes = _last_act(case), _comes(sheet)
    if sheet.live:
        more = "La dernière modification n’a pas été publiée." if last == Act.REFUSED else comes
        return State("Publiée", more, withdrawable=True)
    if comes:
        return State("Pas encore sur le site", comes, withdrawable=True)
    if last == Act.REFUSED:
        return State("Pas publiée", "Lisez pourquoi. Vous pouvez la changer et l’envoyer encore.")
    if case is None and sheet.first_published_at is None:
        return State("Pas encore envoyée")
    return State("Retirée", "Elle n’est plus sur le site. Vous pouvez l’envoyer encore, ou l’effacer.")


def _being_read(sheet: PracticePage, case: ReviewCase) -> State:
    stays, comes = "La version publiée reste sur le site." if sheet.live else "", _comes(sheet)
    if comes:
        return State("Lue par la modération", comes, is_open=True, withdrawable=True)
    if case.waits_for_author:
        return State("Une remarque vous attend", stays, waits=True, is_open=True, withdrawable=True)
    more = "Une personne l’a lue. Elle parle de droits : une autre la lit aussi." if _read_once(case) else stays or NEXT
    return State(f"En relecture depuis {_since(case)}", more, is_open=True, withdrawable=True)


def _comes(sheet: PracticePage) -> str:
    """Return when a text of the sheet comes to the site, if its hour is set; "" otherwise."""
    hour = getattr(sheet, "comes_at", None)  # of `own_sheets` only
    stays = " Jusque-là, la version publiée reste." if sheet.live else ""
    return (
        f"{set_hours.said(hour)}.{stays} Si vous écrivez, envoyez ou retirez, cette heure est annulée." if hour else ""
    )


def _since(case: ReviewCase) -> str:
    days = case.days_waiting
    return day_words(case.opened_at) if days < 2 else f"{days} jours"


def _read_once(case: ReviewCase) -> bool:
    turns = {Act.RECEIVED, Act.ANSWERED, Act.READ_ONCE, Act.REMARK}
    return [step.act for step in case.steps.all() if step.act in turns][-1:] == [Act.READ_ONCE]


def _last_act(case: ReviewCase | None) -> str:
    acts = [step.act for step in case.steps.all()] if case else []
    return acts[-1] if acts else ""


def waiting_for(user: User) -> QuerySet[PracticePage]:
    """Return the sheets of `user` with a remark to answer, by the rule of `ReviewCase.waits_for_author`. One query."""
    turns = [Act.RECEIVED, Act.REMARK, Act.ANSWERED]
    said = ReviewStep.objects.filter(case__practice=OuterRef("pk"), case__closed_at__isnull=True, act__in=turns)
    last = said.order_by("-done_at", "-pk").values("act")[:1]
    return PracticePage.objects.filter(owner=user).annotate(last=Subquery(last)).filter(last=Act.REMARK).order_by("pk")
