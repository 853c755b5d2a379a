"""The name of a skill of the catalogue, once somebody wrote that they saw it: no moderator gives it another meaning."""

import pytest
from django.core.exceptions import ValidationError

from passport.models import Confirmation
from passport.models.skill import CONFIRMED, LOOSE
from tests.passport.factories import make_confirmation, make_line, make_skill

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
State = Confirmation.State


@pytest.fixture
def skill():
    return make_skill()


def renamed(skill, label: str) -> bool:
    """Return whether the skill may be called so."""
    skill.label = label
    try:
        skill.full_clean()
    except ValidationError as error:
        assert error.message_dict == {"label": [CONFIRMED]}
        return False
    return True


def test_a_skill_that_nobody_confirmed_is_renamed(people, skill):
    make_line(people.member, skill)
    assert renamed(skill, "Tenir un discours")


@pytest.mark.parametrize(
    ("state", "is_free"),
    [
        (State.WRITTEN, False),
        (State.ACCEPTED, False),
        (State.SET_ASIDE, False),
        (State.ASKED, True),
        (State.DECLINED, True),
        (State.WITHDRAWN, True),
    ],
)
def test_a_skill_that_somebody_confirmed_keeps_its_meaning(people, skill, state, is_free):
    make_confirmation(make_line(people.member, skill), people.board_member, state=state)
    assert renamed(skill, "Tenir un discours") is is_free


def test_its_accents_and_capitals_may_be_mended(people, skill):
    make_confirmation(make_line(people.member, skill), people.board_member)
    assert renamed(skill, skill.label.upper())
    skill.description = "Une autre phrase."
    skill.full_clean()


@pytest.mark.parametrize("mark", ["\u0336", "\u0363", "\u20e0"])
def test_no_mark_strikes_it_out_or_writes_over_it(people, skill, mark):
    skill.label = "".join(f"{letter}{mark}" for letter in skill.label)
    with pytest.raises(ValidationError) as refused:
        skill.full_clean()
    assert refused.value.message_dict == {"label": [LOOSE]}
