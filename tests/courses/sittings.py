"""What the tests of « Je m'entraîne » ask and send."""

import html
import re

import pytest

from tests.courses.factories import address

URL = "/formations/entrainement/"
SITTING = f"{URL}?melange=7"
LEGEND = re.compile(r'<h2 class="quiz-question" id="titre-[^"]+">([^<]+)</h2>')
READERS = pytest.mark.parametrize("kind", ["visitor", "member"])


def mark(browser, *lessons) -> None:
    for lesson in lessons:
        browser.post(address(lesson, "fini"), {"action": "done"})


def asked_by(browser, sitting=SITTING, total=6) -> list[str]:
    """Return the texts of the questions of a sitting, in order."""
    pages = [browser.get(f"{sitting}&numero={number}").text for number in range(1, total + 1)]
    return [html.unescape(text) for page in pages for text in LEGEND.findall(page)]


def send(browser, block, chosen, attempt=1, number=1):
    data = {"melange": 7, "numero": number, "question": block["id"], "attempt": attempt, "choices": chosen}
    return browser.get(URL, data)
