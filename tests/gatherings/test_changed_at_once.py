"""Two people who send the same page of a workshop, of a date or of its numbers at one instant: one is written."""

import pytest

from gatherings.models import Workshop, WorkshopDate
from tests.gatherings.factories import make_workshop, mark, typed
from tests.gatherings.presence_kit import FROM_HERE, at, make_date
from tests.sharing.test_rush import together

pytestmark = pytest.mark.django_db(transaction=True)


def sent_at_once(client_of, address: str, *sent: dict) -> list[int]:
    """Send two forms at the same instant, each from somebody's browser; return the statuses in order."""
    clients = [client_of(kind) for kind in ("facilitator", "board_member")]
    answer = together(2, lambda number: clients[number].post(address, sent[number], headers=FROM_HERE), at_once=2)
    return sorted(each.status_code for each in answer)


def test_one_of_two_changes_of_a_workshop_is_written(people, client_of):
    workshop = make_workshop(people.here)
    sent = [typed(place=place, shown=mark(workshop)) for place in ("Au jardin", "La cour")]
    assert sent_at_once(client_of, at("change", workshop), *sent) == [302, 422]
    assert Workshop.objects.get().place in {"Au jardin", "La cour"}


def test_one_of_two_words_about_a_date_is_written(people, client_of):
    date = make_workshop(people.here).dates.get()
    sent = [{"word": word, "shown": mark(date)} for word in ("La salle est prise.", "La pluie.")]
    assert sent_at_once(client_of, at("cancel", date), *sent) == [302, 422]


@pytest.mark.parametrize("name", ["presences", "count"])
def test_one_of_two_numbers_is_written(people, client_of, name):
    date = make_date(people.here, people.board_member)
    assert sent_at_once(client_of, at(name, date), {"came": 8}, {"came": 12}) == [302, 422]
    assert WorkshopDate.objects.get().came in {8, 12}
