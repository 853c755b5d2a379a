"""Who sets a reading aside, and what several people meet who decide about it at the same time."""

import pytest

from accounts.models import Membership
from content.admin.roles import ensure_roles
from courses.group_readings import rules
from courses.models import GroupReading
from tests.courses.group_readers import ASIDE, DESK, WHY, confirm, now, press, put_aside, steps
from tests.people import person


def test_a_double_click_sets_aside_once(moderators_desk, two):
    seen = two[0].seen
    for _ in range(2):
        assert ASIDE in press(moderators_desk, two[0], "mettre-de-cote", reason=WHY, seen=seen).text
    assert len(steps(two[0])) == 1


@pytest.mark.parametrize("other", ["confirms", "sets aside"])
def test_a_second_moderator_reads_what_the_first_decided_with_what_they_typed(moderators_desk, two, people, other):
    seen, first = now(two[0]).seen, person("Une autre")
    if other == "confirms":
        rules.confirm(two[0].pk, first, seen)
    else:
        rules.set_aside(two[0].pk, first, seen, "Ce n’est pas une lecture.")
    decided = now(two[0])
    response = press(moderators_desk, two[0], "mettre-de-cote", reason=WHY, seen=seen)
    assert response.status_code == 422 and "a changé pendant ce temps" in response.text
    assert WHY in response.text and "par Une autre" in response.text
    assert now(two[0]).seen == decided.seen
    press(moderators_desk, two[0], "mettre-de-cote", reason=WHY)
    assert now(two[0]).reason == WHY


def test_whoever_confirms_what_was_just_set_aside_reads_it_first(moderators_desk, two):
    seen = two[0].seen
    put_aside(two[0], person("Une autre"))
    assert "a changé pendant ce temps" in press(moderators_desk, two[0], "confirmer", seen=seen).text
    assert now(two[0]).state == "aside"


def test_whoever_puts_back_what_was_set_aside_for_another_reason_reads_it_first(moderators_desk, two):
    put_aside(two[0], person("Une autre"))
    seen = now(two[0]).seen
    put_aside(two[0], person("Encore une autre"), "Ce n’est pas une lecture.")
    assert "a changé pendant ce temps" in press(moderators_desk, two[0], "remettre", seen=seen).text
    assert now(two[0]).state == "aside"


@pytest.mark.parametrize("act", ["mettre-de-cote", "remettre"])
def test_a_reading_that_its_group_took_back_meanwhile_is_said_to_be_gone(moderators_desk, two, module, act):
    seen = two[0].seen
    put_aside(two[1], person("Une autre"))
    rules.take_back(two[0].peer_group, module)
    response = moderators_desk.post(f"{DESK}{two[0].pk}/{act}/", {"seen": seen, "reason": WHY}, follow=True)
    assert response.status_code == 200 and "a retiré cette lecture" in response.text
    assert moderators_desk.get(f"{DESK}{two[0].pk}/").status_code == 404


def test_no_moderator_decides_for_their_own_group(moderators_desk, two, moderator, people):
    Membership.objects.create(user=moderator, peer_group=people.here)
    assert "Vous êtes ou étiez de ce groupe" in press(moderators_desk, two[0], "mettre-de-cote", reason=WHY).text
    assert now(two[0]).state == "waiting"
    put_aside(two[0], person("Une autre"))
    assert "Vous êtes ou étiez de ce groupe" in press(moderators_desk, two[0], "remettre").text
    assert now(two[0]).state == "aside"


def test_what_was_put_aside_comes_back_to_count_for_two_people_only(moderators_desk, both, module, people, moderator):
    """Who spoke for the other group meanwhile may be the same person."""
    put_aside(both[0], moderator)
    GroupReading.objects.filter(pk=both[1].pk).update(said_by=both[0].said_by)
    page = press(moderators_desk, both[0], "remettre").text
    assert "Pas encore" in page and "Groupe d’ailleurs" in page
    assert now(both[0]).state == "aside"


def test_a_reading_set_aside_does_not_keep_another_from_counting(both, moderator):
    put_aside(both[0], moderator)
    GroupReading.objects.filter(pk=both[1].pk).update(said_by=both[0].said_by, confirmed_on=None)
    confirm(both[1], moderator)
    assert now(both[1]).state == "counts"


@pytest.mark.parametrize("act", ["mettre-de-cote", "remettre"])
@pytest.mark.parametrize("kind", ["editor", "coordinator", "facilitator", "member", "visitor"])
def test_nobody_but_a_moderator_decides(client_of, two, kind, act):
    ensure_roles()
    if act == "remettre":
        put_aside(two[0], person("Une autre"))
    before = now(two[0]).seen
    client_of(kind).post(f"{DESK}{two[0].pk}/{act}/", {"seen": before, "reason": WHY})
    assert now(two[0]).seen == before


@pytest.mark.parametrize(
    ("kind", "status"), [("editor", 200), ("moderator", 200), ("superuser", 200), ("coordinator", 404), ("member", 404)]
)
def test_whoever_writes_reads_the_page_of_a_reading_and_moderators_alone_have_buttons(client_of, two, kind, status):
    ensure_roles()
    page = client_of(kind).get(f"{DESK}{two[0].pk}/")
    assert page.status_code == status
    assert ("Mettre de côté" in page.content.decode()) == (kind in {"moderator", "superuser"})


def test_no_decision_is_made_by_a_link(moderators_desk, two):
    for act in ("confirmer", "mettre-de-cote", "remettre"):
        assert moderators_desk.get(f"{DESK}{two[0].pk}/{act}/").status_code == 405
