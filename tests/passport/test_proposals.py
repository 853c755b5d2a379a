"""One event's skills, one a screen and three before a pause: take, leave aside, decide later."""

import pytest
from django.urls import reverse

from passport.entries.forms import ProposalsForm
from passport.models import Entry, Face, Proposal, SourceKind
from tests.passport.factories import make_line, make_proposal, make_skill

pytestmark = pytest.mark.django_db
EVENT = reverse("passport:proposals", args=["training", "module-1"])


@pytest.fixture
def proposals(people):
    return [make_proposal(people.member, make_skill(label)) for label in ("Compter", "Classer", "Prévoir")]


def states():
    return [proposal.state for proposal in Proposal.objects.order_by("pk")]


def asked(page):
    """Return the skill that a screen asks about."""
    (proposal,) = page.context["form"].proposals
    return proposal.skill.label


def later(page):
    return f'href="{page.context["later"].address()}"'.replace("&", "&amp;")


def test_one_skill_is_asked_about_and_nothing_is_chosen(client_of, proposals):
    page = client_of("member").get(EVENT).content.decode()
    assert page.count('type="radio"') == 6
    assert "Compétence 1 sur 3" in page
    assert "checked" not in page
    assert "Je prépare le matériel" in page


def test_each_skill_gets_its_own_answer(client_of, proposals):
    one, two, three = proposals
    answer = {f"p{one.pk}": "without_help", f"p{two.pk}": "leave", f"p{three.pk}": ""}
    response = client_of("member").post(EVENT, answer, follow=True)
    assert "C’est dans votre passeport" in response.content.decode()
    assert states() == ["accepted", "set_aside", "offered"]
    assert Entry.objects.get().title == "Compter"


def test_each_skill_is_asked_about_in_turn(client_of, proposals):
    client, page = client_of("member"), client_of("member").get(EVENT)
    met = []
    for answer in ("without_help", "leave"):
        met.append(asked(page))
        name = ProposalsForm.name_of(page.context["form"].proposals[0])
        page = client.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], {name: answer}, follow=True)
    met.append(asked(page))
    assert met == ["Classer", "Compter", "Prévoir"], "the catalogue's order"
    assert "C’est laissé de côté" in page.text
    assert "Compétence 3 sur 3" in page.text
    assert f'href="{reverse("passport:index")}">Décider plus tard' in page.text
    assert sorted(states()) == ["accepted", "offered", "set_aside"]


def test_what_is_decided_later_is_passed_over_and_waits(client_of, proposals):
    client = client_of("member")
    first = client.get(EVENT)
    assert later(first) in first.text
    second = client.get(first.context["later"].address())
    assert (asked(first), asked(second)) == ("Classer", "Compter")
    assert asked(client.get(EVENT)) == "Classer", "the event begins again with it"


def test_a_pause_comes_after_three(client_of, people, proposals):
    for label in ("Ranger", "Tondre"):
        make_proposal(people.member, make_skill(label))
    client, page = client_of("member"), client_of("member").get(EVENT)
    for _ in range(3):
        page = client.get(page.context["later"].address())
    assert "Une pause" in page.text
    assert "Il en reste 2." in page.text
    assert 'type="radio"' not in page.text
    page = client.get(page.context["look"].after_a_pause().address())
    assert asked(page) == "Ranger"
    assert "Compétence 1 sur 2" in page.text


def test_an_answer_is_asked_for_beside_the_skill(client_of, proposals):
    response = client_of("member").post(EVENT, {})
    assert response.status_code == 422
    assert "Choisissez une réponse" in response.text
    assert states() == ["offered"] * 3


@pytest.mark.parametrize("said", ["place=9", "place=-1&vues=x", "place=²&vues=99", "place=%00", "place=" + "1" * 500])
def test_an_odd_place_begins_again(client_of, proposals, said):
    assert asked(client_of("member").get(f"{EVENT}?{said}")) == "Classer"


def test_past_the_last_skill_is_the_passport(client_of, proposals):
    response = client_of("member").get(f"{EVENT}?place=3&vues=3")
    assert response.url == reverse("passport:index")


def test_what_was_kept_is_said_when_nothing_is_left(client_of, proposals):
    for proposal in proposals:
        proposal.accept("tried")
    page = client_of("member").get(EVENT).text
    assert "Vous avez tout gardé" in page
    assert "Déjà dans votre passeport" in page


def test_pressing_twice_changes_nothing(client_of, proposals):
    client, answer = client_of("member"), {f"p{proposals[0].pk}": "tried"}
    client.post(EVENT, answer)
    client.post(EVENT, answer)
    assert Entry.objects.get().occasions.count() == 1


def test_what_was_set_aside_is_found_again_and_taken(client_of, proposals):
    proposals[0].set_aside()
    client, again = client_of("member"), f"{EVENT}?de-cote=1"
    assert again in client.get(reverse("passport:proposal_list")).content.decode()
    assert "checked" not in client.get(EVENT).content.decode(), "what waits is asked about first"
    assert "checked" in client.get(again).content.decode()
    client.post(EVENT, {f"p{proposals[0].pk}": "shows_others"})
    assert Entry.objects.get().face == Face.SHARED


@pytest.mark.parametrize("fields", [{"face": Face.SHARED}, {"source_kind": SourceKind.SEEN}])
def test_what_was_passed_on_or_seen_done_was_tried(client_of, people, fields):
    proposal = make_proposal(people.member, **fields)
    client, event = client_of("member"), reverse("passport:proposals", args=[proposal.source_kind, "module-1"])
    assert "Pas encore essayé" not in client.get(event).text
    assert client.post(event, {f"p{proposal.pk}": "not_tried"}).status_code == 422
    assert not Entry.objects.exists()


def test_a_skill_already_there_gets_one_more_occasion(client_of, people, proposals):
    line = make_line(people.member, proposals[0].skill)
    client_of("member").post(EVENT, {f"p{proposals[0].pk}": "with_help"})
    assert Entry.objects.get() == line
    assert line.occasions.get().source_ref == "module-1"


@pytest.mark.parametrize("answer", ["shared", "\x00", "x" * 10_000, "\u202eessai", "🎉"])
def test_an_odd_answer_is_refused_and_the_others_are_kept_on_screen(client_of, proposals, answer):
    said = {f"p{proposals[0].pk}": answer, f"p{proposals[1].pk}": "tried"}
    response = client_of("member").post(EVENT, said)
    assert response.status_code == 422
    assert "checked" in response.content.decode()
    assert not Entry.objects.exists()


def test_the_proposals_of_somebody_else_do_not_exist(client_of, proposals):
    client = client_of("facilitator")
    assert client.get(EVENT).status_code == 404
    assert client.post(EVENT, {f"p{proposals[0].pk}": "tried"}).status_code == 404
    assert not Entry.objects.exists()


@pytest.mark.parametrize(
    "address", ["training/rien/", "autre/module-1/", "training/%00/", "training/" + "a" * 200 + "/"]
)
def test_an_event_that_never_was_is_a_404(client_of, proposals, address):
    assert client_of("member").get(reverse("passport:proposal_list") + address).status_code == 404


@pytest.mark.usefixtures("settings_kept")
def test_a_long_list_asks_no_more(
    client_of, people, proposals, django_assert_max_num_queries, django_assert_num_queries
):
    client = client_of("member")
    with django_assert_max_num_queries(10) as queries:
        client.get(EVENT)
    few_asked = len(queries)
    for _ in range(40):
        make_proposal(people.member)
    with django_assert_num_queries(few_asked):
        client.get(EVENT)
