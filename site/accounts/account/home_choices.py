"""The lines of the member's account page, in words: the template only lays them out."""

import dataclasses
from collections.abc import Iterable
from typing import Any

from django.urls import reverse

from accounts import names
from accounts.mandates import hand_over, second_hand
from accounts.models import LoginCard, Mandate, User
from directory.models import Collective
from lib.french_dates import write_day

NBSP = "\N{NO-BREAK SPACE}"
NO_EMAIL = "Aucune, et ce n’est pas nécessaire"
DAY = "j F Y"
MARK_NOTE = "À dire quand une autre personne a le même nom que vous, ou quand la coordination note votre mandat."


@dataclasses.dataclass(frozen=True)
class Choice:
    """A link of the page; `unseen` ends its words for a screen reader only."""

    url: str
    words: str
    unseen: str = ""


@dataclasses.dataclass(frozen=True)
class Fact:
    """A name or an address that the site holds of the member, and what is still to do about it."""

    label: str
    value: str
    note: str = ""


@dataclasses.dataclass(frozen=True)
class HeldMandate:
    """A mandate of the person, the days it lasts, and the hand-overs they may open."""

    office: str
    days: str
    hand_overs: list[Choice]


def home_choices(user: User, found: dict[str, Any]) -> dict[str, Any]:
    """Return the lines of the page, made from the context `found` of the view (its `mandates` are replaced)."""
    return {
        "facts": _facts(user, found),
        "about_me": _about_me(user, found),
        "codes": _codes(user, found),
        "code_by_email": found["mail_is_sent"] and found["email_is_proved"],
        "other_ways_in": _other_ways_in(found),
        "lost": Choice(reverse("help_lost"), "J’ai perdu ma carte ou mon téléphone"),
        "mandates": [_held(each["mandate"], each["passing"]) for each in found["mandates"]],
        "in_charge_of": _in_charge_of(found),
    }


def mandate_days(mandate: Mandate) -> str:
    """Return « du 1er mars 2026 au 1er mars 2027 », « à partir du 1er mars 2026 » or « depuis le 1er mars 2026 »."""
    began = write_day(mandate.starts_on, DAY)
    if mandate.ends_on:
        return f"du {began} au {write_day(mandate.ends_on, DAY)}"
    return f"{'à partir du' if mandate.is_to_come else 'depuis le'} {began}"


def _facts(user: User, found: dict[str, Any]) -> list[Fact]:
    named = [Fact("Nom affiché", user.display_name), Fact("Repère", names.mark_of(user), MARK_NOTE)]
    if found["has_password"]:
        named.append(Fact("Identifiant", user.username))
    note = "Pas encore confirmée" if _waits_for_proof(user, found) else ""
    return [*named, Fact("Adresse e-mail", user.email or NO_EMAIL, note)]


def _waits_for_proof(user: User, found: dict[str, Any]) -> bool:
    return bool(user.email and found["mail_is_sent"] and not found["email_is_proved"])


def _about_me(user: User, found: dict[str, Any]) -> list[Choice]:
    choices = [Choice(reverse("accounts:name"), "Changer mon nom"), Choice(reverse("comfort"), "Confort de lecture")]
    if found["mail_is_sent"] or user.email:
        choices.insert(1, Choice(reverse("accounts:email"), _about_email(user, found)))
    return choices


def _about_email(user: User, found: dict[str, Any]) -> str:
    if not found["mail_is_sent"]:
        return "Retirer mon adresse e-mail"
    if _waits_for_proof(user, found):
        return "Confirmer ou changer mon adresse e-mail"
    return "Changer ou retirer mon adresse e-mail" if user.email else "Donner une adresse e-mail"


def _codes(user: User, found: dict[str, Any]) -> list[Choice]:
    choices = []
    if user.secret_hash:
        choices.append(Choice(reverse("accounts:code"), "Changer mon code secret"))
    elif found["may_choose_code"]:
        choices.append(Choice(reverse("accounts:code"), "Choisir un code secret, pour entrer avec une carte"))
    if found["may_be_rescued"]:
        ready = f"Mots de secours{NBSP}: ils sont prêts"
        words = ready if user.rescue_hash else "Préparer mes mots de secours"
        choices.append(Choice(reverse("accounts:rescue"), words))
    return choices


def _slip(card: LoginCard) -> str:
    if not hasattr(card, "slip"):
        return "Préparer un billet d’entrée, sans code à retenir"
    return f"Billet d’entrée{NBSP}: il marche, préparé le {write_day(card.slip.made_at, DAY)}"


def _other_ways_in(found: dict[str, Any]) -> list[Choice]:
    """Return the ways in that a card and its code do without: whoever holds a card opens them under one title."""
    card = found["card"]
    has_slip = found["may_be_rescued"] and card and not card.paused_at
    known = "Appareils qui me reconnaissent" if found["recognised_by"] else "Faire reconnaître ce téléphone"
    return [
        *([Choice(reverse("accounts:slip_make"), _slip(card))] if has_slip else []),
        Choice(reverse("accounts:passkeys"), known),
        *(_passwords(found) if found["has_password"] else [_first_password()]),
        Choice(reverse("accounts:devices"), "Où mon compte est ouvert"),
    ]


def _passwords(found: dict[str, Any]) -> list[Choice]:
    asked = f"{NBSP}: il est demandé" if found["has_second_factor"] else ""
    return [
        Choice(reverse("account_change_password"), "Changer mon mot de passe"),
        Choice(reverse("mfa_index"), f"Second code{asked}"),
    ]


def _first_password() -> Choice:
    return Choice(reverse("account_set_password"), "Choisir aussi un mot de passe")


def _held(mandate: Mandate, passing: Iterable[Mandate]) -> HeldMandate:
    office = mandate.get_office_display()
    waits = "attend la coordination" if second_hand.is_awaited(mandate) else "attend votre code"
    days = mandate_days(mandate) if mandate.accepted_at else f"{mandate_days(mandate)}, {waits}"
    return HeldMandate(office, days, [_hand_over(each, mandate, office) for each in passing])


def _hand_over(passing: Mandate, mandate: Mandate, office: str) -> Choice:
    leaves = passing.pk == mandate.pk
    known = hand_over.known_names(mandate.membership.user_id, passing)
    words = "Passer la main" if leaves else f"Prendre la suite {known.of_name(passing.membership.user)}"
    return Choice(reverse("hand_over", args=[passing.pk]), words, f" ({office})")


def _in_charge_of(found: dict[str, Any]) -> list[Choice]:
    choices = [choice for each in found["collectives"] for choice in (_page_of(each), _closings_of(each))]
    if found["is_coordinator"]:
        choices += [
            Choice(reverse("coordination:groups"), "Les groupes du réseau"),
            Choice(reverse("groups:index"), "Ouvrir un premier compte, noter un mandat, confirmer une place"),
            Choice(reverse("contact:messages"), "Les messages reçus"),
        ]
    if found["may_enter_admin"]:
        choices.append(Choice(reverse("wagtailadmin_home"), "Espace de rédaction"))
    return choices


def _page_of(collective: Collective) -> Choice:
    url = reverse("accounts:collective", args=[collective.slug])
    again = f"{NBSP}: à relire" if collective.waits_for_its_people else ""
    return Choice(url, f"La page « {collective.name} » dans l’annuaire{again}")


def _closings_of(collective: Collective) -> Choice:
    return Choice(
        reverse("accounts:collective_closings", args=[collective.slug]), f"Les fermetures{NBSP}: {collective.name}"
    )
