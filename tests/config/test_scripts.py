"""Scripts of public pages are written in words of before 2019: a browser drops a whole file for one it cannot read."""

import re
from pathlib import Path

import pytest
from django.conf import settings

STATIC = Path(settings.BASE_DIR) / "static" / "js"
OF_EDITORS = {"admin-paste.js", "print-preview.js"}
# Neither Safari 12 nor Chrome 69 knows them: the first are mistakes of syntax there, the others are missing.
TOO_NEW = {
    "optional chaining": r"\w\?\.[\w(\[]|\)\?\.",
    "a value for none": r"\?\?",
    "assignment of a condition": r"(?:\|\||&&)=",
    "a look behind": r"\(\?<[=!]",
    "private names and fields": r"\bthis\.#|^\s*static\b",
    "numbers with signs": r"\b\d+_\d+\b",
    "functions": r"\.(?:replaceAll|matchAll|flat|flatMap|at|fromEntries|allSettled|any|replaceChildren)\(",
}


@pytest.mark.parametrize("name", sorted(path.name for path in STATIC.glob("*.js") if path.name not in OF_EDITORS))
def test_a_script_has_no_word_that_an_old_browser_does_not_read(name):
    text = (STATIC / name).read_text()
    found = {kind: re.findall(pattern, text, re.MULTILINE) for kind, pattern in TOO_NEW.items()}
    assert {kind: words for kind, words in found.items() if words} == {}
