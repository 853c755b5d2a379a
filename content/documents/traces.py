"""What an office program notes by itself of who worked on a document, when, and on which machine. Pure.

An attribute is known by its name, whatever holds it: the schemas of Word, Excel and LibreOffice give the same few names
to a person in a scenario, a lock, a signature line or a table, and a new element will too. Each function takes the
plain XML of `xml_text`, where « < » and « > » are only the ends of a tag: nothing of the text can be taken for one.
"""

import re
from collections.abc import Callable, Iterable
from functools import partial
from typing import NamedTuple

ATTRIBUTE = re.compile(r"\s([^\s=\"]+)=\"([^\"]*)\"")
# A file of somebody's computer or network: the name of the account is often in it, as Mac OS wrote it too.
LOCAL = (
    r"(?:file:|[A-Z]:[\\/]|\\\\|/(?:home|Users|Volumes|root|mnt|private|tmp|var)/|~/|[^\s\":<>/][^\":<>/]{0,60}:Users:)"
)
_WITH_PATH = re.compile(rf"<[^\s<>/?!]+\s[^<>]*?=\"\s*+{LOCAL}[^<>]*+>", re.IGNORECASE)
_PATH = re.compile(rf"\s*{LOCAL}", re.IGNORECASE)
# A person: « userName », « refreshedBy », « author », « initials », « suggestedSignerEmail », « table:user-name »…
PERSON = (
    r"\w*author|user|user-?(?:name|id|provider)|(?:[\w-]*-)?initials|\w*creator|\w*reviewer|\w*personid|\w*email"
    r"|\w*(?:modified|refreshed|created|edited|printed|saved|locked)-?by|owner|manager|company|suggestedsigner\w*"
)
YES_OR_NO = re.compile(r"0|1|true|false")  # a group of a pivot table: made by the user, or not
# The number of a session of writing, the same in all that a person draws from one document. Each paragraph has some, so
# they are not read as the others are: what follows such a value is no letter of it, and its tag ends soon after.
SESSION = re.compile(r"\s(?:w|officeooo):(?:paragraph-)?rsid\w*=\"[0-9A-Fa-f]{1,16}\"(?=[^<>]{0,4000}>)")


class Noted(NamedTuple):
    """Attributes that go: the tags that may hold one, its name, what is left of its value (None: it goes whole)."""

    tags: re.Pattern[str]
    names: re.Pattern[str]
    instead: str | None


def _noted(names: str, element: str = r"[^\s<>/?!]+", instead: str | None = None) -> Noted:
    """Return the attributes of these names, prefixed or not, of any element or of one."""
    tags = rf"<{element}\s(?:[^<>]*?\s)?(?:\w+:)?(?:{names})=\"[^<>]*+>"
    return Noted(
        re.compile(tags, re.IGNORECASE), re.compile(rf"(?!xmlns:)(?:\w+:)?(?:{names})", re.IGNORECASE), instead
    )


def _element(*names: str) -> re.Pattern[str]:
    """Return what finds each of these elements with all that it holds."""
    return re.compile(rf"<({'|'.join(names)})(?=[\s/>])[^<>]*+>(?:(?<=/>)|.*?(?:</\1>|\Z))", re.DOTALL)


