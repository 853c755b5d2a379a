"""The signature of a sheet: the displayed name, the function, or nothing. Never a health word nor a group."""

from accounts.models import Mandate, Membership, User
from accounts.permissions import has_admin_rights
from content.models import PracticePage
from lib.text import NBSP

CreditAs = PracticePage.CreditAs
MEMBER = "une personne adhérente d’un GEM"
FACILITATOR = "une personne qui anime un GEM"
ELECTED = "une personne élue d’un GEM"
PEER_ADVOCATE = "une personne pair-advocate"
TEAM = "une personne de l’équipe du site"


def functions_of(user: User) -> list[str]:
    """Return the functions of the member today, in the words that readers would see.

    A place that its holder has not accepted is none; who left every group has none, and speaks for no team.
    """
    memberships = list(Membership.objects.current().filter(user=user))
    found = []
    if any(each.role == Membership.Role.FACILITATOR and each.role_accepted_at for each in memberships):
        found.append(FACILITATOR)
    if Mandate.objects.in_force().filter(membership__user=user).exists():
        found.append(ELECTED)
    if any(membership.advocate_confirmed_at for membership in memberships):
        found.append(PEER_ADVOCATE)
    if any(membership.role == Membership.Role.MEMBER for membership in memberships):
        found.append(MEMBER)
    return found or ([TEAM] if has_admin_rights(user) else [])


def choices(user: User) -> list[tuple[str, str]]:
    """Return the choices of the member: each a value, and what readers would see."""
    by_function = [
        (f"function:{words}", f"Par ce que je fais{NBSP}: «{NBSP}{words}{NBSP}»") for words in functions_of(user)
    ]
    return [
        ("none", "Sans rien dire de moi"),
        *by_function,
        ("name", f"Par mon nom affiché{NBSP}: «{NBSP}{user}{NBSP}»"),
    ]


def credit_of(user: User, value: str) -> tuple[str, str]:
    """Return the `credit_as` and the `credit` of a sheet for a value of `choices`."""
    if value == "name":
        return CreditAs.NAME, str(user)
    if value.startswith("function:"):
        return CreditAs.FUNCTION, value.removeprefix("function:")
    return CreditAs.NONE, ""


def value_of(sheet: PracticePage, user: User) -> str:
    """Return the value that a sheet was signed with, "none" when the member may no longer choose it."""
    values: dict[str, str] = {CreditAs.NAME: "name", CreditAs.FUNCTION: f"function:{sheet.credit}"}
    value = values.get(sheet.credit_as, "none")
    return value if value in dict(choices(user)) else "none"
