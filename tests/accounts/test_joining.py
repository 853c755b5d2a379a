"""Joining one more group with the same card; groups never see each other."""

import datetime
import re

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from accounts.groups import joining
from accounts.known_names import KnownNames
from accounts.models import GroupAct, GroupInvitation, Membership
from tests.accounts.kit import card_of, enter, is_signed_in
from tests.accounts.together import later
from tests.people import facilitates, sign_in

KEY = "k" * 22
INVITE = "groupe-ailleurs"


def url(name, *args):
    return reverse(f"accounts:{name}", args=args)


@pytest.fixture
def helper(people) -> Client:
    """Return the browser of a person who runs the other group."""
    Membership.objects.create(user=people.facilitator, peer_group=people.elsewhere, **facilitates())
    return sign_in(Client(), people, "facilitator")


@pytest.fixture
def words(people, helper) -> str:
    """Return words of the other group, as the helper reads them."""
    address = reverse("groups:invite", args=[people.elsewhere.slug])
    sheet = helper.get(helper.post(address, {"key": KEY}).url).content.decode()
    return re.search(r'class="cut-card-words">([a-z ]+)<', sheet).group(1)


def belongs(people) -> bool:
    return joining.belongs(people.member, people.elsewhere)


def test_words_then_yes_bring_a_person_into_a_second_group(people, words):
    held = card_of(people.member)
    client = Client()
    enter(client, held)
    assert client.post(url("join"), {"words": words.upper()}).url == url("join_confirm")
    page = client.get(url("join_confirm")).content.decode()
    assert f"Rejoindre {people.elsewhere}" in page
    assert not belongs(people), "reading decides nothing"
    assert client.post(url("join_confirm")).url == url("home")
    assert belongs(people)
    assert is_signed_in(client)
    assert people.member.memberships.get(peer_group=people.elsewhere).role == Membership.Role.MEMBER
    assert people.elsewhere.name in client.get(url("home")).content.decode()


def test_the_page_that_opens_an_account_leads_to_the_invitation(people, helper):
    page = helper.get(reverse("groups:open_account", args=[people.elsewhere.slug])).content.decode()
    assert reverse("groups:invite", args=[people.elsewhere.slug]) in page


def test_words_serve_once(people, words, client_of):
    for kind in ("member", "referent"):
        client = client_of(kind)
        answer = client.post(url("join"), {"words": words})
        client.post(url("join_confirm"))
    assert answer.status_code == 422
    assert "ne mènent à aucun groupe" in answer.content.decode()
    assert not Membership.objects.filter(user=people.referent).exists()


def test_two_people_who_typed_them_together_are_not_both_in(people, words, client_of):
    browsers = [client_of(kind) for kind in ("member", "referent")]
    for browser in browsers:
        browser.post(url("join"), {"words": words})
    assert [browser.post(url("join_confirm")).url for browser in browsers] == [url("home"), url("home")]
    assert Membership.objects.filter(peer_group=people.elsewhere, role="member").count() == 1


def test_words_serve_a_day(people, words, client_of):
    client = client_of("member")
    with later(hours=23, minutes=59):
        assert client.post(url("join"), {"words": words}).status_code == 302
    with later(hours=24, minutes=1):
        assert client.post(url("join"), {"words": words}).status_code == 422
        assert client.post(url("join_confirm")).status_code == 302
    assert not belongs(people)


def test_words_end_with_the_place_of_who_made_them(people, words, client_of):
    client = client_of("member")
    client.post(url("join"), {"words": words})
    Membership.objects.filter(user=people.facilitator, peer_group=people.elsewhere).update(
        role="member", role_accepted_at=None
    )
    assert client.post(url("join"), {"words": words}).status_code == 422
    assert client.post(url("join_confirm")).status_code == 302
    assert not belongs(people)


def test_words_of_an_account_that_is_gone_let_nobody_in(people, words, client_of):
    GroupInvitation.objects.update(made_by=None)
    assert client_of("member").post(url("join"), {"words": words}).status_code == 422


def test_the_group_reads_in_its_journal_who_joined(people, words, client_of):
    client = client_of("member")
    client.post(url("join"), {"words": words})
    client.post(url("join_confirm"))
    act = GroupAct.objects.get(kind=GroupAct.Kind.JOINED)
    assert (act.peer_group, act.actor, act.subject) == (people.elsewhere, people.member, people.member)


def test_other_members_do_not_read_the_name_of_whoever_joined(people, words, helper, client_of):
    client = client_of("member")
    client.post(url("join"), {"words": words})
    client.post(url("join_confirm"))
    act = GroupAct.objects.get(kind=GroupAct.Kind.JOINED)
    line = "accounts/includes/act.html"
    known = KnownNames.of(people.elsewhere)

    def read(reader, *, names_all=False):
        return render_to_string(line, {"line": known.line(act, reader, names_all=names_all)})

    shown = {names: read(people.other_member, names_all=names) for names in (False, True)}
    assert "Une personne" in shown[False]
    assert str(people.member) not in shown[False]
    assert str(people.member) in shown[True]
    assert not any("pour" in words for words in shown.values()), "one joins for oneself"
    assert str(people.member) in read(people.member)


