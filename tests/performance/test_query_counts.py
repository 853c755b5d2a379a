"""The budgets of docs/architecture.md#budgets, as counts of queries, where no other test holds them.

Elsewhere: modules, lessons, marks and answers (tests/courses/test_queries.py), kept pages (tests/content/
test_page_cache.py), the directory (tests/directory/), the passport's first screen and one event's proposals
(tests/passport/), a share's door, reading, page and steps (tests/sharing/), a group's people (tests/accounts/
test_group_people.py), search (tests/content/test_search_page.py), the admin's lists (tests/cms/test_admin_lists.py).
"""

from collections.abc import Callable

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, User
from content.models import ContactMessage, ErrorReport, HomePage, PracticeIndexPage, Question, ReviewStep
from courses.models import Enrolment, LessonDone, LessonPage, ModulePage, PathIndexPage, PathModule
from directory.models import PeerGroup
from passport.models import Confirmation
from passport.peer_offers import rules as peer_offers
from passport.sharing import rules as sharing
from tests.courses.factories import PathPageFactory, build_site, module_with
from tests.passport.factories import make_line, make_proposal, make_share, make_skill
from tests.people import People, facilitates
from tests.practices.factories import build_exchange, make_practice

FEW, MANY = 20, 200


def asked(client: Client, address: str) -> int:
    """Return the number of queries of a page once content types are known, when the page cache holds no copy."""
    client.get(address)
    caches["pages"].clear()
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return len(queries)


def counts(client: Client, address: str, fill: Callable[[int], None], few: int = FEW, many: int = MANY) -> list[int]:
    """Return the cost with `few` things, then with `many`; `fill` receives how many to add."""
    fill(few)
    before = asked(client, address)
    fill(many - few)
    return [before, asked(client, address)]


@pytest.fixture
def modules(db) -> list[ModulePage]:
    """A site of four modules of three lessons."""
    index = build_site()
    home = HomePage.objects.get()
    home.doors = [
        ("door", {"title": f"Porte {n}", "intro": "Pas à pas.", "link_label": "Ouvrir", "page": index, "tone": "board"})
        for n in range(4)
    ]
    home.save()
    return [module_with(index, lessons=3) for _ in range(4)]


def begin(user: User, modules: list[ModulePage]) -> None:
    """Mark the first lesson of each module as done by that person."""
    for module in modules:
        enrolment = Enrolment.objects.create(user=user, module=module)
        first = LessonPage.objects.child_of(module).first()
        LessonDone.objects.create(user=user, lesson=first, done_at=enrolment.started_at)


def test_the_home_page_of_a_visitor_keeps_its_budget(client, modules):
    assert asked(client, "/") <= 12


def test_the_home_page_of_a_member_costs_the_same_whatever_they_began(client_of, people, modules):
    client = client_of("member")
    begin(people.member, modules[:1])
    one = asked(client, "/")
    begin(people.member, modules[1:])
    assert asked(client, "/") == one <= 16


def _wait(people: People, number: int) -> None:
    """Have so many things of each kind wait for everybody."""
    known = PeerGroup.objects.count()
    index = PracticeIndexPage.objects.first() or build_exchange()
    for place in range(known, known + number):
        group = PeerGroup.objects.create(slug=f"g{place}", name=f"Groupe {place}")
        Membership.objects.create(user=people.facilitator, peer_group=group, **facilitates())
        make_practice(index, title=f"Fiche {place}").cases.create().record(ReviewStep.Act.RECEIVED, people.member)
        ErrorReport.objects.create(text="Une faute", sent_as=f"e{place}", peer_group=group)
        ContactMessage.objects.create(about=ContactMessage.About.values[0], text="Bonjour", code_hmac=f"m{place}")
        Question.objects.create(code_hmac=f"q{place}", text="Puis-je ?")
        line = make_line(people.other_member)
        for person in (people.member, people.facilitator, people.board_member, people.referent):
            Confirmation.objects.create(entry=line, confirmer=person)


