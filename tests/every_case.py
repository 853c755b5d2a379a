"""Many cases of one kind in one test: all are tried, and those that fail are told together.

assert broken(ODD, lambda odd: client.get(URL, {"q": odd}).status_code == 200) == {}
"""

from collections.abc import Callable, Iterable

from django.db import transaction


def broken(cases: Iterable[str], holds: Callable[[str], bool]) -> dict[str, str]:
    """What each case that does not hold gave, by its first characters; a case that raised does not harm the next."""
    found = {}
    for case in cases:
        try:
            with transaction.atomic():
                said = "" if holds(case) else "it does not hold"
        except Exception as error:
            said = repr(error)
        if said:
            found[f"{case[:40]!r} ({len(case)})"] = said
    return found
