"""A moderator confirms a reading as the desk showed it: said again meanwhile, it is read again first."""

import re

import pytest

from courses.group_readings import rules
from courses.models import GroupReading
from tests.courses.group_readers import runs

DESK = "/admin/remarques-des-groupes/lectures/"


def shown(desk, reading) -> str:
    """Return what the desk shows of a reading, as its button sends it."""
    form = rf'{reading.pk}/confirmer/">.*?name="seen" value="(\w+)"'
    return re.search(form, desk.get(DESK).text, re.DOTALL).group(1)


def press(desk, reading, seen=""):
    """Press « Confirmer » beside a reading, as it was read; return the page it leads to."""
    seen = seen or shown(desk, reading)
    return desk.post(f"{DESK}{reading.pk}/confirmer/", {"seen": seen}, follow=True)


@pytest.mark.parametrize("change", ["speaker", "credit"])
def test_a_reading_said_again_while_the_page_was_open_is_not_confirmed(
    client_of, people, module, two, moderator, change
):
    """Another person would speak for the group than the one the moderator knew."""
    desk = client_of("moderator")
    read, speaker = shown(desk, two[0]), two[0].said_by
    speaker, credit = (runs(people.here, "Une de plus"), two[0].credit) if change == "speaker" else (speaker, "nothing")
    rules.say(speaker, two[0].peer_group, module, credit)
    assert "Rien n’est fait" in press(desk, two[0], read).text
    assert not GroupReading.objects.confirmed().exists()
    assert "La lecture est confirmée." in press(desk, two[0]).text
    assert "La lecture est confirmée." in press(desk, two[0], read).text, "pressed twice"


def test_a_moderator_confirms_in_the_admin_and_reads_why_not(client_of, people, two, moderator):
    desk = client_of("moderator")
    page = desk.get(DESK).text
    assert page.count("Confirmer<") == 2 and str(two[0].said_by) not in page
    assert "La lecture est confirmée." in press(desk, two[0]).text
    GroupReading.objects.filter(pk=two[1].pk).update(said_by=two[0].said_by)
    page = press(desk, two[1]).text
    assert "Pas encore" in page and "Groupe d’ici" in page
    GroupReading.objects.filter(pk=two[1].pk).delete()
    assert "a retiré cette lecture" in press(desk, two[1], "x").text
