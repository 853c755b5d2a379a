"""What is found beside the pages: words explained, skills, places of the directory."""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlencode

from django.urls import reverse

from content.finding.things import Kind, Thing
from content.glossary.shown import shown_terms
from directory.listing import ListedPlace, listed_places
from passport.models import Skill


def terms() -> Iterator[Thing]:
    """Yield the words explained that anybody may read, at their place on their page."""
    page = reverse("glossary:index")
    for term in shown_terms().values():
        yield Thing(Kind.TERM, term.word, f"{page}#{term.anchor}", term.meaning)


def skills() -> Iterator[Thing]:
    """Yield the skills proposed to members, found by everyday words too."""
    offered = Skill.objects.offered().select_related("domain").prefetch_related("indicators")
    for skill in offered:
        signs = " ".join(indicator.text for indicator in skill.indicators.all())
        also = f"{skill.everyday_words} {skill.domain.label}"
        yield Thing(Kind.SKILL, skill.label, reverse("skill", args=[skill.slug]), skill.description, also, signs)


def places() -> Iterator[Thing]:
    """Yield the groups and collectives of the directory, found by where they are; then the areas where some are."""
    listed = listed_places()
    for place in listed:
        where = ", ".join(filter(None, [place.town, place.department if place.department != place.town else ""]))
        kind, sort = (Kind.GROUP, "GEM, groupe") if place.is_group else (Kind.COLLECTIVE, "collectif")
        around = f"{place.department} {place.department_code} {place.region} {sort}"
        yield Thing(kind, place.name, place.url, where, also=f"{place.town} {around}")
    yield from _areas(listed)


def _areas(listed: list[ListedPlace]) -> Iterator[Thing]:
    page, also = reverse("directory:index"), "GEM groupes collectifs annuaire"
    departments = Counter((place.department_code, place.department) for place in listed if place.department_code)
    for (code, name), count in departments.items():
        address = f"{page}?{urlencode({'departement': code})}"
        yield Thing(Kind.AREA, f"{name} ({code})", address, _places(count), also)
    for region, count in Counter(place.region for place in listed if place.region).items():
        address = f"{page}?{urlencode({'region': region})}"
        yield Thing(Kind.AREA, region, address, _places(count), f"{also} région")


def _places(count: int) -> str:
    return f"{count} lieu{'x' if count > 1 else ''} dans l’annuaire"
