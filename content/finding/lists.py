"""The same search for the lists that have a box of their own: sheets, modules, skills."""

from content.finding.ranking import Hit, find
from content.finding.things import Kind
from passport.entries.skill_finder import FoundSkills

MOST_NEAR = 6  # shown when nothing has every word asked


def pages_found(text: str, *kinds: Kind) -> tuple[list[Hit], bool]:
    """Return the pages of some kinds that answer every word; else the nearest, and True."""
    hits = find(text, set(kinds)).hits
    whole = [hit for hit in hits if not hit.missing]
    return (whole, False) if whole else (hits[:MOST_NEAR], bool(hits))


def skills_found(text: str) -> FoundSkills:
    """Return the skills that answer every word; else the nearest."""
    hits, is_near = pages_found(text, Kind.SKILL)
    return FoundSkills([hit.thing.url.rstrip("/").rpartition("/")[2] for hit in hits], not is_near)
