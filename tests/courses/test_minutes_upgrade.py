"""A site of before the minutes were counted anew: they are right once it is migrated."""

import importlib

import pytest
from django.apps import apps

from courses.models import LessonPage, ModulePage
from tests.courses.factories import LessonPageFactory, text_block

pytestmark = pytest.mark.django_db


def test_lessons_and_modules_say_their_minutes_again(module):
    lesson = LessonPageFactory(parent=module, body=[text_block("mot " * 280)])
    draft = LessonPageFactory(parent=module, body=[text_block("mot " * 420)], live=False)
    LessonPage.objects.update(minutes=9)
    ModulePage.objects.update(minutes=9)
    importlib.import_module("courses.migrations.0005_minutes_of_what_is_read").recount(apps, None)
    others = LessonPage.objects.child_of(module).live().exclude(pk=lesson.pk)
    assert LessonPage.objects.get(pk=lesson.pk).minutes == 2
    assert LessonPage.objects.get(pk=draft.pk).minutes == 3
    assert ModulePage.objects.get(pk=module.pk).minutes == 2 + sum(each.minutes for each in others)
