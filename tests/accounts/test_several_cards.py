"""« Imprimer plusieurs cartes »: sheets made in the request that issues the cards, sent once, kept nowhere."""

import datetime
import re
from io import BytesIO

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from accounts.groups import card_sheets, cards, new_account, several_cards_forms
from accounts.models import GroupAct, LoginCard, Membership, User
from accounts.secret_code import second_slip
from lib.pdf.letters import BREAK
from lib.pdf.typesetting import TypesettingError
from lib.turns import TooBusyError
from tests.accounts.card_kit import NAMES, drawn_cards, opened, page, value
from tests.accounts.kit import CODE, card_of, enter, give_code, show_words, with_password
from tests.people import facilitates, mark_second_factor

RUN_IT = {"facilitator", "board_member"}
drawn = pytest.fixture(drawn_cards)


def text_of(pdf: bytes) -> str:
    pages = [each.extract_text() for each in PdfReader(BytesIO(pdf)).pages]
    return " ".join("\n".join(pages).replace(BREAK, "").split())


def test_those_who_run_the_group_alone_print_several(kind, client_of, people):
    people.facilitator  # noqa: B018 - a coordinator prints the card of the first alone
    target = people.member.memberships.get()
    answer = client_of(kind).post(page(people), {"people": f"{target.pk}.0"})
    assert answer.status_code == (302 if kind == "visitor" else 200 if kind in RUN_IT else 404)
    assert target.user.cards.exists() is (kind in RUN_IT)
    assert client_of(kind).get(page(people, people.elsewhere)).status_code in {302, 404}


def test_the_cards_are_on_paper_the_name_outside_and_open_the_accounts(client_of, people, drawn):
    three = opened(people)
    answer = client_of("facilitator").post(page(people), {"people": [value(each) for each in three]})
    assert answer["Content-Type"] == "application/pdf" and "no-store" in answer["Cache-Control"]
    document = PdfReader(BytesIO(answer.content))
    assert len(document.pages) == 1
    assert document.root_object["/Lang"] == "fr-FR" and "/StructTreeRoot" in document.root_object
    told = text_of(answer.content)
    for name, card in zip(NAMES, drawn, strict=True):
        assert f"Pour {name} " in told and " ".join(card.words) in told
    for telling in (people.here.name, "GEM", "Entrepairs", "groupe"):
        assert telling not in told
    assert told.count("localhost/compte/carte/") == 3
    assert told.count("Première utilisation avant le") == 3
    for membership, card in zip(three, drawn, strict=True):
        browser = Client()
        show_words(browser, " ".join(card.words))
        assert give_code(browser, CODE, again=CODE).status_code == 302
        assert browser.session["_auth_user_id"] == str(membership.user_id)


def test_eight_cards_fill_a_page_and_two_blank_sheets_another(client_of, people):
    nine = opened(people, [f"Nom {place}x" for place in range(9)])
    client = client_of("facilitator")
    asked = {"people": [value(each) for each in nine]}
    assert len(PdfReader(BytesIO(client.post(page(people), asked).content)).pages) == 2
    asked = {"people": [value(each) for each in nine], "blanks": "on"}
    pages = PdfReader(BytesIO(client.post(page(people), asked).content)).pages
    assert len(pages) == 2 + 5
    assert pages[2].extract_text().count("Feuille de secours") == 2
    assert pages[6].extract_text().count("Feuille de secours") == 1
    assert " ".join(pages[2].extract_text().split()).count("À votre prochaine visite, le site vous proposera") == 2
    assert not re.search(r"Nom \dx", pages[2].extract_text()), "a sheet names nobody, and holds no code"


def test_each_person_reads_how_their_own_card_opens(client_of, people):
    card_of(people.member)
    named = with_password("Nour")
    Membership.objects.create(user=named, peer_group=people.here)
    (lou,) = opened(people, ["Lou"])
    every = [people.member.memberships.get(), named.memberships.get(), lou]
    told = text_of(client_of("facilitator").post(page(people), {"people": [value(each) for each in every]}).content)
    for said in (card_sheets.USE, card_sheets.PASSWORD_FIRST, card_sheets.CHOOSE):
        assert told.count(said.replace("\N{NO-BREAK SPACE}", " ")) == 1
    assert told.count("Première utilisation avant le") == 1


def test_a_name_of_any_length_or_script_is_written(client_of, people):
    every = opened(people, ["W" * 60, "#panic() *Lou*", "Zoé 🙂", "محمد"])
    answer = client_of("facilitator").post(page(people), {"people": [value(each) for each in every]})
    told = text_of(answer.content)
    assert len(PdfReader(BytesIO(answer.content)).pages) == 1
    assert "Pour #panic() *Lou*" in told and "Zoé […]" in told and "remplace des lettres" in told


