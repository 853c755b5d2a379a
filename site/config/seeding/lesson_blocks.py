"""The lessons of the seed files as StreamField values, with ids that never change."""

import uuid
from html import escape
from typing import Any

# The namespace the question ids of the seed files were made in; block ids share it.
NAMESPACE = uuid.UUID("5b0f3a52-6a0c-5c39-9d0e-7f6d3f0c2a11")
Raw = dict[str, Any]


def stable_id(path: str) -> str:
    """Return the id of a thing of the seed, computed from its path: the same on every machine."""
    return str(uuid.uuid5(NAMESPACE, path))


def lesson_body(path: str, data: dict[str, Any]) -> list[Raw]:
    """Return « En bref », the text, then the questions. `path` is `module/ordinal of the lesson`."""
    blocks = [_block(f"{path}/brief", "brief", {"points": _items(f"{path}/brief", data["brief"])})]
    blocks += _text_blocks(path, data["text"])
    return blocks + [_question(each) for each in data["questions"]]


def easy_body(path: str, sentences: list[str]) -> list[Raw]:
    """Return the easy-read version of a lesson: one list of sentences."""
    return [_block(f"{path}/easy", "sentences", _items(f"{path}/easy", sentences))]


def _text_blocks(lesson_path: str, parts: list[dict[str, Any]]) -> list[Raw]:
    """Join the paragraphs and lists that follow each other in one block; steps and numbers to call stand alone."""
    blocks: list[Raw] = []
    for number, part in enumerate(parts):
        path = f"{lesson_path}/text/{number}"
        if part["kind"] == "steps":
            blocks.append(_block(path, "steps", {"title": "", "steps": _items(path, part["items"])}))
        elif part["kind"] == "call":
            value = {"who": part["who"], "number": part["number"], "when": part["when"], "link": ""}
            blocks.append(_block(path, "call", value))
        elif blocks and blocks[-1]["type"] == "text":
            blocks[-1]["value"]["text"] += _html(part)
        else:
            blocks.append(_block(path, "text", {"heading": "", "text": _html(part)}))
    return blocks


def _question(data: dict[str, Any]) -> Raw:
    choices = [
        {
            "type": "item",
            "id": choice["id"],
            "value": {"text": choice["text"], "is_right": choice["correct"], "explanation": ""},
        }
        for choice in data["choices"]
    ]
    value = {
        "question": data["question"],
        "kind": data["kind"],
        "choices": choices,
        "explanation": data["explanation"],
    }
    return {"type": "question", "id": data["id"], "value": value}


def _html(part: dict[str, Any]) -> str:
    if part["kind"] == "list":
        return "<ul>" + "".join(f"<li>{escape(item, quote=False)}</li>" for item in part["items"]) + "</ul>"
    return f"<p>{escape(part['text'], quote=False)}</p>"


def _items(path: str, values: list[Any]) -> list[Raw]:
    return [{"type": "item", "id": stable_id(f"{path}/item/{n}"), "value": value} for n, value in enumerate(values)]


def _block(path: str, kind: str, value: Any) -> Raw:
    return {"type": kind, "id": stable_id(path), "value": value}
