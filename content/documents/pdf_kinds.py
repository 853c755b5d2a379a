"""What a PDF may do and lead to: each kind of action, of note and of list of the catalog that stays is known.

Nothing is refused here: what a page draws does not need the rest, which goes.
"""

from collections.abc import Iterator
from typing import Any

from pypdf.errors import PdfReadError
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from content.documents.addresses import Leads, leads

ACTIONS = frozenset({"/GoTo", "/URI", "/Named"})  # turn to a place, follow a link, turn a page
TURNS = frozenset({"/NextPage", "/PrevPage", "/FirstPage", "/LastPage"})  # not printing, not saving
DOING = ("/A", "/PA", "/NA", "/Next", "/OpenAction")  # on a click, on the next one, as the document opens
SCRIPTS = ("/AA", "/JS", "/JavaScript", "/XFA", "/RichMediaContent", "/OnInstantiate")
# A note on a page: words, lines, links, fields. Not a film, a sound, a file, a scene, each with what it asks for.
NOTES = frozenset(
    {"/Text", "/Link", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight", "/Underline"}
    | {"/Squiggly", "/StrikeOut", "/Caret", "/Stamp", "/Ink", "/Popup", "/Widget", "/Watermark", "/PrinterMark"}
)
# Of the catalog: pages, contents, layers, tags, fields. Not where pages came from, what they ask, what is joined.
CATALOG = frozenset(
    {"/Type", "/Version", "/Pages", "/PageLabels", "/Names", "/Dests", "/ViewerPreferences", "/PageLayout", "/PageMode"}
    | {"/Outlines", "/Threads", "/OpenAction", "/AcroForm", "/StructTreeRoot", "/MarkInfo", "/Lang", "/OutputIntents"}
    | {"/OCProperties", "/Extensions"}
)
ON_A_PAGE = frozenset({"/Subtype", "/Rect", "/FT", "/Parent", "/Title"})  # of a note, a field, a line of the contents
FILE = frozenset({"/Filespec", "/F"})
PRINTED = ("/PS", "/Subtype2", "/Level1")  # PostScript for a printer, which runs it (ISO 32000-1, 8.8.2)


def clean_catalog(catalog: DictionaryObject) -> None:
    """Take out of the catalog what is not known; of its names, all but places in the text."""
    _keep(catalog, CATALOG)
    names = value(catalog, "/Names")
    if isinstance(names, DictionaryObject):
        _keep(names, {"/Dests"})


def clean(found: DictionaryObject) -> None:
    """Take out of a dictionary the notes, the actions and the other files that do not stay."""
    if "/Rect" in found and "/Subtype" in found and value(found, "/Subtype") not in NOTES:
        found.clear()
    for key in (*SCRIPTS, *(key for key in DOING if key in found and not _stays(found, key))):
        found.pop(key, None)
    if _follows_a_link(value(found, "/OpenAction")):
        found.pop("/OpenAction")
    if "/URI" in found and not _leads_to_a_site(found):
        found.pop("/URI")
    if isinstance(value(found, "/F"), str | bytes) and not isinstance(found, StreamObject):
        found.pop("/F")
    for key in [key for key, held in dict.items(found) if _is_file(held)]:
        found.pop(key)
    if isinstance(found, StreamObject):
        _clean_printed(found)


def _clean_printed(found: StreamObject) -> None:
    """Take out the programs that a page hands to its printer: no screen shows them."""
    if "/PS" in {value(found, "/Subtype"), value(found, "/Subtype2")}:
        found.clear()
        found._data = b""
    for key in PRINTED:
        found.pop(key, None)


def clean_list(found: ArrayObject) -> None:
    """Take the other files out of a list."""
    if any(_is_file(each) for each in list.__iter__(found)):
        found[:] = [each for each in list.__iter__(found) if not _is_file(each)]


def clean_notes(found: DictionaryObject) -> None:
    """Take the notes of another kind out of the list of a page, once each has been cleaned."""
    notes = value(found, "/Annots")
    if isinstance(notes, ArrayObject):
        notes[:] = [each for each in list.__iter__(notes) if _is_note(each)]


def value(found: DictionaryObject, key: str) -> Any:
    """Return the value of a key, itself or by its number; None without the key."""
    return found[key] if key in found else None  # noqa: SIM401 - `get` leaves the number


def parts(action: Any, *followed: str) -> Iterator[DictionaryObject]:
    """Yield the dictionaries of an action, each once, and those its `followed` keys name: ways cross without end."""
    waiting, seen = [action], dict[int, Any]()  # held, so that no other takes its number
    while waiting:
        each = waiting.pop()
        each = each.get_object() if each is not None else None
        if id(each) in seen:
            continue
        seen[id(each)] = each
        if isinstance(each, ArrayObject):
            waiting += list.__iter__(each)
        elif isinstance(each, DictionaryObject):
            yield each
            waiting += [value(each, key) for key in followed]


def _keep(found: DictionaryObject, known: frozenset[str] | set[str]) -> None:
    for key in found.keys() - known:
        found.pop(key)


def _found(held: Any) -> Any:
    """Return what is held, itself or by its number; None for a number that leads to nothing, as some programs write."""
    try:
        return held.get_object() if held is not None else None
    except PdfReadError:
        return None


def _is_note(held: Any) -> bool:
    each = _found(held)
    return isinstance(each, DictionaryObject) and value(each, "/Subtype") in NOTES


def _stays(found: DictionaryObject, key: str) -> bool:
    """Whether what a key does stays. The same key may be a tag, a letter of a font, the next line of the contents."""
    held = value(found, key)
    acts = any("/S" in each for each in parts(held))
    if key == "/Next" and "/S" not in found:
        return not acts
    if not acts and (isinstance(held, ArrayObject) if key == "/OpenAction" else not ON_A_PAGE & found.keys()):
        return True
    return all(_is_harmless(each) for each in parts(held)) and (key == "/Next" or isinstance(held, DictionaryObject))


def _is_harmless(action: DictionaryObject) -> bool:
    kind = str(value(action, "/S"))
    if kind not in ACTIONS:
        return False
    if kind == "/Named":
        return value(action, "/N") in TURNS
    return kind == "/GoTo" or _leads_to_a_site(action)


def _leads_to_a_site(action: DictionaryObject) -> bool:
    address = value(action, "/URI")
    return isinstance(address, str) and leads(address) is Leads.ON_A_CLICK


def _follows_a_link(action: Any) -> bool:
    """Whether an action, or one that comes after it, leads to an address: nobody has clicked as a document opens."""
    return any(value(each, "/S") == "/URI" for each in parts(action, "/Next"))


def _is_file(held: Any) -> bool:
    """Whether what is held is another file, by its address or its place."""
    each = _found(held)
    if not isinstance(each, DictionaryObject) or isinstance(each, StreamObject):
        return False
    return value(each, "/Type") in FILE or "/UF" in each or isinstance(value(each, "/FS"), str | bytes)
