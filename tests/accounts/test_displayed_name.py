"""A displayed name names somebody: it takes neither the words nor the voice of the site."""

import pytest
from django.urls import reverse

from accounts.admin_people.viewset import PersonCreationForm
from accounts.displayed_name import NOT_A_NAME, SPEAKING_FOR_OTHERS, speaks_for_others
from accounts.models import User
from content.practices.questions import answer_rules
from content.practices.sheets import signatures
from lib.text import fold_words

IMITATING = (
    "une personne de l’équipe du site",
    "UNE  PERSONNE élue d’un GEM",
    "L’équipe du site",
    "Éntrepairs",
    "La modération",
    "Pair-Advocate",
    "pair\N{EN DASH}advocate",
    "Une pe\N{ZERO WIDTH SPACE}rsonne du site",
    "La coordination du réseau",
    "Modératrice",
    "Les Modérateurs",
    "Moder\N{LATIN SMALL LETTER ALPHA}tion",
    "ᴍᴏᴅÉʀᴀᴛɪᴏɴ",
    "M\N{LATIN SMALL LETTER O WITH STROKE}dération",
    "M0dérat1on",
    "Modératlon",
    "Equlpe du site",
    "Entre-pairs",
    "Entrepa\N{LATIN LETTER SMALL CAPITAL I}rs",
    "ꓰꓠꓔꓣꓰꓑꓮꓲꓣꓢ",
)


@pytest.mark.parametrize("name", IMITATING)
def test_a_member_takes_no_name_of_a_function_or_of_the_team(client_of, people, name):
    answer = client_of("member").post(reverse("accounts:name"), {"display_name": name})
    assert answer.status_code == 422
    assert NOT_A_NAME in answer.content.decode()
    people.member.refresh_from_db()
    assert not speaks_for_others(people.member.display_name)


@pytest.mark.parametrize("name", ["Anne", "Personne", "Modeste", "Lune", "Cordélia", "Pair", "Nour 3"])
def test_a_first_name_or_a_nickname_is_taken(name):
    assert not speaks_for_others(name)


def test_all_that_the_site_signs_with_is_kept_from_names():
    signed = [
        *(signatures.MEMBER, signatures.FACILITATOR, signatures.ELECTED, signatures.PEER_ADVOCATE, signatures.TEAM),
        answer_rules.CREDIT,
    ]
    assert [words for words in signed if not speaks_for_others(words)] == []
    assert all(words == fold_words(words) and " " not in words for words in SPEAKING_FOR_OTHERS)


def test_a_name_borne_already_stays(client_of, people):
    User.objects.filter(pk=people.member.pk).update(display_name="Pair-advocate (démonstration)")
    answer = client_of("member").post(reverse("accounts:name"), {"display_name": "Pair-advocate (démonstration)"})
    assert answer.status_code == 302


def test_the_team_names_its_own_accounts(db):
    password = "une phrase assez longue"
    said = {"username": "moderation-1", "display_name": "Modération", "password1": password, "password2": password}
    form = PersonCreationForm(said)
    assert form.is_valid(), form.errors
