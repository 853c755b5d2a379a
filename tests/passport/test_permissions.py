"""What is whose in the passport: a stranger finds nothing, and the number asked for is the one that is found."""

from types import SimpleNamespace

import pytest
from django.http import Http404
from django.utils import timezone

from passport import permissions
from passport.confirmations import rules as confirmations
from passport.models import SourceKind
from passport.peer_offers import rules as peer_offers
from tests.passport.factories import make_confirmation, make_line, make_person, make_skill

pytestmark = pytest.mark.django_db


def by(user) -> SimpleNamespace:
    return SimpleNamespace(user=user)


def test_an_invitation_is_found_by_its_number_and_by_its_holder_alone(people):
    (first, _), (second, _) = (confirmations.invite(make_line(people.member), None) for _ in range(2))
    for each in (first, second):
        assert permissions.own_invitation(by(people.member), each.pk, is_known=False) == each
    with pytest.raises(Http404):
        permissions.own_invitation(by(people.other_member), first.pk, is_known=False)
    second.delete()
    assert permissions.own_invitation(by(people.member), second.pk, is_known=True) is None
    with pytest.raises(Http404):
        permissions.own_invitation(by(people.member), second.pk, is_known=False)


def test_what_one_is_asked_is_neither_what_others_are_nor_an_offer_nor_about_a_removed_entry(people):
    line = make_line(people.member)
    asked = confirmations.ask(line, people.facilitator, None)
    theirs = make_confirmation(line, people.other_member)
    assert permissions.asked_of_me(by(people.facilitator), asked.pk) == asked
    offer = peer_offers.offer(people.facilitator, people.member, make_skill(), "gained", "Bravo.")
    offered = offer.accept("tried").confirmations.get()
    for row in (theirs, offered):
        with pytest.raises(Http404):
            permissions.asked_of_me(by(people.facilitator), row.pk)
    line.remove()
    with pytest.raises(Http404):
        permissions.asked_of_me(by(people.facilitator), asked.pk)


def test_a_time_is_found_in_its_own_entry_alone():
    person = make_person()
    line, other = make_line(person), make_line(person)
    once = line.occasions.create(source_kind=SourceKind.DECLARED, happened_on=timezone.localdate())
    assert permissions.own_occasion(by(person), line, once.pk) == once
    with pytest.raises(Http404):
        permissions.own_occasion(by(person), other, once.pk)
