"""After thirty days numbers alone remain; erased or gone, a person leaves a number. Nobody lists one person's dates."""

import datetime

import pytest
import time_machine
from django.apps import apps
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from accounts import personal_data
from accounts.models import Membership, User
from config.settings_parts import rate_limits
from gatherings.models import Presence, WorkshopDate
from gatherings.presence import rules
from gatherings.purge import purge
from gatherings.urls import urlpatterns
from passport.models import Entry, Proposal
from tests.gatherings.presence_kit import NOW, at, close, confirmed, make_date, number_of, scan_screen, signed_in
from tests.passport.factories import make_skill

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(settings):
    """Stand at half past two, a Tuesday, with the limits of a site."""
    settings.LIMITS = rate_limits.OURS
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def date(people, clock) -> WorkshopDate:
    """A workshop of the group with a skill, led by its facilitator."""
    people.member, people.board_member  # noqa: B018 - made
    return make_date(people.here, people.facilitator, (make_skill(),))


def all_there(people, date) -> None:
    """Have one person say their name, another count without it, and a third be asked."""
    scan_screen(signed_in(people.member), date)
    scan_screen(signed_in(people.board_member), date, "unnamed")
    rules.ask(date, people.facilitator)


def joined(user: User, date: WorkshopDate) -> set[str]:
    """Return the tables of which a row leads both to a person and to a date of a workshop."""
    found = set()
    for model in apps.get_models():
        fields = {field.related_model: field.attname for field in model._meta.concrete_fields if field.is_relation}
        if {User, WorkshopDate} <= fields.keys():
            pair = {fields[User]: user.pk, fields[WorkshopDate]: date.pk}
            if model._base_manager.filter(**pair).exists():
                found.add(model._meta.label)
    return found


def told_in_words(user: User, date: WorkshopDate) -> set[str]:
    """Return the tables of which a row holds the fingerprint of a person at a date, as a limit keeps it."""
    sign = rules.key_of(date, user)
    models = [model for model in apps.get_models() if model._meta.managed]
    return {m._meta.label for m in models if any(sign in str(row) for row in m._base_manager.values_list())}


def test_thirty_days_after_the_end_only_numbers_remain(people, date, clock):
    all_there(people, date)
    assert joined(people.member, date) == {"gatherings.Presence"}
    clock.move_to(date.ends_at + 30 * DAY - datetime.timedelta(seconds=1))
    purge()
    assert [each.user for each in Presence.objects.all()] == [people.member]
    clock.move_to(date.ends_at + 30 * DAY)
    purge()
    purge()
    assert not Presence.objects.exists()
    assert (number_of(date), WorkshopDate.objects.get(pk=date.pk).unnamed) == (2, 2)


def test_after_thirty_one_days_no_table_joins_a_person_and_a_date(people, date, clock):
    all_there(people, date)
    close(signed_in(people.facilitator), date)
    clock.shift(31 * DAY)
    purge()
    for user in (people.member, people.board_member, people.facilitator):
        assert joined(user, date) == set() and told_in_words(user, date) == set()
    assert number_of(date) == 5


def test_what_entered_the_passport_stays_with_the_person(people, date, clock):
    scan_screen(signed_in(people.member), date)
    close(signed_in(people.facilitator), date)
    (proposal,) = Proposal.objects.of(people.member)
    proposal.accept("with_help")
    clock.shift(31 * DAY)
    purge()
    (entry,) = Entry.objects.of(people.member)
    occasion = entry.occasions.get()
    assert (occasion.get_source_kind_display(), occasion.happened_on) == ("atelier en association", NOW.date())


def test_a_question_that_nobody_may_answer_goes_after_seven_days(people, date, clock):
    all_there(people, date)
    clock.move_to(date.ends_at + 7 * DAY)
    purge()
    assert [each.user for each in Presence.objects.all()] == [people.member]


def test_who_leaves_the_group_leaves_a_number(people, date):
    all_there(people, date)
    yesterday = timezone.localdate() - DAY
    Membership.objects.filter(user=people.member).update(starts_on=yesterday, ends_on=yesterday)
    purge()
    assert [each.user for each in Presence.objects.all()] == [people.facilitator] and number_of(date) == 2


def test_a_day_of_the_network_does_not_ask_for_a_group(people, clock):
    date = make_date(None, people.coordinator)
    scan_screen(signed_in(people.referent), date)
    purge()
    assert Presence.objects.get().user == people.referent


def test_an_erased_person_leaves_a_number(people, date):
    all_there(people, date)
    personal_data.erase(people.member)
    assert [each.user for each in Presence.objects.all()] == [people.facilitator] and number_of(date) == 2


def test_the_person_reads_it_in_their_own_file(people, date):
    all_there(people, date)
    told = personal_data.export(people.member)["ateliers"]["mes présences"]
    assert told == [{"atelier": "Cuisine du mardi", "jour": NOW.date(), "j’ai dit mon nom": True}]
    asked = personal_data.export(people.facilitator)["ateliers"]["mes présences"]
    assert [each["j’ai dit mon nom"] for each in asked] == [False]
    assert personal_data.export(people.board_member)["ateliers"]["mes présences"] == []


def test_each_page_is_of_one_date(people, date):
    """What is added to its address changes nothing of it, and no address names a person."""
    all_there(people, date)
    client, other = signed_in(confirmed(people.facilitator)), make_date(people.here)
    for query in ({}, {"user": people.member.pk}, {"date": date.pk}, {"q": "Membre"}):
        assert "Personne pour le moment" in client.get(at("presences", other), query).content.decode()
        assert "Membre" not in client.get(reverse("gatherings:index"), query).content.decode()
    arguments = {name for each in urlpatterns for name in each.pattern.converters}
    assert arguments == {"pk", "token", "module"}


def test_a_closed_date_has_a_number_in_the_database_too(date):
    with pytest.raises(IntegrityError):
        WorkshopDate.objects.update(closed_on=timezone.localdate(), came=None)
