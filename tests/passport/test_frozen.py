"""What a reader reads: pure wording, day by day."""

import datetime
import json

import pytest

from passport.models import Entry, Face, Occasion, Practice, Skill, SkillDomain, SourceKind
from passport.sharing import snapshot

TODAY = datetime.date(2026, 11, 22)


def line(**fields):
    skill = Skill(label="Jardiner", domain=SkillDomain(label="Créer"), collective_unit="Entretien")
    return Entry(**({"skill": skill, "face": Face.GAINED, "practice": Practice.WITHOUT_HELP} | fields))


def training(pk=1, day=TODAY):
    return Occasion(pk=pk, source_kind=SourceKind.TRAINING, source_label="Tenir la trésorerie", happened_on=day)


def read(entry, *occasions, today=TODAY, old=False, standing=None):
    kept = json.loads(json.dumps(snapshot.freeze(entry, occasions)))
    standing = {time.pk for time in occasions} if standing is None else standing
    return snapshot.reading(kept, standing, today, show_old_dates=old)


@pytest.mark.parametrize(
    ("fields", "facts"),
    [
        ({"practice": Practice.NOT_TRIED}, "Vue en formation, pas encore essayée"),
        ({"practice": Practice.WITH_HELP}, "Apprise en faisant, formation courte, avec de l’aide"),
        ({"face": Face.SHARED, "practice": Practice.SHOWS_OTHERS}, "Transmise à d’autres, formation courte"),
        ({"frequency": "often"}, "Apprise en faisant, formation courte, souvent, sans aide"),
    ],
)
def test_a_line_seen_in_a_training_reads_as_it_was_lived(fields, facts):
    assert read(line(**fields), training())["facts"] == facts


def test_a_line_declared_and_not_tried_does_not_claim_a_training():
    assert read(line(practice=Practice.NOT_TRIED))["facts"] == "Apprise, pas encore essayée"


def test_every_practice_has_its_words():
    for practice in Practice:
        assert read(line(practice=practice))["facts"]


def test_the_title_of_the_training_is_not_kept_with_the_share():
    assert "trésorerie" not in json.dumps(snapshot.freeze(line(), [training()]), ensure_ascii=False)


@pytest.mark.parametrize(
    ("day", "shown"),
    [
        (datetime.date(2026, 11, 22), "novembre 2026"),
        (datetime.date(2025, 11, 22), "novembre 2025"),
        (datetime.date(2025, 11, 21), ""),
        (datetime.date(2020, 2, 29), ""),
    ],
)
def test_a_date_of_more_than_twelve_months_is_hidden(day, shown):
    assert read(line(), training(day=day))["last_time"] == shown
    assert read(line(), training(day=day), old=True)["last_time"]


def test_a_removed_occasion_no_longer_counts():
    read_after = read(line(), training(pk=1), training(pk=2, day=datetime.date(2026, 3, 1)), standing={2})
    assert read_after["last_time"] == "mars 2026"
    assert "formation courte" not in read(line(), training(pk=1), standing=set())["facts"]


def test_own_titles_come_last_whatever_the_order():
    items = [{"domain": snapshot.OTHER_SKILLS}, {"domain": "B"}, {"domain": "A"}, {"domain": "B"}]
    assert [name for name, _ in snapshot.grouped(items, "domain")] == ["B", "A", snapshot.OTHER_SKILLS]