def test_two_people_of_one_name_are_told_apart(client_of, people):
    two = opened(people, ["Lou", "Lou"])
    told = text_of(client_of("facilitator").post(page(people), {"people": [value(each) for each in two]}).content)
    assert told.count("repère") == 2


def test_former_cards_stop_and_each_person_is_told(client_of, people):
    held = card_of(people.member)
    second_slip.make(held.card)
    three = [people.member.memberships.get(), *opened(people, ["Lou"])]
    client_of("facilitator").post(page(people), {"people": [value(each) for each in three]})
    assert enter(Client(), held).status_code == 422
    assert not second_slip.SecondSlip.objects.serving().exists()
    acts = GroupAct.objects.filter(kind=GroupAct.Kind.CARD_PRINTED)
    assert {act.subject for act in acts} == {each.user for each in three}
    assert {act.actor for act in acts} == {people.facilitator}
    assert LoginCard.objects.filter(issued_by=people.facilitator).count() == 2


def test_pressed_twice_it_prints_once_and_then_asks_again(client_of, people):
    three = opened(people)
    client, asked = client_of("facilitator"), {"people": [value(each) for each in three], "blanks": "on"}
    assert client.post(page(people), asked).status_code == 200
    again = client.post(page(people), asked)
    assert again.status_code == 422 and several_cards_forms.ALREADY.replace(" :", "\N{NO-BREAK SPACE}:") in again.text
    assert LoginCard.objects.count() == 3
    form = again.context["form"]
    assert form["people"].value() == [value(each) for each in three], "a third press replaces them"
    assert form["blanks"].value()
    assert client.post(page(people), {"people": form["people"].value()}).status_code == 200
    assert LoginCard.objects.present().count() == 3 and LoginCard.objects.count() == 6


def test_a_card_printed_meanwhile_by_somebody_else_stops_the_whole_press(client_of, people, monkeypatch):
    three = opened(people)
    draw = card_sheets.draw

    def while_drawing(*args, **more):
        cards.issue_card(three[2].user, by=None)
        return draw(*args, **more)

    monkeypatch.setattr(card_sheets, "draw", while_drawing)
    answer = client_of("facilitator").post(page(people), {"people": [value(each) for each in three]})
    assert answer.status_code == 422
    assert LoginCard.objects.count() == 1 and not GroupAct.objects.filter(kind=GroupAct.Kind.CARD_PRINTED).exists()


@pytest.mark.parametrize("error", [TypesettingError, TooBusyError])
def test_a_paper_that_cannot_be_made_changes_no_card(error, client_of, people, monkeypatch):
    held = card_of(people.member)

    def fail(*_args, **_more):
        raise error

    monkeypatch.setattr(card_sheets, "typeset", fail)
    asked = {"people": value(people.member.memberships.get())}
    assert client_of("facilitator").post(page(people), asked).status_code == 503
    assert enter(Client(), held).status_code == 302
    assert LoginCard.objects.count() == 1


def test_whoever_had_too_many_cards_stops_the_whole_press(client_of, people):
    for _ in range(cards.CARDS_A_DAY):
        card_of(people.member)
    three = [people.member.memberships.get(), *opened(people, ["Lou"])]
    answer = client_of("facilitator").post(page(people), {"people": [value(each) for each in three]})
    assert answer.status_code == 422 and "Membre\N{NO-BREAK SPACE}: " + cards.TODAY in answer.text
    assert not three[1].user.cards.exists()


def test_sixty_cards_at_most(client_of, people, monkeypatch):
    monkeypatch.setattr(several_cards_forms, "MOST", 2)
    answer = client_of("facilitator").post(page(people), {"people": [value(each) for each in opened(people)]})
    assert answer.status_code == 422 and several_cards_forms.TOO_MANY in answer.text


@pytest.mark.parametrize("sent", [[], [""], ["0.0"], ["x"], ["9" * 40 + ".0"], ["\x00.0"], ["stranger"], ["admin"]])
def test_nobody_or_somebody_else_prints_nothing(sent, client_of, people):
    User.objects.filter(pk=people.member.pk).update(is_superuser=True)
    known = {"stranger": people.other_member.memberships.get(), "admin": people.member.memberships.get()}
    values = [value(known[each]) if each in known else each for each in sent]
    assert client_of("facilitator").post(page(people), {"people": values}).status_code == 422
    assert not LoginCard.objects.exists()


