"""Demonstration people, marked as such, in a group of their own. Their secrets are random and kept in one file.

They are only for a private machine: the commands refuse an https ORIGIN, so that no public site has them.
"""

import datetime
import secrets
from dataclasses import dataclass
from enum import StrEnum

from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.utils import timezone

from accounts.groups.cards import issue_card
from accounts.models import CollectiveReferent, Mandate, Membership, User
from accounts.secret_code import card_words
from accounts.secret_code import rules as secret_code
from config.models import SeedRecord
from content.admin.roles import COORDINATION, EDITORS, MODERATORS
from directory.models import Collective, PeerGroup
from lib.allauth_internals import TOTP, generate_totp_secret

GROUP_SLUG, SECOND_SLUG = "groupe-de-demonstration", "autre-groupe-de-demonstration"
# They joined so long ago: enough to help another member to a new code; a mandate is still new.
SENIORITY = datetime.timedelta(days=20)


class Way(StrEnum):
    """The ways to sign in of demonstration people."""

    CARD = "Avec une carte"
    PASSWORD = "Avec un mot de passe"  # noqa: S105 - a heading, not a secret
    TWO_FACTORS = "Avec un mot de passe et un code à usage unique"


@dataclass(frozen=True)
class Person:
    """A demonstration person: how they sign in, what they are for, and what they hold."""

    username: str
    name: str
    way: Way
    what: str
    role: str = ""
    office: str = ""
    team: str = ""
    collective: str = ""
    findable: bool = False
    is_peer_advocate: bool = False
    in_second_group: bool = False

    @property
    def display_name(self) -> str:
        """Return the shown name, which always says that the person is a demonstration."""
        return f"{self.name} (démonstration)"


PEOPLE = (
    Person(
        "demo-animation",
        "Animation",
        Way.PASSWORD,
        "Anime le groupe, ouvre des comptes, imprime des cartes.",
        role=Membership.Role.FACILITATOR,
    ),
    Person("demo-membre", "Membre", Way.CARD, "Fait partie du groupe.", role=Membership.Role.MEMBER),
    Person(
        "demo-membre-2",
        "Deuxième membre",
        Way.CARD,
        "Fait partie du groupe et accepte qu’on l’y trouve, pour une confirmation à distance.",
        role=Membership.Role.MEMBER,
        findable=True,
    ),
    Person(
        "demo-bureau",
        "Trésorerie",
        Way.PASSWORD,
        "Tient la trésorerie du groupe, accepte qu’on l’y trouve, peut confirmer au nom de l’association.",
        role=Membership.Role.MEMBER,
        office=Mandate.BoardOffice.TREASURER,
        findable=True,
    ),
    Person(
        "demo-pair-advocate",
        "Pair-advocate",
        Way.PASSWORD,
        "Lit les questions posées sans nom, écrit une réponse.",
        role=Membership.Role.MEMBER,
        is_peer_advocate=True,
    ),
    Person(
        "demo-pair-advocate-2",
        "Deuxième pair-advocate",
        Way.PASSWORD,
        "Relit la réponse de l’autre pair-advocate, qui paraît alors. Est d’un autre groupe.",
        role=Membership.Role.MEMBER,
        is_peer_advocate=True,
        in_second_group=True,
    ),
    Person(
        "demo-clubhouse",
        "Clubhouse de Rouen",
        Way.PASSWORD,
        "Tient la page de ce collectif dans l’annuaire.",
        collective="clubhouse-rouen",
    ),
    Person("demo-redaction", "Rédaction", Way.TWO_FACTORS, "Écrit dans l’administration.", team=EDITORS),
    Person("demo-moderation", "Modération", Way.TWO_FACTORS, "Relit et publie.", team=MODERATORS),
    Person(
        "demo-coordination", "Coordination", Way.TWO_FACTORS, "Ouvre des groupes, note des mandats.", team=COORDINATION
    ),
    Person(
        "demo-coordination-2",
        "Deuxième coordination",
        Way.TWO_FACTORS,
        "Confirme des places : deux personnes de la coordination en confirment deux.",
        team=COORDINATION,
    ),
)
Secrets = dict[str, str]


def record_key(username: str) -> str:
    """Return the key of the record of a demonstration person."""
    return f"demo:{username}"


def demonstration_user(username: str) -> User | None:
    """Return the demonstration person of that username, never anybody else."""
    record = SeedRecord.objects.filter(key=record_key(username)).first()
    return User.objects.filter(pk=record.object_id, username=username).first() if record else None


