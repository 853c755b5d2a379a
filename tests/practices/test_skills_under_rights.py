"""A skill that a sheet about rights shows: no one person gives it another name under what two have read."""

import pytest
from django.core.exceptions import ValidationError

from content.models import PracticePage
from content.practices.sheets.kept_names import READ_BY_TWO
from content.publishing import two_readers
from tests.courses.factories import FactFactory
from tests.passport.factories import make_skill
from tests.practices.factories import make_practice
from tests.practices.sent_sheets import desk, in_the_admin, is_live, send_rights_sheet

pytestmark = pytest.mark.django_db
ANOTHER = "Signer à la place de quelqu’un"


def renamed(skill, label: str) -> bool:
    """Return whether the skill may be called so."""
    skill.label = label
    try:
        skill.full_clean()
    except ValidationError as error:
        assert error.message_dict == {"label": [READ_BY_TWO]}
        return False
    return True


@pytest.mark.parametrize(
    ("said", "is_free"),
    [
        ({"about_rights": True}, False),
        ({"audience": "rights"}, False),
        ({"about_rights": True, "live": False}, True),
        ({}, True),
    ],
)
def test_a_skill_keeps_its_name_under_a_published_sheet_about_rights(index, said, is_free):
    skill = make_skill()
    make_practice(index, skills=[skill], **said)
    assert renamed(skill, ANOTHER) is is_free


def test_its_accents_and_capitals_may_be_mended_and_another_skill_is_free(index):
    skill, other = make_skill("Écrire une lettre"), make_skill()
    make_practice(index, skills=[skill], about_rights=True)
    assert renamed(skill, "ECRIRE une lettre")
    assert renamed(other, ANOTHER)


def test_a_version_of_the_site_corrects_what_its_first_sheets_show(index):
    """The seed checks what it writes: refused there, the site would not start."""
    skill, fact = make_skill(), FactFactory()
    make_practice(index, skills=[skill], facts=[fact], about_rights=True)
    fact.url = "https://exemple.fr/corrigee"
    with two_readers.first_content():
        assert renamed(skill, ANOTHER)
        fact.full_clean()
    assert not renamed(skill, ANOTHER)
    with pytest.raises(ValidationError):
        fact.full_clean()


def test_a_name_changed_between_two_readings_is_read_again(people, second):
    skill = make_skill()
    sheet = send_rights_sheet(people.member)
    draft = sheet.get_latest_revision_as_object()
    draft.skills.set([skill])
    draft.save_revision(user=people.member)
    desk(in_the_admin(people.moderator), sheet, "publier")
    latest = PracticePage.objects.get(pk=sheet.pk).get_latest_revision_as_object()
    assert two_readers.still_to_read(latest) == 1
    skill.label = ANOTHER
    skill.save()
    desk(in_the_admin(second), sheet, "publier")
    assert not is_live(sheet)
    desk(in_the_admin(people.moderator), sheet, "publier")
    assert is_live(sheet)
