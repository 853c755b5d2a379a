"""How many people said « J’ai essayé » of a sheet: a number from five on, for its author and for everybody."""

import pytest
from django.urls import reverse

from content.models import PracticePage, Tried
from content.practices.tried.counted import people_words
from tests.people import person
from tests.practices.factories import make_practice

FEW, FIVE = "Des personnes l’ont essayée.", "5 personnes l’ont essayée."


@pytest.fixture
def mine(practice, people) -> PracticePage:
    """Return a published sheet that a member wrote."""
    practice.owner = people.member
    practice.save()
    return practice


def say(sheet: PracticePage, number: int, state: str = Tried.State.PUBLISHED) -> None:
    for place in range(number):
        words = f"Essai {place}, {state}."
        Tried.objects.create(practice=sheet, user=person(f"{state} {place}"), words=words, state=state)


def pages_of(client_of, sheet: PracticePage) -> list[str]:
    """Return what its author, another member and a visitor read of a sheet."""
    author = client_of("member")
    own = [reverse("practices:mine"), reverse("practices:my_sheet", args=[sheet.pk]), sheet.address]
    others = [client_of(kind).get(sheet.address) for kind in ("other_member", "visitor")]
    return [answer.text for answer in (*(author.get(address) for address in own), *others)]


@pytest.mark.parametrize(("number", "said"), [(1, FEW), (4, FEW), (5, FIVE), (23, "23 personnes l’ont essayée.")])
def test_everybody_reads_the_same_of_who_tried(client_of, mine, number, said):
    say(mine, number)
    assert [page.count(said) for page in pages_of(client_of, mine)] == [1] * 5


@pytest.mark.parametrize("state", [Tried.State.SENT, Tried.State.REFUSED])
def test_a_line_that_readers_do_not_see_is_not_told(client_of, mine, state):
    say(mine, 6, state)
    assert not [page for page in pages_of(client_of, mine) if "l’ont essayée" in page]


def test_a_line_that_waits_brings_no_number(client_of, mine):
    say(mine, 4)
    say(mine, 6, Tried.State.SENT)
    assert [page.count(FEW) for page in pages_of(client_of, mine)] == [1] * 5


def test_the_lines_of_another_sheet_are_not_counted(client_of, mine, index):
    say(make_practice(index), 5)
    assert not [page for page in pages_of(client_of, mine) if "l’ont essayée" in page]


def test_a_visitor_reads_the_new_number_at_once(client_of, mine, django_capture_on_commit_callbacks):
    visitor = client_of("visitor")
    say(mine, 4)
    assert FEW in visitor.get(mine.address).text
    with django_capture_on_commit_callbacks(execute=True):
        Tried.objects.create(practice=mine, user=person("Une de plus"), words="Oui.", state=Tried.State.PUBLISHED)
    assert FIVE in visitor.get(mine.address).text


def test_a_starter_that_people_tried_does_not_say_that_nobody_did(client_of, index):
    starter = make_practice(index, is_starter=True)
    say(starter, 1)
    page = client_of("visitor").get(starter.address).text
    assert "pas du récit d’un groupe." in page
    assert "pas encore d’un groupe" not in page


@pytest.mark.parametrize(("number", "words"), [(0, ""), (1, FEW[:-1]), (4, FEW[:-1]), (5, FIVE[:-1])])
def test_a_number_is_said_from_five_on(number, words):
    assert people_words(number) == words