OF_OFFICE = (
    # Who, and when; the parts of a drawing written once more in a way of the program, with what it keeps of its file.
    _noted(rf"{PERSON}|refreshedDate(?:Iso)?|dateUtc|gfxdata|equationxml|addlxml"),
    _noted("date", "w:(?!date[\\s/>])\\w+"),  # of a change; « w:date » itself is a day that the page shows
    _noted("comment", r"(?:\w+:)?scenario"),  # « Créé par … le … »
    _noted("securityDescriptor", r"(?:\w+:)?protectedRange"),
    _noted("ed", "w:permStart"),
    _noted("serialNo|manufacturer|model|specificationRef|description", r"(?:\w+:)?inkSource"),  # of a pen
    _noted("time|timeString", r"(?:\w+:)?timestamp"),  # when it wrote
    _noted("title", "v:imagedata"),  # the name of the file that a picture was
    _noted("name", r"pic:cNvPr", instead=""),
)
OFFICE_ELEMENTS = _element(
    # Versions of the program, who may write, what extensions keep, where a sheet is published, the view of each person.
    r"(?:\w+:)?(?:fileVersion|revisionPtr|securityDescriptor|customProperties|webPublish(?:Items|Objects)|DataBinding"
    r"|custom(?:Workbook|Sheet)Views|smartTags|msForm)",
    r"w:(?:rsids?|docVars|mailMerge|fldData|smartTagPr)|w1[45]:docId",
)
OFFICE_WORDS = re.compile(
    r"(<(?:\w+:)?(?:creator|lastModifiedBy|lastAuthor|userName|initials|Company|Manager)(?=[\s/>])[^<>]*+>)[^<]+",
    re.IGNORECASE,
)
OF_LIBRE_OFFICE = (
    _noted(rf"{PERSON}|paper-tray-name", r"(?!text:bibliography-mark[\s/>])[^\s<>/?!]+"),
    _noted("comment", r"(?:\w+:)?scenario"),
    # The page shows the day it was written on, the text of the field; the second of it is noted beside.
    _noted("(?:date|time)-value|duration", r"(?:\w+:)?(?:creation|modification|print|editing)-(?:date|time|duration)"),
    _noted("database-name", r"text:[\w-]+", instead=""),  # of a mailing
)
SETTING = re.compile(r"<config:config-item\s[^<>]*?config:name=\"([^\"<>]*)\"[^<>]*+>([^<]*+)</config:config-item>")
OF_A_MACHINE = re.compile(r"Print(?:er|Fax)\w*(?:Name|Setup)|(?:Current|Embedded)Database\w*|Rsid\w*|\w+TableURL")


def is_local(address: str) -> bool:
    """Return whether an address is a file of somebody's computer or network."""
    return _PATH.match(address) is not None


def without_paths(text: str) -> str:
    """Return XML whose attributes name no file of a computer; a link leads nowhere instead."""
    return _in_tags(_WITH_PATH, text, lambda name, value: _instead_of(name) if is_local(value) else value)


def of_office(text: str) -> str:
    """Return a part of Word or Excel without what the program notes of people and machines."""
    return OFFICE_WORDS.sub(r"\1", OFFICE_ELEMENTS.sub("", _without(OF_OFFICE, SESSION.sub("", text))))


def of_libre_office(text: str) -> str:
    """Return a part of LibreOffice without what the program notes of people and machines."""
    return SETTING.sub(_setting, _without(OF_LIBRE_OFFICE, SESSION.sub("", text)))


def _without(kinds: Iterable[Noted], text: str) -> str:
    for kind in kinds:
        text = _in_tags(kind.tags, text, partial(_kept, kind))
    return text


def _kept(kind: Noted, name: str, value: str) -> str | None:
    goes = kind.names.fullmatch(name) and not (name == "user" and YES_OR_NO.fullmatch(value))
    return kind.instead if goes else value


def _in_tags(tags: re.Pattern[str], text: str, kept: Callable[[str, str], str | None]) -> str:
    """Return XML whose attributes, in these tags, have the value that `kept` says of a name and a value; None: they go.

    The attributes are read one after another: what looks like one inside the value of another is none.
    """

    def written(found: re.Match[str]) -> str:
        value = kept(found[1], found[2])
        return "" if value is None else f' {found[1]}="{value}"'

    return tags.sub(lambda tag: ATTRIBUTE.sub(written, tag[0]), text)


def _instead_of(attribute: str) -> str:
    return "#" if attribute.endswith(("Target", "href")) else ""


def _setting(found: re.Match[str]) -> str:
    return "" if OF_A_MACHINE.fullmatch(found[1]) or is_local(found[2]) else found[0]
