"""Every list of a member's own pages costs as many queries with 200 rows as with 20 (docs/architecture.md#budgets).

Other tests hold it for other lists: practice sheets and the review queue (tests/practices/), mandates, journal and
people of a group, the devices where a member is signed in (tests/accounts/), the lists of the admin (tests/cms/), the
directory (tests/directory/), paths, people and groups (test_query_counts.py).
"""

import itertools
import uuid

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from django.utils import timezone

from accounts.models import Draft, Membership, User
from content.models import ColleagueAnswer, ColleagueQuestion, ColleagueReader, Tried
from courses.models import Note
from lib.secrets import seal
from passport.models import Confirmation, Entry, Face, Proposal, SourceKind
from passport.peer_offers import rules as peer_offers
from tests.accounts.device import Device
from tests.courses.committee_kit import decided
from tests.passport.factories import make_line, make_proposal, make_share, make_skill
from tests.people import People
from tests.performance.test_query_counts import counts
from tests.practices.factories import build_exchange, make_practice
from tests.practices.sent_sheets import send_sheet

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
_numbers = itertools.count(1)
State = Confirmation.State


def _people(number: int) -> list[User]:
    first = next(_numbers)
    names = [f"p-{first}-{index}" for index in range(number)]
    return User.objects.bulk_create(User(username=name, display_name=name, password="!") for name in names)


def _entries(member: User, number: int) -> list[Entry]:
    first = next(_numbers)
    return Entry.objects.bulk_create(
        Entry(member=member, own_title=f"Titre {first}-{index}", face=Face.GAINED) for index in range(number)
    )


def _written(entry: Entry, person: User, state: str) -> Confirmation:
    said = {} if state == State.ASKED else {"sentence": "Oui.", "written_at": timezone.now()}
    return Confirmation(entry=entry, confirmer=person, state=state, about=entry.about, **said)


def received(people: People, number: int) -> None:
    """Make, in each state, a confirmation of each of `number` entries, and as many asked of the member."""
    entries = _entries(people.member, number)
    for state in (State.ASKED, State.WRITTEN, State.ACCEPTED, State.SET_ASIDE, State.WITHDRAWN):
        pairs = zip(entries, _people(number), strict=True)
        Confirmation.objects.bulk_create(_written(entry, person, state) for entry, person in pairs)
    asked = [_entries(person, 1)[0] for person in _people(number)]
    Confirmation.objects.bulk_create(_written(entry, people.member, State.ASKED) for entry in asked)


def given(people: People, number: int) -> None:
    """Make confirmations that the member wrote, and as many « Je t’ai vu faire »."""
    others = _people(number)
    entries = [_entries(person, 1)[0] for person in others]
    Confirmation.objects.bulk_create(_written(entry, people.member, State.ACCEPTED) for entry in entries)
    skill = make_skill()
    for person in others:
        peer_offers.offer(people.member, person, skill, Face.GAINED, "Bravo.")


def seen(people: People, number: int) -> None:
    """Make one « Je t’ai vu faire » of each of `number` people to the member."""
    skill, said = make_skill(), {"face": Face.GAINED, "source_kind": SourceKind.SEEN, "sentence": "Bravo."}
    Proposal.objects.bulk_create(
        Proposal(member=people.member, skill=skill, source_ref=person.username, offered_by=person, **said)
        for person in _people(number)
    )


def findable(people: People, number: int) -> None:
    """Make people of the member's group who accept to be found."""
    people.member  # noqa: B018 - is there
    Membership.objects.bulk_create(
        Membership(user=person, peer_group=people.here, findable=True) for person in _people(number)
    )


def removed(people: People, number: int) -> None:
    """Make entries taken out of the passport."""
    entries = _entries(people.member, number)
    Entry.objects.filter(pk__in=[entry.pk for entry in entries]).update(removed_at=timezone.now())


def drafts(people: People, number: int) -> None:
    """Make forms that the member had begun to fill in."""
    first, sealed = next(_numbers), seal({"a": ["b"]})
    Draft.objects.bulk_create(
        Draft(user=people.member, form_key=f"/{first}/{index}/", sealed=sealed) for index in range(number)
    )


def proposals(people: People, number: int) -> None:
    """Make proposals of as many events."""
    for _ in range(number):
        make_proposal(people.member, ref=f"module-{next(_numbers)}")


def shares(people: People, number: int) -> None:
    """Make shares of one entry each."""
    for _ in range(number):
        make_share(people.member, _entries(people.member, 1))


