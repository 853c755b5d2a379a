"""Questions to other groups and their answers, made for the tests."""

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import User
from content.models import ColleagueAnswer, ColleagueQuestion, ColleagueReader
from content.practices.colleagues import desk, rules
from tests.people import People, person

SITUATION = "Deux personnes veulent la même clé du local."
TRIED = "Nous en avons parlé en réunion."
ANSWER = "Un cahier où chaque prêt de clé se note."


def asked(author: User, published: bool = True, **said: Any) -> ColleagueQuestion:
    """Ask the other groups; publish it at once unless told otherwise."""
    fields = {"situation": SITUATION, "already_tried": TRIED, "is_signed": False, "lends_words": False} | said
    name = str(ColleagueQuestion.objects.count())
    question = rules.ask(author, rules.Asked(**fields), f"page-{name}")
    return publish("question", question) if published else question


def answered(question: ColleagueQuestion, author: User, published: bool = True, **said: Any) -> ColleagueAnswer:
    """Answer a question; publish it at once unless told otherwise."""
    given = rules.answer(author, question.pk, **{"text": ANSWER, "is_signed": False} | said)
    return publish("reponse", given) if published else given


def publish(kind: str, text: Any, reason: str = "") -> Any:
    """Publish a text as a moderator does, or refuse it with a `reason`."""
    text = type(text).objects.select_related("author").get(pk=text.pk)
    assert desk.decide(kind, text.pk, person("Qui relit"), desk.seen_of(text), reason=reason)
    text.refresh_from_db()
    return text


def reader(user: User) -> User:
    """Have somebody accept to read the questions of other groups."""
    ColleagueReader.objects.get_or_create(user=user)
    return user


def readers(people: People) -> User:
    """Return a member of another group than `people.member`, who accepts."""
    return reader(people.other_member)


def at(name: str, *args: int) -> str:
    """Return the address of a screen."""
    return reverse(f"practices:{name}", args=args)


def shown(browser: Client, name: str, *args: int) -> str:
    """Return the text of a screen."""
    answer = browser.get(at(name, *args))
    assert answer.status_code == 200, answer.status_code
    return answer.text


def asked_and_answered(people: People) -> tuple[ColleagueQuestion, ColleagueAnswer]:
    """Have the member ask, the facilitator and the board member accept, and the latter give the answer that helped."""
    question = asked(people.member)
    for user in (people.facilitator, people.board_member):
        reader(user)
    answer = answered(question, people.board_member)
    rules.choose(people.member, answer, has_helped=True)
    return question, answer
