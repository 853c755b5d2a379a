"""Every field of a name asks for something that can be seen, and keeps nothing that turns the line."""

import pytest
from django.forms import Form

from accounts.account.forms import NameForm
from accounts.admin_people.viewset import PersonCreationForm, PersonEditForm
from accounts.groups.forms import OpenAccountForm
from accounts.groups.public_page_forms import CollectivePageForm, GroupPageForm
from accounts.sign_in.passkey_forms import NamePasskeyForm
from lib.form_fields import Name
from passport.reader.forms import ReaderForm, SpokenCodeForm
from passport.sharing.forms import ContentForm, RecipientForm
from passport.sharing.reader_page import ReplyForm

FIELDS = [
    (NameForm, "display_name"),
    (OpenAccountForm, "display_name"),
    (PersonCreationForm, "display_name"),
    (PersonEditForm, "display_name"),
    (NamePasskeyForm, "name"),
    (ReaderForm, "reader"),
    (SpokenCodeForm, "reader"),
    (ReplyForm, "name"),
    (ReplyForm, "organisation"),
    (ContentForm, "shown_name"),
    (RecipientForm, "other"),
]


@pytest.mark.parametrize(("form", "field"), FIELDS)
def test_the_field_is_one_of_a_name(form: type[Form], field: str):
    assert isinstance(form.base_fields[field], Name)


def test_a_name_that_is_asked_for_must_be_seen(db):
    form = NameForm({"display_name": "\N{BRAILLE PATTERN BLANK}"})
    assert "au moins une lettre" in form.errors["display_name"][0]
    form = NameForm({"display_name": "Nour\N{RIGHT-TO-LEFT OVERRIDE}"})
    assert form.is_valid()
    assert form.cleaned_data["display_name"] == "Nour"


def test_a_name_that_may_be_empty_is_empty_when_nothing_is_seen():
    form = ReaderForm({"reader": "\N{ZERO WIDTH SPACE}"})
    assert form.is_valid()
    assert form.cleaned_data["reader"] == ""


EM, OMICRON, GO = "\N{CYRILLIC CAPITAL LETTER EM}", "\N{GREEK CAPITAL LETTER OMICRON}", "\N{CHEROKEE LETTER GO}"


@pytest.mark.parametrize("name", [f"{EM}. Martin", f"{OMICRON}livier", f"{GO}lix", "Мария Martin", "\N{MICRO SIGN}na"])
def test_a_name_that_mixes_alphabets_is_refused_beside_its_field(db, name):
    """« М » stands for « M »: nobody is warned of a name that stands twice."""
    form = NameForm({"display_name": name})
    assert "un seul alphabet" in form.errors["display_name"][0]


@pytest.mark.parametrize(
    "name", ["Мария", "Ελένη", "Nour 2", "Éloïse d’Açores", "Mei 美", "نور Nour", "K\N{KELVIN SIGN}"]
)
def test_a_name_in_one_alphabet_whichever_is_kept(db, name):
    assert NameForm({"display_name": name}).is_valid()


@pytest.mark.parametrize("form", [GroupPageForm, CollectivePageForm])
def test_the_name_of_a_place_of_the_directory_mixes_no_alphabets_either(db, form):
    assert "un seul alphabet" in form({"name": f"GE{EM} de Nantes"}).errors["name"][0]
    assert "name" not in form({"name": "GEM de Nantes"}).errors