def notes(people: People, number: int) -> None:
    """Make notes that the member keeps for themselves."""
    sealed = seal({"words": "Oui.", "question": "Que savez-vous ?", "lesson": "Le cahier"})
    Note.objects.bulk_create(Note(user=people.member, block_id=uuid.uuid4(), sealed=sealed) for _ in range(number))


def between_groups(people: People, number: int) -> None:
    """Make questions of the member to other groups, and answers of theirs to those of others, all published."""
    ColleagueReader.objects.get_or_create(user=people.member)
    first = next(_numbers)
    shown = {"state": "published", "decided_on": timezone.localdate()}
    ColleagueQuestion.objects.bulk_create(
        ColleagueQuestion(author=author, situation="Une clé.", sent_as=f"{first}-{author.pk}-{index}", **shown)
        for author in (people.member, people.other_member)
        for index in range(number)
    )
    of_others = ColleagueQuestion.objects.filter(author=people.other_member, sent_as__startswith=f"{first}-")
    ColleagueAnswer.objects.bulk_create(
        ColleagueAnswer(question=each, author=people.member, text="Un cahier.", **shown) for each in of_others
    )


def subjects(people: People, number: int) -> None:
    """Make subjects that the committee decided."""
    for _ in range(number):
        decided()


def everything(people: People, number: int) -> None:
    """Make all that « Tout ce que le site sait de moi » lists."""
    received(people, number // 5)  # in five states: as many in all
    given(people, number)
    seen(people, number)
    shares(people, number)
    drafts(people, number)
    notes(people, number)
    between_groups(people, number)
    practices = [make_practice() for _ in range(number)]
    Tried.objects.bulk_create(Tried(practice=each, user=people.member, words="Oui.") for each in practices)


LISTS = {
    "confirmations received and asked": ("passport:confirmations", received),
    "confirmations and « Je t’ai vu faire » given": ("passport:confirmations_given", given),
    "« Je t’ai vu faire » received": ("passport:proposal_list", seen),
    "« Je t’ai vu faire » on the passport": ("passport:index", seen),
    "proposals": ("passport:proposal_list", proposals),
    "proposals on the passport": ("passport:index", proposals),
    "shares": ("passport:shares", shares),
    "shares on the passport": ("passport:index", shares),
    "lines removed": ("passport:removed", removed),
    "what was begun": ("accounts:drafts", drafts),
    "notes for oneself": ("courses:notes", notes),
    "what one asks other groups": ("practices:colleagues", between_groups),
    "what other groups ask": ("practices:colleagues_read", between_groups),
    "what is being written": ("courses:subjects", subjects),
    "my data, the page": ("accounts:data", everything),
    "my data, the file": ("accounts:data_file", everything),
}


@pytest.mark.parametrize("name", LISTS)
def test_a_list_costs_the_same_with_200_rows_as_with_20(client_of, people, name):
    build_exchange()
    page, fill = LISTS[name]
    client = client_of("member")
    few, many = counts(client, reverse(page), lambda number: fill(people, number))
    assert few == many <= 66


def test_the_people_to_ask_or_tell_cost_the_same_whatever_their_number(client_of, people):
    entry, skill = make_line(people.member), make_skill()
    pages = [reverse("passport:ask_confirmation", args=[entry.pk]), reverse("passport:seen_skill", args=[skill.slug])]
    client = client_of("member")
    found = [counts(client, page, lambda number: findable(people, number)) for page in pages]
    assert all(few == many <= 12 for few, many in found)


def test_passkeys_cost_the_same_up_to_the_most_one_may_have(client_of, people):
    kept = Device().of(people.member)

    def add(number: int) -> None:
        Authenticator.objects.bulk_create(
            Authenticator(user=people.member, type=kept.type, data=kept.data, created_at=timezone.now())
            for _ in range(number)
        )

    few, many = counts(client_of("member"), reverse("accounts:passkeys"), add, few=1, many=9)
    assert few == many <= 8


def test_practice_sheets_in_my_data_cost_the_same_whatever_their_number(client_of, people):
    build_exchange()

    def send(number: int) -> None:
        for _ in range(number):
            send_sheet(people.member)

    few, many = counts(client_of("member"), reverse("accounts:data_file"), send, few=2, many=12)
    assert few == many


def test_a_thousand_entries_are_all_in_the_data_file(client_of, people):
    _entries(people.member, 1001)
    data = client_of("member").get(reverse("accounts:data_file")).json()
    assert len(data["passeport"]["lignes"]) == 1001
