"""The seed files: where they are, how to read them, how to recognise their content."""

import hashlib
import json
from pathlib import Path
from typing import Any

from config.seeding.typography import french_typography

SEED_DIR = Path(__file__).resolve().parents[3] / "content" / "seed"
ADDRESSES = {"url", "source_url", "website"}  # French typography would break them


def load(name: str) -> Any:
    """Return the content of `content/seed/<name>.json`, with French typography.

    Raises FileNotFoundError or json.JSONDecodeError: a broken seed file stops the seed.
    """
    return _polish(json.loads((SEED_DIR / f"{name}.json").read_text(encoding="utf-8")))


def _polish(value: Any) -> Any:
    if isinstance(value, str):
        return french_typography(value)
    if isinstance(value, list):
        return [_polish(each) for each in value]
    if isinstance(value, dict):
        return {key: each if key in ADDRESSES else _polish(each) for key, each in value.items()}
    return value


def fingerprint(content: Any) -> str:
    """Return the SHA-256, hexadecimal, of anything JSON can write: equal for equal content."""
    written = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(written.encode()).hexdigest()
