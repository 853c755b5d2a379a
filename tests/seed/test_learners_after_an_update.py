"""What learners did before a new edition of the lessons is theirs after it: marks, finished modules, tries."""

import json
from pathlib import Path

import pytest
from django.test import Client

from config.seeding import files
from courses.learning.progress_store import AccountProgress, Mark, SessionProgress
from courses.models import LessonPage, ModulePage
from tests.people import person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]
FROM, TO = "comprendre-le-gem", "roles-du-bureau"


def pages_of(module: str) -> dict[str, int]:
    """Return the lessons of a module of the files, by key: their pages as the database knows them today."""
    data = next(each for each in files.load("modules") if each["key"] == module)
    return {each["key"]: LessonPage.objects.get(slug=each["slug"]).pk for each in data["lessons"]}


def another_edition(content: list[dict]) -> None:
    """Rename every lesson, change its address and its text, add one before the others, move the first elsewhere."""
    modules = {each["key"]: each for each in content}
    for lesson in modules[FROM]["lessons"]:
        lesson["title"], lesson["slug"] = f"{lesson['title']} (bis)", f"{lesson['slug']}-bis"
        lesson["body"] = [block for block in lesson["body"] if block["block"] == "question"]
        lesson["body"].insert(0, {"block": "text", "key": f"{lesson['key']}/nouveau", "text": "Un autre texte."})
    moved = modules[FROM]["lessons"].pop(0)
    modules[TO]["lessons"].insert(1, {**moved, "moved_from": FROM})
    modules[FROM]["title"], modules[FROM]["slug"] = "Un autre titre", "un-autre-titre"
    body = [{"block": "text", "key": "essai/texte", "text": "Un texte."}]
    modules[FROM]["lessons"].insert(0, {**moved, "key": f"{FROM}/essai", "slug": "essai", "body": body})


def test_marks_finished_modules_and_tries_are_the_same(seed, new_edition):
    lessons = list(pages_of(FROM).values())
    module = ModulePage.objects.get(slug=FROM).pk
    asked = [block.id for block in LessonPage.objects.get(pk=lessons[0]).body if block.block_type == "question"]
    session = Client().session
    stores = (AccountProgress(person("Nour")), SessionProgress(session))
    for store in stores:
        for lesson in lessons[1:]:
            store.mark(module, lesson, Mark.DONE, lessons)
        store.mark(module, lessons[0], Mark.COME_BACK, lessons)
        store.record_try(module, lessons[0], asked[0], 1, is_right=True)

    def found() -> list[object]:
        return [(each.progress_in(module, lessons), each.begun_modules()[module], each.tries(asked)) for each in stores]

    before = found()
    new_edition("modules", another_edition)
    said = seed()
    assert "gardés" not in said and "créés 1" in said
    assert found() == before
    pages = LessonPage.objects.in_bulk(lessons)
    assert all(page.title.endswith("(bis)") and page.slug.endswith("-bis") for page in pages.values())
    assert pages[lessons[0]].get_parent().slug == TO
    assert [page.slug for page in ModulePage.objects.get(slug=TO).get_children()][1] == pages[lessons[0]].slug


def test_a_lesson_that_people_moved_stays_where_they_want_it(seed, new_edition):
    first = next(iter(pages_of(FROM).values()))
    LessonPage.objects.get(pk=first).move(ModulePage.objects.get(slug="assemblee-generale"), pos="last-child")
    new_edition("modules", another_edition)
    seed()
    assert LessonPage.objects.get(pk=first).get_parent().slug == "assemblee-generale"


def moved(content: list[dict]) -> list[tuple[dict, dict]]:
    """Return the lessons that went to another file, each after the module where they stand."""
    return [(module, lesson) for module in content for lesson in module["lessons"] if "moved_from" in lesson]


def the_edition_before(content: list[dict]) -> None:
    """Put back each lesson that went to another file: what sites hold that have not read these files yet."""
    modules = {each["key"]: each for each in content}
    for module, lesson in moved(content):
        module["lessons"].remove(lesson)
        modules[lesson["moved_from"]]["lessons"].append({**lesson, "moved_from": module["key"]})


def test_lessons_that_went_to_another_file_are_found_there_with_their_marks(seed, new_edition):
    gone = [(module["slug"], lesson["moved_from"], lesson["slug"]) for module, lesson in moved(files.load("modules"))]
    pages = {slug: LessonPage.objects.get(slug=slug) for _, _, slug in gone}
    new_edition("modules", the_edition_before)
    seed()
    store = AccountProgress(person("Nour"))
    for _, before, slug in gone:
        assert LessonPage.objects.get(slug=slug).get_parent().slug == before
        store.mark(ModulePage.objects.get(slug=before).pk, pages[slug].pk, Mark.DONE, [pages[slug].pk])
    new_edition("modules", lambda content: None)
    seed()
    for now, _, slug in gone:
        module = ModulePage.objects.get(slug=now)
        there = list(module.get_children().values_list("pk", flat=True))
        assert pages[slug].pk in store.progress_in(module.pk, there).done
    for module in files.load("modules"):
        wanted = [lesson["slug"] for lesson in module["lessons"]]
        assert [page.slug for page in ModulePage.objects.get(slug=module["slug"]).get_children()] == wanted


def test_a_lesson_published_in_one_file_and_kept_in_another_says_where_it_was():
    published = json.loads(Path(__file__).with_name("published_keys.json").read_text())["lessons"]
    for module in files.load("modules"):
        for lesson in module["lessons"]:
            before = lesson["key"].split("/")[0]
            if lesson["key"] in published and before != module["key"]:
                assert lesson.get("moved_from") == before, lesson["key"]
