"""One person with as many accounts as their role lets them open, each with a code and places of its own."""

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import names
from accounts.models import GroupAct, Mandate, Membership, User
from accounts.secret_code import rules as secret_code
from tests.accounts.as_read import agree
from tests.accounts.kit import CODE
from tests.accounts.together import LONG_AGO
from tests.people import mark_second_factor, person

FACILITATOR = Membership.Role.FACILITATOR.value
BOARD = "secretary"


def browser(user):
    """Return the browser of a person, second factor given."""
    client = Client()
    client.force_login(user)
    mark_second_factor(client)
    return client


def page_of(name, people, *args):
    return reverse(f"groups:{name}", args=[people.here.slug, *args])


def puppet(people, owner, name):
    """Open an account as `owner` does, and enter it with a code of their own."""
    browser(owner).post(page_of("open_account", people), {"display_name": name, "key": name[0] * 22})
    user = User.objects.get(display_name=name)
    secret_code.choose_first(user, CODE)
    browser(user).get("/")
    return user


def name_facilitator(people, by, user):
    membership = user.memberships.get()
    browser(by).post(page_of("person", people, membership.pk), {"role": FACILITATOR})
    agree(browser(by), page_of("place_accept", people, "animation", membership.pk), proof=CODE)


def record_mandate(people, by, user):
    membership = user.memberships.get()
    who = {"membership": membership.pk, "name": str(user), "mark": names.mark_of(user)}
    data = {**who, "office": BOARD, "starts_on": "2026-01-01"}
    browser(by).post(page_of("mandate_new", people), data)
    mandate = Mandate.objects.get(membership=membership)
    agree(browser(by), page_of("place_accept", people, "mandat", mandate.pk), proof=CODE)


def age(*, confirmed=()):
    """Make every place two months old, and confirm those of some people, each by another coordinator."""
    day, moment = timezone.localdate() - LONG_AGO, timezone.now() - LONG_AGO
    Membership.objects.update(starts_on=day)
    roles = Membership.objects.filter(role=FACILITATOR)
    roles.update(role_given_on=day, role_accepted_at=moment)
    Mandate.objects.update(starts_on=day, recorded_on=day)
    Mandate.objects.filter(accepted_at__isnull=False).update(accepted_at=moment)
    GroupAct.objects.update(done_at=moment)
    for user in confirmed:
        coordinator = person(f"Coordination pour {user}")
        Mandate.objects.filter(membership__user=user).update(confirmed_by=coordinator, confirmed_at=moment)
        roles.filter(user=user).update(role_confirmed_by=coordinator, role_confirmed_at=moment)
