"""A frozen entry: how it is stored, and its wording for the reader day by day."""

import datetime
import json
from dataclasses import replace

import pytest

from lib.french_dates import Known
from passport.models import Entry, Face, Occasion, Practice, Skill, SkillDomain, SourceKind
from passport.sharing import snapshot
from passport.sharing.snapshot import FrozenEntry, FrozenOccasion
from passport.templatetags.passport_words import facts_words

TODAY = datetime.date(2026, 11, 22)


def line(**fields):
    skill = Skill(label="Jardiner", domain=SkillDomain(label="Créer"), collective_unit="Entretien")
    return Entry(**({"skill": skill, "face": Face.GAINED, "practice": Practice.WITHOUT_HELP} | fields))


def training(pk=1, day=TODAY):
    return Occasion(pk=pk, source_kind=SourceKind.TRAINING, source_label="Tenir la trésorerie", happened_on=day)


def read(entry, *occasions, today=TODAY, old=False, standing=None):
    stored = json.loads(json.dumps(snapshot.freeze(entry, occasions).to_json()))
    standing = {time.pk for time in occasions} if standing is None else standing
    return snapshot.show(FrozenEntry.from_json(stored), standing, today, show_old_dates=old)


@pytest.mark.parametrize(
    ("fields", "facts"),
    [
        ({"practice": Practice.NOT_TRIED}, "Vue en formation, pas encore essayé"),
        ({"practice": Practice.TRIED}, "Vue en formation, a essayé"),
        ({"practice": Practice.WITH_HELP}, "A appris en faisant, formation courte, avec de l’aide"),
        ({"face": Face.SHARED, "practice": Practice.SHOWS_OTHERS}, "A montré à d’autres, formation courte"),
        ({"face": Face.SHARED, "practice": Practice.WITHOUT_HELP}, "A montré à d’autres, formation courte, sans aide"),
        ({"practice": Practice.SHOWS_OTHERS}, "A appris en faisant, formation courte, montre à d’autres"),
        ({"frequency": "often"}, "A appris en faisant, formation courte, souvent, sans aide"),
    ],
)
def test_a_line_seen_in_a_training_reads_as_it_was_lived(fields, facts):
    assert read(line(**fields), training()).facts == facts


def test_a_line_declared_and_not_tried_does_not_claim_a_training():
    assert read(line(practice=Practice.NOT_TRIED)).facts == "A appris, pas encore essayé"


def test_tried_after_a_training_and_one_more_time_was_learnt_by_doing():
    again = Occasion(pk=2, source_kind=SourceKind.DECLARED, happened_on=TODAY)
    assert read(line(practice=Practice.TRIED), training(), again).facts.startswith("A appris en faisant")
    assert read(line(practice=Practice.TRIED)).facts == "A appris en faisant, a essayé"


@pytest.mark.parametrize(
    ("fields", "facts"),
    [
        ({"practice": Practice.TRIED}, "A appris en faisant, atelier en association, a essayé"),
        (
            {"face": Face.SHARED, "practice": Practice.WITHOUT_HELP},
            "A montré à d’autres, atelier en association, sans aide",
        ),
    ],
)
def test_a_workshop_is_told_by_its_kind_alone(fields, facts):
    there = Occasion(pk=1, source_kind=SourceKind.WORKSHOP, source_label="Cuisine du mardi", happened_on=TODAY)
    assert read(line(**fields), there).facts == facts


@pytest.mark.parametrize(
    ("fields", "read_by_a_partner", "read_by_the_holder"),
    [
        ({"face": Face.SHARED}, "A montré à d’autres", ""),
        ({"frequency": "often"}, "A appris, souvent", " · souvent"),
    ],
)
def test_not_tried_yet_is_left_out_beside_what_denies_it(fields, read_by_a_partner, read_by_the_holder):
    stored = line(**{"practice": Practice.NOT_TRIED} | fields)
    assert read(stored).facts == read_by_a_partner
    assert facts_words(stored) == read_by_the_holder


def test_every_practice_has_its_words():
    for practice in Practice:
        assert read(line(practice=practice)).facts


def test_the_title_of_the_training_is_not_kept_with_the_share():
    assert "trésorerie" not in json.dumps(snapshot.freeze(line(), [training()]).to_json(), ensure_ascii=False)


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
    assert read(line(), training(day=day)).last_time == shown
    assert read(line(), training(day=day), old=True).last_time


