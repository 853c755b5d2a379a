"""A device that has voices, or none: headless Chromium has none of its own.

page = window()
listening(page, [FRENCH, REMOTE])     # before the page is opened
page.goto(…)
heard(page)                           # presses « Écouter », lets each sentence end, returns what was said
"""

import json
from typing import Any, TypedDict

from playwright.sync_api import Page

FRENCH = {"name": "Amélie", "lang": "fr-FR", "localService": True, "default": False}
CANADIAN = {"name": "Félix", "lang": "fr_CA", "localService": True, "default": False}
REMOTE = {"name": "Français (réseau)", "lang": "fr-FR", "localService": False, "default": True}
ENGLISH = {"name": "Daniel", "lang": "en-GB", "localService": True, "default": True}

START = "[data-listen-start]"
BAR = "[data-listen-bar]"
# What was said is kept on the page; how often a voice was silenced, beyond it.
DEVICE = """(() => {
    const device = new EventTarget();
    let voices = VOICES;
    let pending = null;
    const marked = () => {
        if (CSS.highlights === undefined) {
            return [...document.querySelectorAll(".listened")].map((each) => each.innerText).join("|");
        }
        return [...(CSS.highlights.get("listened") || [])].map((each) => each.toString()).join("|");
    };
    window.said = [];
    device.getVoices = () => voices;
    device.cancel = () => {
        pending = null;
        sessionStorage.silenced = Number(sessionStorage.silenced || 0) + 1;
    };
    device.speak = (utterance) => {
        const { text, rate, voice, lang } = utterance;
        pending = utterance;
        window.said.push({ text, rate, lang, voice: voice.name, marked: marked().replace(/\\s+/g, " ").trim() });
    };
    window.isSpeaking = () => pending !== null;
    window.endSentence = (happens = "onend") => {
        const utterance = pending;
        pending = null;
        if (utterance) {
            utterance[happens]();
        }
        return Boolean(utterance);
    };
    window.changeVoices = (others) => {
        voices = others;
        device.dispatchEvent(new Event("voiceschanged"));
    };
    Object.defineProperty(window, "speechSynthesis", { value: device });
    window.SpeechSynthesisUtterance = class {
        constructor(text) {
            this.text = text;
        }
    };
})()"""
WITHOUT_HIGHLIGHTS = "delete window.Highlight; delete CSS.highlights; Object.defineProperty(CSS, 'highlights', {});"


class Said(TypedDict):
    """A sentence given to a voice, and the words that were marked in the page when it was."""

    text: str
    rate: float
    lang: str
    voice: str
    marked: str


def listening(page: Page, voices: list[dict[str, Any]]) -> Page:
    """Give the device of a window these voices; return the window."""
    page.add_init_script(DEVICE.replace("VOICES", json.dumps(voices)))
    return page


def said(page: Page) -> list[Said]:
    """Return what has been said since the page was opened."""
    return page.evaluate("window.said")


def end_sentence(page: Page, times: int = 1) -> None:
    """Let the voice reach the end of its sentence, so many times."""
    for _ in range(times):
        assert page.evaluate("endSentence()"), "nothing is being said"


def heard(page: Page) -> list[Said]:
    """Press « Écouter » and let the voice go to the end; return all that was said."""
    page.locator(START).click()
    page.evaluate("() => { while (endSentence()) ; }")
    return said(page)
