"""Confirmations as a reader sees them: function, sentence, a name only if agreed, never a group; gone at once."""

import pytest
from django.urls import reverse

from accounts import personal_data
from passport.models import Confirmation
from passport.sharing import rules as sharing
from tests.passport.factories import make_confirmation, make_line, make_share, make_skill
from tests.sharing.kit import enter

pytestmark = pytest.mark.django_db
State = Confirmation.State


@pytest.fixture
def line(people):
    return make_line(people.member, make_skill("Jardiner"))


def view_of(client, share):
    return enter(client, share).request["PATH_INFO"]


def test_each_confirmation_shows_its_sentence_and_a_name_only_if_agreed(client, people, line):
    kinds = {"facilitator": "employee", "board_member": "association", "referent": "collective", "editor": "peer"}
    for kind, capacity in kinds.items():
        make_confirmation(line, people.of(kind), f"Vu par {capacity}.", capacity=capacity, indicator_texts=["Je sème"])
    Confirmation.objects.filter(capacity="peer").update(shown_name=people.editor.display_name)
    page = enter(client, make_share(people.member, [line])).text
    for words in ("un pair", "une personne salariée d’une association", "une association", "un partenaire"):
        assert f"confirmée par {words}</span>" in page
    for capacity in kinds.values():
        assert f"Vu par {capacity}." in page
    assert page.count("Je sème") == 4
    assert people.editor.display_name in page
    assert "déclarée" not in page
    for hidden in ("Animation", "Bureau", "Référence", people.here.name, people.collective.name):
        assert hidden not in page


def test_a_confirmation_the_holder_did_not_keep_never_shows(client, people, line):
    for kind, state in (("facilitator", State.WRITTEN), ("board_member", State.SET_ASIDE)):
        make_confirmation(line, people.of(kind), "Mots tus.", state=state)
    page = enter(client, make_share(people.member, [line])).text
    assert "Mots tus." not in page
    assert "déclarée par la personne" in page


@pytest.mark.parametrize("gone", ["withdrawn", "removed"])
def test_a_withdrawn_or_removed_confirmation_leaves_an_open_share_at_once(client, people, line, gone):
    row = make_confirmation(line, people.facilitator, "Une belle taille.", shown_name="Animation")
    share = make_share(people.member, [line])
    view = view_of(client, share)
    assert "Une belle taille." in client.get(view).text
    row.withdraw() if gone == "withdrawn" else row.set_aside()
    page = client.get(view).text
    assert "Une belle taille." not in page
    assert "Anim" not in page
    assert "déclarée par la personne" in page
    if gone == "removed":
        row.accept()
        assert "Une belle taille." in client.get(view).text


def test_a_later_confirmation_waits_for_the_next_share(client, people, line):
    share = make_share(people.member, [line])
    make_confirmation(line, people.facilitator, "Une belle taille.")
    assert "Une belle taille." not in enter(client, share).text


def test_the_name_of_an_erased_author_goes_and_their_words_stay(client, people, line):
    make_confirmation(line, people.facilitator, "Une belle taille.", shown_name="Animation")
    view = view_of(client, make_share(people.member, [line]))
    assert "Animation" in client.get(view).text
    personal_data.erase(people.facilitator)
    page = client.get(view).text
    assert "Animation" not in page
    assert "Une belle taille." in page


def test_a_new_name_is_shown_once_the_holder_has_looked_at_it(client, people, line):
    """In a share that is open, whoever confirmed could write there what they like; the next one shows the new name."""
    make_confirmation(line, people.facilitator, "Une belle taille.", shown_name="Animation")
    share = make_share(people.member, [line])
    people.facilitator.display_name = "Menteuse, appelez-moi"
    people.facilitator.save()
    page = enter(client, share).text
    assert "Une belle taille." in page
    assert "Menteuse" not in page
    assert "Animation" not in page
    page = enter(client, make_share(people.member, [line])).text
    assert "<br>Menteuse, appelez-moi" in page
    assert "Animation" not in page


def test_a_name_that_was_kept_as_it_is_stays_in_the_share(client, people, line):
    people.facilitator.display_name = "Sol du groupe d’ici"
    people.facilitator.save()
    make_confirmation(line, people.facilitator, "Une belle taille.", shown_name="Sol du groupe d’ici")
    looked_at = sharing.worded(people.member, sharing.ShareRequest(entry_ids=[line.pk])).remarks
    share = make_share(people.member, [line], kept=[remark.key for remark in looked_at])
    assert "Sol du groupe d’ici" in enter(client, share).text


def test_a_share_opened_before_confirmations_existed_still_reads(client, people, line):
    make_confirmation(line, people.facilitator)
    share = make_share(people.member, [line])
    item = share.items.get()
    del item.frozen["confirmations"]
    item.save()
    assert "déclarée par la personne" in enter(client, share).text


def test_a_sensitive_word_in_a_sentence_is_left_out_unless_kept(client, people, line):
    make_confirmation(line, people.facilitator, "Au groupe d’ici, chaque jeudi.")
    page = enter(client, make_share(people.member, [line])).text
    assert "chaque jeudi" not in page
    assert "confirmée par un pair" in page


def test_the_holder_s_preview_shows_confirmations(client_of, people, line):
    make_confirmation(line, people.facilitator, "Une belle taille.")
    share = make_share(people.member, [line])
    assert "Une belle taille." in client_of("member").get(reverse("passport:share_preview", args=[share.pk])).text


def test_reading_asks_as_much_with_200_confirmations_as_with_20(
    people, django_assert_max_num_queries, django_assert_num_queries
):
    def share(number):
        lines = [make_line(people.member) for _ in range(number)]
        for each in lines:
            make_confirmation(each, people.facilitator)
            make_confirmation(each, people.board_member)
        return make_share(people.member, lines)

    ten, hundred = share(10), share(100)
    with django_assert_max_num_queries(3) as few:
        assert len(sharing.shown_entries(ten)) == 10
    with django_assert_num_queries(len(few)):
        sharing.shown_entries(hundred)
