"""The forms of Unicode, in a time that grows as the text does: no letter brings more marks than can be sorted."""

import unicodedata
from pathlib import Path

import pytest
from django.conf import settings

from lib.text import MOST_MARKS, composed, fold, normalized

FORMS = ["NFC", "NFD", "NFKC", "NFKD"]
# What Unicode sorts behind a letter: plain marks, marks that are two, signs that become marks.
PAIRS = ["\u0301\u0323", "\u0344\u0323", "\u0f73\u0f75", "\uff9e\u0301", "\U0001e8d0\u0301"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", ["Évreux", "œuvre", "Việt Nam", "ক্ষমা", "נִקּוּד", "각", "ｶﾞ", "e" + "\u0301\u0323" * 10])
def test_what_people_write_has_the_form_of_unicode(form, text):
    assert normalized(form, text) == unicodedata.normalize(form, text)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("pair", PAIRS)
def test_a_letter_keeps_no_more_marks_than_can_be_sorted(form, pair):
    marks = [sign for sign in normalized(form, f"a{pair * 1_000}b") if unicodedata.combining(sign)]
    assert 0 < len(marks) <= 2 * MOST_MARKS  # one sign may be two marks


def test_text_after_such_a_letter_is_read():
    assert fold("e" + "\u0301\u0323" * 1_000 + "cole é") == "ecole e"
    assert composed("e\u0301" * 1_000) == "é" * 1_000


def test_only_one_module_asks_python_for_a_form():
    folders = ("site", "content", "passport", "courses")
    files = [path for folder in folders for path in (settings.BASE_DIR / folder).rglob("*.py")]
    asking = [path.relative_to(settings.BASE_DIR) for path in files if "unicodedata.normalize" in path.read_text()]
    assert asking == [Path("site/lib/text.py")]
