"""Nobody alone makes an account of theirs one that reads the wishes of a group, whatever accounts they open."""

from gatherings.exchange import mediators
from gatherings.models import Mediator
from tests.gatherings.exchange_kit import here, place_of
from tests.security.puppets import age, browser, name_facilitator, puppet, record_mandate


def makes_one(people, accounts, chosen):
    """Return whether any two of these accounts make another one read the wishes."""
    for first in accounts:
        browser(first).post(here("mediators", people.here), {"membership": place_of(chosen).pk})
        row = Mediator.objects.filter(membership__user=chosen).first()
        for second in accounts:
            if row:
                address = here("mediator_confirm", people.here, row.pk)
                browser(second).post(address, {"seen": mediators.seen_of(row)})
        asked = Mediator.objects.filter(membership__user=chosen).first()
        if asked:
            mediators.accept(place_of(chosen), mediators.seen_of(asked))
        if Mediator.objects.in_force().exists():
            return True
        Mediator.objects.all().delete()
    return False


def test_a_board_member_alone_makes_nobody_read_the_wishes(people):
    treasurer = people.board_member
    employee, elected = puppet(people, treasurer, "Premier"), puppet(people, treasurer, "Deuxième")
    name_facilitator(people, treasurer, employee)
    record_mandate(people, treasurer, elected)
    again, chosen = puppet(people, elected, "Troisième"), puppet(people, treasurer, "Choisie")
    name_facilitator(people, elected, again)
    accounts = [treasurer, employee, elected, again]
    for confirmed in ([], [treasurer]):
        age(confirmed=confirmed)
        assert not makes_one(people, accounts, chosen)
    assert not makes_one(people, [*accounts, chosen], again), "nor one that runs the group"


def test_two_people_whom_the_coordination_confirmed_do(people):
    age(confirmed=[people.facilitator, people.board_member])
    chosen = puppet(people, people.facilitator, "Choisie")
    assert makes_one(people, [people.facilitator, people.board_member], chosen)
    Mediator.objects.all().delete()
    assert not makes_one(people, [people.facilitator, people.board_member], people.board_member), "named and confirming"
