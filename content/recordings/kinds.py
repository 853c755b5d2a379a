"""What the site keeps of a recording once cleaned, and how it is said. Needs nothing of the site."""

from typing import NamedTuple

AUDIO, VIDEO = "audio", "video"
LONGEST = 20 * 60  # seconds


class Cleaned(NamedTuple):
    """A recording without what it says of people: its bytes, their kind as an ending, what was read in them.

    `seconds` is 0 when nothing says it; `width` and `height` are in pixels, 0 for a sound.
    """

    content: bytes
    ending: str
    seconds: float
    width: int = 0
    height: int = 0


# The type that each kind is served as: the ending alone decides, and it was given after the bytes were read.
CONTENT_TYPES = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "mp4": "video/mp4",
    "webm": "video/webm",
}
ENDINGS = {AUDIO: ("mp3", "m4a", "wav"), VIDEO: ("mp4", "webm")}
