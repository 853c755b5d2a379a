"""A date that a change of its workshop erases while somebody presses: a page that is not there, never an error."""

import pytest
from django.http import Http404

from gatherings.attending import rules as attending
from gatherings.presence import rules as presence
from gatherings.thanks import rules as thanks
from tests.gatherings.presence_kit import make_date

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
ACTS = {
    "sign up": lambda date, user: attending.sign_up(date, user),
    "say one's name": lambda date, user: presence.say_name(date, user, lambda: True),
    "thank": lambda date, user: thanks.send(date, user, "Merci.", is_signed=False),
}


@pytest.mark.parametrize("act", ACTS)
def test_a_date_erased_meanwhile_is_not_there(people, act):
    date = make_date(people.here, people.member)
    gone = type(date).objects.get(pk=date.pk)
    date.delete()
    with pytest.raises(Http404):
        ACTS[act](gone, people.other_member)
    assert not attending.leave(gone, people.other_member)