def all_made() -> bool:
    """Return whether every demonstration person was made here once, deleted since or not."""
    keys = {record_key(person.username) for person in PEOPLE}
    return SeedRecord.objects.filter(key__in=keys).count() == len(keys)


def ensure_people() -> list[tuple[Person, Secrets]]:
    """Make the people never made, give new secrets to those who are there; a person deleted since stays deleted.

    Return each person with the secrets to hand over: they are kept nowhere in clear. Call inside a transaction.
    """
    group, second = _group(GROUP_SLUG, "Groupe d’exemple"), _group(SECOND_SLUG, "Autre groupe d’exemple")
    handed = []
    for person in PEOPLE:
        user = demonstration_user(person.username)
        if user is None and not SeedRecord.objects.filter(key=record_key(person.username)).exists():
            user = _create(person, second if person.in_second_group else group)
        if user is not None:
            handed.append((person, _renew(person, user)))
    _confirm_places()
    return handed


def _confirm_places() -> None:
    """Confirm the places of those people, each by another coordinator, so that they are two people for every act."""
    first, second = demonstration_user("demo-coordination"), demonstration_user("demo-coordination-2")
    bureau, now = demonstration_user("demo-bureau"), timezone.now()
    people = Membership.objects.filter(
        user__username__startswith="demo-", peer_group__slug__in=(GROUP_SLUG, SECOND_SLUG)
    )
    mandates = Mandate.objects.filter(membership__in=people, confirmed_at__isnull=True)
    mandates.update(confirmed_by=first, confirmed_at=now)
    roles = people.filter(role=Membership.Role.FACILITATOR, role_confirmed_at__isnull=True)
    roles.update(role_confirmed_by=second, role_confirmed_at=now)
    for slug, giver, coordinator in ((GROUP_SLUG, bureau, first), (SECOND_SLUG, second, second)):
        proposed = people.filter(peer_group__slug=slug, is_peer_advocate=True, advocate_confirmed_at__isnull=True)
        proposed.update(advocate_given_by=giver, advocate_confirmed_by=coordinator, advocate_confirmed_at=now)


def _group(slug: str, name: str) -> PeerGroup:
    group, _ = PeerGroup.objects.get_or_create(
        slug=slug,
        defaults={
            "name": name,
            "is_listed": False,
            "department_code": "76",
            "department": "Seine-Maritime",
            "region": "Normandie",
            "status_note": "Ce groupe n’existe pas : il sert à essayer le site.",
        },
    )
    return group


def _create(person: Person, group: PeerGroup) -> User:
    user = User(username=person.username, display_name=person.display_name)
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()
    if person.role:
        given = {"role": person.role, "findable": person.findable, "is_peer_advocate": person.is_peer_advocate}
        since = timezone.localdate() - SENIORITY
        accepted = timezone.now() - SENIORITY
        if person.role == Membership.Role.FACILITATOR:
            given |= {"role_given_on": since, "role_accepted_at": accepted}
        membership = Membership.objects.create(user=user, peer_group=group, starts_on=since, **given)
        if person.office:
            dates = {"starts_on": since, "recorded_on": since, "accepted_at": accepted}
            Mandate.objects.create(membership=membership, office=person.office, **dates)
    if person.team:
        user.groups.add(Group.objects.get(name=person.team))
    if collective := Collective.objects.filter(slug=person.collective).first():
        CollectiveReferent.objects.create(user=user, collective=collective)
    SeedRecord.objects.create(
        key=record_key(person.username),
        content_type=ContentType.objects.get_for_model(User),
        object_id=user.pk,
    )
    return user


def _renew(person: Person, user: User) -> Secrets:
    if person.way == Way.CARD:
        return _new_card(user)
    password = "-".join(card_words.draw_words())
    user.set_password(password)
    user.save(update_fields=["password"])
    handed = {"identifiant": user.username, "mot de passe": password}
    if person.way == Way.TWO_FACTORS:
        Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).delete()
        handed["clé de l’application de codes"] = generate_totp_secret()
        TOTP.activate(user, handed["clé de l’application de codes"])
    return handed


def _new_card(user: User) -> Secrets:
    user.cards.all().delete()
    _, words, _ = issue_card(user, by=demonstration_user("demo-animation"))
    code = _draw_code()
    secret_code.change(user, code)
    return {"mots de la carte": " ".join(words), "code secret": code}


def _draw_code() -> str:
    """Return six digits that a member would be allowed to choose."""
    while True:
        code = f"{secrets.randbelow(10**secret_code.DIGITS):0{secret_code.DIGITS}}"
        try:
            secret_code.check_strength(code)
        except ValidationError:
            continue
        return code
