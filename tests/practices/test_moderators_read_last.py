"""A moderator is the second reader of an answer only when no present pair-advocate may be."""

import pytest

from accounts.models import Membership, User
from accounts.two_people import Advocates
from content.practices.questions import answer_rules
from tests.accounts.board import day
from tests.practices.peer_advocates import at, browser_of, make_drafted, make_peer_advocate, publish_it
from tests.practices.test_answer_views import LIST

pytestmark = pytest.mark.django_db


@pytest.fixture
def question(index):
    """A question whose answer waits for a second reader."""
    return make_drafted(make_peer_advocate("Alix"))


def may_read(user, question):
    return answer_rules.may_read(user, question, Advocates())


def test_while_a_pair_advocate_may_read_no_moderator_does(client_of, people, question):
    second = make_peer_advocate("Dominique")
    assert may_read(second, question)
    assert not may_read(people.moderator, question)
    assert not may_read(people.superuser, question)
    client = client_of("moderator")
    assert question.text not in client.get(LIST).text
    for name in ("question", "read_answer"):
        assert client.get(at(name, question)).status_code == 404
    assert client.post(at("read_answer", question), publish_it(question)).status_code == 404
    assert client.post(at("send_back_answer", question), {"reason": "Ajoutez le délai."}).status_code == 404
    with pytest.raises(answer_rules.NotNowError):
        answer_rules.publish(question, people.moderator, answer_rules.text_read(question))
    assert browser_of(second).get(at("read_answer", question)).status_code == 200


GONE = {
    "who left": lambda user: Membership.objects.filter(user=user).update(starts_on=day(-9), ends_on=day(-1)),
    "no longer one": lambda user: Membership.objects.filter(user=user).update(advocate_confirmed_at=None),
    "whose account is closed": lambda user: User.objects.filter(pk=user.pk).update(is_active=False),
}


@pytest.mark.parametrize("goes", GONE.values(), ids=GONE)
def test_once_the_last_one_is_gone_a_moderator_does(client_of, people, question, goes):
    goes(make_peer_advocate("Dominique"))
    assert may_read(people.moderator, question)
    client = client_of("moderator")
    assert question.text in client.get(LIST).text
    assert client.get(at("question", question)).status_code == 200