def test_pressed_twice_one_membership_and_one_act(people, words, client_of):
    client = client_of("member")
    client.post(url("join"), {"words": words})
    for _ in range(2):
        assert client.post(url("join_confirm")).url == url("home")
    assert people.member.memberships.filter(peer_group=people.elsewhere).count() == 1
    assert GroupAct.objects.filter(kind=GroupAct.Kind.INVITED, subject=None).count() == 1


def test_words_typed_by_a_present_member_stay_good_for_another(people, words, helper):
    helper.post(url("join"), {"words": words})
    assert "déjà dans ce groupe" in helper.get(url("join_confirm")).content.decode()
    assert helper.post(url("join_confirm")).url == url("home")
    assert GroupInvitation.objects.open().count() == 1


def test_the_button_pressed_twice_makes_one_invitation(people, helper):
    address = reverse("groups:invite", args=[INVITE])
    sheets = [helper.get(helper.post(address, {"key": KEY}).url).content.decode() for _ in range(2)]
    found = [re.search(r'cut-card-words">([a-z ]+)<', sheet).group(1) for sheet in sheets]
    assert found[0] == found[1]
    assert GroupInvitation.objects.count() == 1
    assert helper.post(address, {"key": "²"}).status_code == 422


def test_the_words_are_shown_for_ten_minutes_to_their_maker_alone(people, words, helper, client_of):
    assert words in helper.get(url("invitation")).content.decode()
    assert words not in client_of("member").get(url("invitation")).content.decode()
    with later(minutes=11):
        assert words not in helper.get(url("invitation")).content.decode()


def test_the_printed_invitation_names_neither_group_nor_site(people, words, helper):
    sheet = helper.get(url("invitation")).content.decode()
    paper = sheet[sheet.index('class="sheet"') : sheet.index("no-print meta")]
    for telling in (people.elsewhere.name, "GEM", "groupe", "Entrepairs"):
        assert telling not in paper


def test_nothing_readable_of_the_words_is_kept(people, words, helper):
    kept = str(dict(helper.session)) + str(list(GroupInvitation.objects.values()))
    assert not all(word in kept for word in words.split())


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Il reste quelque chose à corriger"),
        ("lune", "Il y a quatre mots"),
        ("abeille abeille abeille xyzzyq", "jamais donné"),
        ("abeille abeille abeille abeille", "ne mènent à aucun groupe"),
        ("a\x00b", "signe invisible"),
    ],
)
def test_invalid_words_are_explained_and_stay_in_the_field(typed, said, client_of):
    answer = client_of("member").post(url("join"), {"words": typed})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_guesses_of_the_words_are_limited(client_of, settings):
    settings.LIMITS = settings.LIMITS | {"join": "3/m/key"}
    client = client_of("member")
    wrong = {"words": "abeille abeille abeille abeille"}
    assert [client.post(url("join"), wrong).status_code for _ in range(4)] == [422, 422, 422, 429]


@pytest.mark.parametrize("kind", ["member", "other_member", "coordinator", "editor", "superuser"])
def test_only_those_who_run_the_group_make_words(kind, people, client_of):
    people.here  # noqa: B018 - made
    address = reverse("groups:invite", args=["groupe-ici"])
    client = client_of(kind)
    assert (client.get(address).status_code, client.post(address, {"key": KEY}).status_code) == (404, 404)


def test_neither_group_reads_anything_of_the_other(people, words, helper, client_of):
    client = client_of("member")
    card_of(people.member)
    client.post(url("join"), {"words": words})
    client.post(url("join_confirm"))
    pk = people.member.memberships.get(peer_group=people.elsewhere).pk
    for name, args in (
        ("people", []),
        ("journal", []),
        ("person", [pk]),
        ("card", [pk]),
        ("reset", [pk]),
        ("mandates", []),
    ):
        page = helper.get(reverse(f"groups:{name}", args=[INVITE, *args])).content.decode()
        assert people.here.name not in page, name
    first = sign_in(Client(), people, "board_member")
    for name in ("people", "journal"):
        page = first.get(reverse(f"groups:{name}", args=["groupe-ici"])).content.decode()
        assert people.elsewhere.name not in page, name


def test_a_card_printed_by_a_second_group_needs_the_same_code(people, words, helper, client_of):
    """The second group may pause or replace the card, as its page says; it never enters the account."""
    held = card_of(people.member)
    client = client_of("member")
    client.post(url("join"), {"words": words})
    client.post(url("join_confirm"))
    membership = people.member.memberships.get(peer_group=people.elsewhere)
    address = reverse("groups:card", args=[INVITE, membership.pk])
    assert "L’ancienne carte ne marchera plus" in helper.get(address).content.decode()
    sheet = helper.get(helper.post(address, {"replacing": str(held.card.pk)}).url).content.decode()
    held.words = re.search(r'cut-card-words">([a-z ]+)<', sheet).group(1)
    thief = Client()
    assert enter(thief, held, "735061").status_code == 422
    assert not is_signed_in(thief)
    assert enter(Client(), held).status_code == 302, "the code is the person's own"


def test_invitations_long_over_are_erased(people, words):
    with later(days=30):
        assert joining.purge(datetime.timedelta(days=30)) == 0
    with later(days=32):
        assert joining.purge(datetime.timedelta(days=30)) == 1