def test_those_who_wait_for_a_card_are_ticked_at_first_or_those_just_opened(client_of, people):
    card_of(people.member)
    three = opened(people)
    client = client_of("facilitator")
    at_first = client.get(page(people)).context["form"]["people"].value()
    assert set(at_first) == {value(each) for each in three}, "not of who has entered another way"
    just_opened = client.get(page(people), {"liste": "k" * 22}).context["form"]["people"].value()
    assert set(just_opened) == {value(each) for each in three}
    for odd in ("z" * 22, "x", "\x00"):
        assert client.get(page(people), {"liste": odd}).status_code == 200


def test_a_card_left_unused_is_said_and_ticked(client_of, people):
    card_of(people.member, code=None)
    assert "carte pas encore utilisée, à utiliser avant le" in client_of("facilitator").get(page(people)).text
    with time_machine.travel(timezone.now() + datetime.timedelta(days=31)):
        client = client_of("facilitator")
        mark_second_factor(client)
        shown = client.get(page(people))
        assert "carte pas encore utilisée, à réimprimer" in shown.text
        assert value(people.member.memberships.get()) in shown.context["form"]["people"].value()


def test_a_paper_is_ticked_again_whole_but_for_the_cards_that_were_used(client_of, people, drawn):
    five, client = opened(people, [f"Nom {place}x" for place in range(5)]), client_of("facilitator")
    assert "Une feuille est perdue" not in client.get(page(people)).text
    for several in (five[:3], five[3:]):
        client.post(page(people), {"people": [value(each) for each in several]})
    browser = Client()
    show_words(browser, " ".join(drawn[1].words))
    give_code(browser, CODE, again=CODE)
    shown = client.get(page(people))
    assert shown.context["form"]["people"].value() == [], "all have a card"
    first, second = reversed(shown.context["papers"])
    assert f'href="?feuille={first.key}#id_people"' in shown.text
    for paper, left in ((first, [five[0], five[2]]), (second, five[3:])):
        again = client.get(page(people), {"feuille": paper.key}).context["form"]["people"].value()
        assert again == [value(each) for each in left]
    for odd in ("0", "x", "\x00", "9" * 40):
        assert client.get(page(people), {"feuille": odd}).context["form"]["people"].value() == []


def test_a_card_printed_by_itself_is_no_paper(client_of, people):
    for each in opened(people):
        cards.print_card(each, people.facilitator)
    assert client_of("facilitator").get(page(people)).context["papers"] == []


@pytest.mark.one_database
def test_the_list_costs_as_much_for_many_as_for_few(client_of, people, django_assert_max_num_queries):
    for number in range(3):
        named = [(f"P{number} {place}", "") for place in range(20)]
        new_account.open_several(people.here, named, f"{number:022}", people.facilitator)
        LoginCard.objects.bulk_create(
            LoginCard(user=user, words_hmac=str(user.pk), token_hash=str(user.pk))
            for user in User.objects.filter(display_name__startswith=f"P{number} ")
        )
    client = client_of("facilitator")
    client.get(page(people))
    with django_assert_max_num_queries(16):
        assert "P2 19" in client.get(page(people)).text


def test_whoever_runs_two_groups_prints_in_each_for_its_own(client_of, people):
    Membership.objects.create(user=people.facilitator, peer_group=people.elsewhere, **facilitates())
    here = opened(people)
    answer = client_of("facilitator").post(page(people, people.elsewhere), {"people": [value(here[0])]})
    assert answer.status_code == 422 and not LoginCard.objects.exists()


def heights(pdf: bytes) -> dict[str, list[float]]:
    """Return, in points from the foot of the first page, how high each run of text stands."""
    found: dict[str, list[float]] = {}

    def note(text, outer, inner, *_font):
        if text.strip():
            found.setdefault(text.strip(), []).append(inner[5] * outer[3] + outer[5])

    PdfReader(BytesIO(pdf)).pages[0].extract_text(visitor_text=note)
    return found


def test_what_is_written_stays_on_its_card_whatever_the_address_of_the_site(client_of, people, settings):
    settings.ORIGIN = "https://apprendre-ensemble.entraide-mutuelle-des-pays.exemple.org"
    three = opened(people)
    found = heights(client_of("facilitator").post(page(people), {"people": [value(each) for each in three]}).content)
    lowest = max(found[next(text for text in found if text.endswith("ici."))])
    (below,) = found["Pour Sol"]
    assert lowest > below + 9 * 72 / 25.4, "the name of the second row stands nine millimetres under the first row"
