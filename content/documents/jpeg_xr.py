"""JPEG XR, in which Word keeps a photo that it has retouched: a list of tags as in TIFF (ITU-T T.832, annex A). Pure.

Those of the picture and its colours stay where they are. The others (description, camera, author, day, place) are
blanked with what they lead to.
"""

import struct

BEGINNING = b"II\xbc"
PICTURE, COLOURS = range(0xBC00, 0xBD00), 0x8773
INNER = {0x8769, 0x8825, 0xA005}  # lists of a camera, of a place
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}  # bytes of each kind of value
INLINE, ENTRY = 4, 12  # bytes
MOST_LISTS = 50


def without_metadata(content: bytes) -> bytes:
    """Return a picture, as long as it was, that says nothing of people.

    Raises ValueError or struct.error for a damaged one.
    """
    data = bytearray(content)
    (at,) = struct.unpack_from("<I", data, 4)
    for _ in range(MOST_LISTS):
        if not at:
            return bytes(data)
        at = _clear(data, at)
    raise ValueError("lists without end")


def _clear(data: bytearray, at: int, *, is_inner: bool = False) -> int:
    """Blank the entries of a list that do not stay; return where the next list is."""
    (count,) = struct.unpack_from("<H", data, at)
    start, end = at + 2, at + 2 + count * ENTRY
    (following,) = struct.unpack_from("<I", data, end)
    kept = []
    for place in range(start, end, ENTRY):
        tag, kind, many, value = struct.unpack_from("<HHII", data, place)
        if not is_inner and (tag in PICTURE or tag == COLOURS):
            kept.append(bytes(data[place : place + ENTRY]))
            continue
        size = SIZES.get(kind, 1) * many
        if tag in INNER and not is_inner:
            _clear(data, value, is_inner=True)
        elif size > INLINE:
            stop = min(value + size, len(data))
            data[value:stop] = bytes(max(0, stop - value))
    data[at : end + 4] = (struct.pack("<H", len(kept)) + b"".join(kept) + struct.pack("<I", following)).ljust(
        end + 4 - at, b"\0"
    )
    return following