@pytest.mark.parametrize(
    ("known", "shown"), [(Known.YEAR, "2026"), (Known.MONTH, "janvier 2026"), (Known.DAY, "janvier 2026")]
)
def test_the_last_time_is_told_as_far_as_it_is_known(known, shown):
    once = Occasion(pk=1, source_kind=SourceKind.DECLARED, happened_on=datetime.date(2026, 1, 1), known=known)
    assert read(line(), once).last_time == shown
    later = Occasion(pk=2, source_kind=SourceKind.DECLARED, happened_on=datetime.date(2026, 3, 2))
    assert read(line(), once, later).last_time == "mars 2026"


def test_a_date_stored_before_years_were_known_alone_is_a_day():
    assert FrozenOccasion.from_json({"id": 1, "source": "s", "on": "2026-01-01"}).known == Known.DAY


def test_a_removed_occasion_no_longer_counts():
    read_after = read(line(), training(pk=1), training(pk=2, day=datetime.date(2026, 3, 1)), standing={2})
    assert read_after.last_time == "mars 2026"
    assert "formation courte" not in read(line(), training(pk=1), standing=set()).facts


def test_own_titles_come_last_whatever_the_order():
    shown = [replace(read(line()), domain=domain) for domain in (snapshot.OTHER_SKILLS, "B", "A", "B")]
    assert [name for name, _ in snapshot.grouped(shown, "domain")] == ["B", "A", snapshot.OTHER_SKILLS]


# Two rows as shares stored them before this test was written: they must be read for as long as their share lives.
STORED_BEFORE_CONFIRMATIONS = {
    "title": "Jardiner",
    "how": "a appris en faisant",
    "practice": "sans aide",
    "frequency": "souvent",
    "task": "Tailler les haies",
    "setting": "Avec trois personnes",
    "own_words": "J’aime le matin.\nMême en hiver.",
    "is_collective": True,
    "my_part": "Le tracé",
    "domain": "Créer",
    "unit": "Entretien",
    "occasions": [
        {"id": 4, "source": "formation courte", "on": "2026-11-22"},
        {"id": 2, "source": "déclarée par la personne", "on": "2020-02-29"},
    ],
}
STORED = STORED_BEFORE_CONFIRMATIONS | {
    "confirmations": [
        {
            "id": 9,
            "by": "confirmée par un pair",
            "sentence": "Une belle taille.",
            "name": "",
            "indicators": ["Je range les outils.", "Je respecte le tracé."],
        }
    ],
}


@pytest.mark.parametrize("stored", [STORED_BEFORE_CONFIRMATIONS, STORED, STORED | {"confirmations": []}])
def test_a_stored_row_is_read_and_stored_again_as_the_same_json(stored):
    assert json.dumps(FrozenEntry.from_json(stored).to_json()) == json.dumps(stored)


def test_a_row_stored_before_confirmations_shows_none():
    frozen = FrozenEntry.from_json(STORED_BEFORE_CONFIRMATIONS)
    shown = snapshot.show(frozen, {2, 4}, TODAY, show_old_dates=False, names={9: "Alix"})
    assert shown.confirmations == ()
    assert shown.facts == "A appris en faisant, formation courte, souvent, sans aide"
    assert shown.last_time == "novembre 2026"
    assert (shown.title, shown.my_part, shown.unit) == ("Jardiner", "Le tracé", "Entretien")


@pytest.mark.parametrize(
    ("how", "practice", "facts"),
    [
        ("transmise à d’autres", "la montre à d’autres", "A montré à d’autres, formation courte"),
        ("transmise à d’autres", "sans aide", "A montré à d’autres, formation courte, sans aide"),
        ("apprise", "pas encore essayée", "A appris, formation courte, pas encore essayé"),
        ("apprise en faisant", "essayée", "A appris en faisant, formation courte, a essayé"),
        ("apprise en faisant", "la montre à d’autres", "A appris en faisant, formation courte, montre à d’autres"),
    ],
)
def test_a_share_opened_in_other_words_reads_in_those_of_today(how, practice, facts):
    frozen = FrozenEntry.from_json(STORED | {"how": how, "practice": practice, "frequency": ""})
    assert snapshot.show(frozen, {4}, TODAY, show_old_dates=False).facts == facts


def test_a_stored_confirmation_shows_while_it_is_accepted():
    frozen = FrozenEntry.from_json(STORED)
    [shown] = snapshot.show(frozen, {4}, TODAY, show_old_dates=False, names={9: ""}).confirmations
    assert (shown.by, shown.sentence) == ("confirmée par un pair", "Une belle taille.")
    assert shown.indicators == ("Je range les outils.", "Je respecte le tracé.")
    assert snapshot.show(frozen, {4}, TODAY, show_old_dates=False).confirmations == ()
