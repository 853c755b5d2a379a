"""The names under which what is sent twice enters once."""

import pytest
from django import forms

from accounts.models import User
from lib.idempotency import RefField, name_of, name_of_form, names_of_rows
from passport.models import Entry

REF = "r" * 22
SENDER = User(pk=7)


class Sent(forms.Form):
    """A page with a reference and one line."""

    line = forms.CharField()
    ref = RefField()


def name(line: str = "Bonjour", ref: object = REF, sender: User = SENDER) -> str:
    return name_of_form(Sent({"line": line, "ref": ref}), sender)


def test_a_name_fills_the_column_that_keeps_it():
    assert len(name_of(SENDER, REF, 1)) == len(name()) == Entry._meta.get_field("typed_from").max_length


def test_the_same_page_with_the_same_words_has_one_name_and_anything_else_another():
    assert name() == name()
    assert len({name(), name("Bonsoir"), name(ref="s" * 22), name(sender=User(pk=8)), name_of(SENDER, REF, 1)}) == 5


def test_a_row_keeps_its_name_wherever_it_stands_and_written_twice_it_has_two():
    first, second, third = names_of_rows(SENDER, REF, ["Café", "Thé", "Café"])
    assert len({first, second, third}) == 3
    assert names_of_rows(SENDER, REF, ["Thé", "Café"]) == [second, first]
    assert names_of_rows(User(pk=8), REF, ["Thé"]) != [second]


@pytest.mark.parametrize("odd", ["", "court", "é" * 22, "x" * 33, "r" * 22 + "\n"])
def test_an_odd_reference_never_names_the_same_thing_twice(odd):
    assert name(ref=odd) != name(ref=odd)
    assert Sent({"line": "Bonjour", "ref": odd}).is_valid(), "nobody typed it: nobody is told"


def test_each_display_of_a_page_has_its_own_reference():
    assert len({Sent()["ref"].value() for _ in range(10)}) == 10
    assert "hidden" in str(Sent()["ref"])
