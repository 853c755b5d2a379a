"""Each skill of the catalogue is taught by a lesson, or by practice alone, and found by everyday words."""

from config.seeding.files import load
from tests.seed.lesson_bar import blocks_of

# Nobody learns to cook, to sew or to garden from a page: these are shown, done together and confirmed.
TAUGHT_BY_PRACTICE = {"cuisine-logistique", "culture-sport"}


def test_each_skill_is_taught_by_a_lesson_but_those_of_practice():
    """A module offers the skill, and one of its lessons gives something to do for it."""
    modules = load("modules")
    for family in load("skills"):
        taught = {skill["slug"] for skill in family["skills"] if any(teaches(module, skill) for module in modules)}
        due = set() if family["slug"] in TAUGHT_BY_PRACTICE else {skill["slug"] for skill in family["skills"]}
        assert taught == due, family["slug"]


def teaches(module, skill):
    exercises = [block["text"] for lesson in module["lessons"] for block in blocks_of(lesson, "to_do")]
    return skill["slug"] in module["skills"] and any(skill["label"] in text for text in exercises)


def test_each_skill_has_eight_everyday_words_and_the_search_three_hundred_rows():
    """What people type; the labels of skills, and the words of the texts, are another language."""
    skills = [skill for family in load("skills") for skill in family["skills"]]
    assert {skill["slug"]: len(set(skill["everyday_words"])) for skill in skills} == {
        each["slug"]: 8 for each in skills
    }
    rows = load("search_words")["word"]
    typed = [line for row in rows for line in row["typed"]]
    assert len(rows) >= 300 and len(typed) == len(set(typed))
