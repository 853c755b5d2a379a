"""The clock of a place, from its département: France keeps twelve of them.

Source: the IANA time zone database. A place whose département is unknown keeps the hour of Paris.

>>> clock_of("974").key, clock_of("76").key, clock_of("").key
('Indian/Reunion', 'Europe/Paris', 'Europe/Paris')
"""

import datetime
from zoneinfo import ZoneInfo

PARIS = "Europe/Paris"
OVERSEAS = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/Guadeloupe",  # Saint-Barthélemy and Saint-Martin keep the hour of Guadeloupe
    "978": "America/Guadeloupe",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}


def clock_of(department_code: str) -> ZoneInfo:
    """Return the clock kept in a département."""
    return ZoneInfo(OVERSEAS.get(department_code, PARIS))


def moment_of(day: datetime.date, hour: datetime.time, clock: ZoneInfo) -> datetime.datetime:
    """Return the moment, in UTC, at which the clock shows that hour of that day.

    An hour that a spring night skips is read an hour later; one that an autumn night shows twice, the first time.

    >>> moment_of(datetime.date(2027, 3, 28), datetime.time(2, 30), ZoneInfo(PARIS)).isoformat()
    '2027-03-28T01:30:00+00:00'
    >>> moment_of(datetime.date(2026, 12, 1), datetime.time(14), clock_of("974")).isoformat()
    '2026-12-01T10:00:00+00:00'
    """
    return datetime.datetime.combine(day, hour, tzinfo=clock).astimezone(datetime.UTC)
