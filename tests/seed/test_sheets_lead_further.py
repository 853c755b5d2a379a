"""The first sheets and what stands near them, as the seed writes the site."""

import pytest

from content.around.neighbours import neighbourhood
from content.around.rows import Kind
from content.models import PracticePage
from content.practices.sheets.screens import further_from
from courses.learning.near_sheets import sheets_near
from courses.models import LessonPage

pytestmark = pytest.mark.usefixtures("seeded")
LED_TO = {
    "il-manque-douze-euros": "Quand il manque de l’argent : deux regards, zéro accusation",
    "pas-de-quorum": "Compter les présences, les pouvoirs, le quorum",
    "sa-photo-est-en-ligne": "Des photos avec accord : demander deux fois",
    "le-parrain-ne-vient-pas": "La convention de parrainage, clause par clause",
    "son-premier-atelier": "Un membre mène l’atelier, vous l’épaulez",
    "la-date-limite-approche": "Une date limite : la trouver, la noter, la vérifier",
}


def test_each_sheet_leads_to_a_lesson_or_a_module():
    alone = [sheet.slug for sheet in PracticePage.objects.live() if not further_from(sheet)]
    assert alone == []


@pytest.mark.parametrize(("slug", "title"), LED_TO.items())
def test_a_sheet_leads_first_to_the_lesson_of_its_situation(slug, title):
    first = further_from(PracticePage.objects.get(slug=slug))[0]
    assert first.title.replace("\N{NO-BREAK SPACE}", " ") == title


def test_one_lesson_in_two_leads_to_a_sheet():
    lessons = LessonPage.objects.live()
    led = [lesson for lesson in lessons if sheets_near(lesson, lesson.get_parent(), 1)]
    assert len(led) * 2 >= len(lessons)


def test_a_lesson_and_a_sheet_say_of_each_other_that_they_are_near():
    """Read all at once for sheets, apart for a lesson: one rule."""
    around = neighbourhood()
    for lesson in LessonPage.objects.live():
        apart = [sheet.pk for sheet in sheets_near(lesson, lesson.get_parent(), 2)]
        assert apart == [sheet.pk for sheet in around.by_facts(lesson.pk, Kind.SHEET, 2)], lesson.slug