@pytest.mark.parametrize(
    ("kind", "budget"),
    [
        ("member", 14),
        ("facilitator", 18),
        ("board_member", 21),
        ("editor", 21),
        ("moderator", 23),
        ("coordinator", 24),
        ("referent", 14),
    ],
)
def test_the_home_of_each_part_costs_the_same_whatever_waits(client_of, people, modules, kind, budget):
    few, many = counts(client_of(kind), "/", lambda number: _wait(people, number), few=2, many=12)
    assert few == many <= budget


@pytest.mark.parametrize("kind", ["visitor", "member"])
def test_a_path_costs_the_same_whatever_its_length(client_of, modules, kind):
    path = PathPageFactory(parent=PathIndexPage.objects.get(), slug="debuter")

    def lengthen(number: int) -> None:
        known = path.modules.count()
        for module in modules[known : known + number]:
            PathModule.objects.create(path=path, module=module)

    few, many = counts(client_of(kind), "/parcours/debuter/", lengthen, few=1, many=4)
    assert few == many <= 15


def test_the_account_costs_the_same_whatever_the_number_of_groups(client_of, people):
    def join(number: int) -> None:
        known = PeerGroup.objects.count()
        for index in range(known, known + number):
            group = PeerGroup.objects.create(slug=f"g{index}", name=f"Groupe {index}")
            Membership.objects.create(user=people.member, peer_group=group)

    few, many = counts(client_of("member"), reverse("accounts:home"), join, few=1, many=8)
    assert few == many <= 14


def test_the_groups_one_runs_cost_the_same_whatever_their_number(client_of, people):
    def run(number: int) -> None:
        known = PeerGroup.objects.count()
        for index in range(known, known + number):
            group = PeerGroup.objects.create(slug=f"g{index}", name=f"Groupe {index}")
            Membership.objects.create(
                user=people.facilitator,
                peer_group=group,
                role=Membership.Role.FACILITATOR,
                role_accepted_at=timezone.now(),
            )

    few, many = counts(client_of("facilitator"), reverse("groups:index"), run, few=1, many=8)
    assert few == many <= 10


def test_proposals_cost_the_same_whatever_their_number(client_of, people):
    def offer(number: int) -> None:
        known = people.member.proposals.count()
        for index in range(known, known + number):
            make_proposal(people.member, ref=f"module-{index}")

    few, many = counts(client_of("member"), reverse("passport:proposal_list"), offer)
    assert few == many <= 8


def test_the_skills_offered_by_a_code_cost_the_same_whatever_their_number(client_of, people):
    shown = peer_offers.show(people.other_member)
    address = reverse("passport:offer", args=[shown.token])
    few, many = counts(client_of("member"), address, lambda number: [make_skill() for _ in range(number)])
    assert few == many <= 9


def test_the_list_of_shares_costs_the_same_whatever_its_length(client_of, people):
    def share(number: int) -> None:
        for _ in range(number):
            opened = make_share(people.member, [])
            sharing.begin_reading(opened, "A")

    few, many = counts(client_of("member"), reverse("passport:shares"), share)
    assert few == many <= 8


@pytest.mark.one_database
def test_the_explorer_of_the_admin_costs_the_same_whatever_the_number_of_pages(client_of, modules):
    index = modules[0].get_parent()
    client = client_of("moderator")
    few, many = counts(client, f"/admin/pages/{index.pk}/", lambda n: [module_with(index, lessons=0) for _ in range(n)])
    assert few == many <= 35


def test_the_people_of_the_admin_cost_the_same_whatever_their_number(client_of):
    def invite(number: int) -> None:
        for index in range(number):
            User.objects.create_user(display_name=f"Personne {index}")

    few, many = counts(client_of("superuser"), "/admin/users/", invite)
    assert few == many <= 25
