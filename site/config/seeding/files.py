"""The seed files: where they are, how to read them, how to recognise their content."""

import hashlib
import json
import tomllib
from pathlib import Path
from typing import Any

from config.seeding.typography import french_typography

SEED_DIR = Path(__file__).resolve().parents[3] / "content" / "seed"
AS_TYPED = {"url", "source_url", "website", "link", "key"}  # French typography would break them


def load(name: str) -> Any:
    """Return the content of `content/seed/<name>.json` or `.toml`, or of each file of the folder of that name in their
    order, with French typography.

    Raises FileNotFoundError, json.JSONDecodeError or tomllib.TOMLDecodeError: a broken seed file stops the seed.
    """
    folder = SEED_DIR / name
    if folder.with_suffix(".toml").exists():
        return _polish(tomllib.loads(folder.with_suffix(".toml").read_text(encoding="utf-8")))
    if folder.is_dir():
        found = [_polish(tomllib.loads(path.read_text(encoding="utf-8"))) for path in folder.glob("*.toml")]
        return sorted(found, key=lambda each: (each["order"], each["key"]))
    return _polish(json.loads((SEED_DIR / f"{name}.json").read_text(encoding="utf-8")))


def _polish(value: Any) -> Any:
    if isinstance(value, str):
        return french_typography(value)
    if isinstance(value, list):
        return [_polish(each) for each in value]
    if isinstance(value, dict):
        return {key: each if key in AS_TYPED else _polish(each) for key, each in value.items()}
    return value


def fingerprint(content: Any) -> str:
    """Return the SHA-256, hexadecimal, of anything JSON can write: equal for equal content."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()
