"""The sensitive texts of a share: left out, or kept by a tick that holds for one text as it is written."""

from dataclasses import replace

import pytest

from passport.sensitive import finder
from passport.sharing import sensitive_texts, snapshot
from passport.sharing.snapshot import FrozenConfirmation, FrozenEntry

FROZEN = FrozenEntry(
    title="T", task="", setting="", own_words="", is_collective=False, my_part="", domain="D", unit="U",
    how="a appris", practice="a essayé", frequency="", occasions=(), confirmations=(),
)  # fmt: skip
FINDER = finder.Finder(["GEM"])


def discreet(entry_id, frozen, kept):
    return sensitive_texts.discreet_entry(entry_id, frozen, FINDER, kept)


@pytest.mark.parametrize("field", ["task", "setting", "own_words", "my_part"])
def test_a_text_is_left_out_and_a_tick_keeps_that_very_text(field):
    said = replace(FROZEN, **{field: "au GEM"})
    assert getattr(discreet(7, said, []), field) == ""
    key = sensitive_texts.remarks_on_entry(7, said, FINDER)[0].key
    assert getattr(discreet(7, said, [key]), field) == "au GEM"
    changed = replace(said, **{field: "au GEM d’ici"})
    assert getattr(discreet(7, changed, [key]), field) == ""
    assert getattr(discreet(8, said, [key]), field) == ""


def test_a_key_is_the_one_that_sessions_hold():
    [remark] = sensitive_texts.remarks_on_entry(7, replace(FROZEN, task="au GEM"), FINDER)
    assert remark.key == "7.task.770f1ec6c806c64f"
    confirmed = FrozenConfirmation(3, "un pair", "au GEM", "", ())
    [remark] = sensitive_texts.remarks_on_entry(7, replace(FROZEN, confirmations=(confirmed,)), FINDER)
    assert remark.key == "7.confirmation3-sentence.770f1ec6c806c64f"
    texts = {"shown_name": "", "looking_for": "au GEM", "how_helped": ""}
    [remark] = sensitive_texts.remarks_on_share(texts, FINDER)
    assert remark.key == "0.looking_for.770f1ec6c806c64f"


def test_a_title_left_out_leaves_the_entry_out():
    said = replace(FROZEN, title="Animer le GEM")
    assert discreet(7, said, []) is None
    assert discreet(7, said, [sensitive_texts.remarks_on_entry(7, said, FINDER)[0].key]) == said


@pytest.mark.parametrize("field", ["domain", "unit"])
def test_the_headings_of_the_catalogue_are_looked_at_too(field):
    said = replace(FROZEN, **{field: "Vivre au GEM"})
    assert getattr(discreet(7, said, []), field) == snapshot.OTHER_SKILLS
    [remark] = sensitive_texts.remarks_on_entry(7, said, FINDER)
    assert (remark.is_heading, remark.can_be_changed) == (True, False)
    assert discreet(7, said, [remark.key]) == said


def test_the_signs_of_a_confirmation_are_looked_at_too():
    confirmed = FrozenConfirmation(3, "un pair", "Bien", "", ("Je sers", "Je sers au GEM", "Je range"))
    said = replace(FROZEN, confirmations=(confirmed,))
    [left] = discreet(7, said, []).confirmations
    assert left.indicators == ("Je sers", "Je range")
    [remark] = sensitive_texts.remarks_on_entry(7, said, FINDER)
    assert not remark.can_be_changed
    assert discreet(7, said, [remark.key]) == said


def test_the_words_of_a_confirmation_are_looked_at_too():
    confirmed = FrozenConfirmation(3, "un pair", "Vue au GEM", "Alix du GEM", ("a",))
    said = replace(FROZEN, confirmations=(confirmed,))
    [left] = discreet(7, said, []).confirmations
    assert left == FrozenConfirmation(3, "un pair", "", "", ("a",))
    remarks = sensitive_texts.remarks_on_entry(7, said, FINDER)
    assert [remark.can_be_changed for remark in remarks] == [False, False]
    [kept] = discreet(7, said, [remark.key for remark in remarks]).confirmations
    assert kept == confirmed


def test_a_remark_says_what_leaving_its_text_out_would_do():
    said = replace(FROZEN, title="Animer le GEM", task="au GEM", unit="Vivre au GEM")
    remarks = sensitive_texts.remarks_on_entry(7, said, FINDER)
    texts = {"shown_name": "Alix du GEM", "looking_for": "", "how_helped": ""}
    remarks += sensitive_texts.remarks_on_share(texts, FINDER)
    told = {each.field: (each.is_title, each.is_name, each.is_heading, each.can_be_changed) for each in remarks}
    assert told == {
        "title": (True, False, False, True),
        "task": (False, False, False, True),
        "unit": (False, False, True, False),
        "shown_name": (False, True, False, True),
    }


def test_an_entry_frozen_before_confirmations_existed_is_looked_at_alike():
    said = replace(FROZEN, task="au GEM", confirmations=None)
    assert discreet(7, said, []) == replace(said, task="")
