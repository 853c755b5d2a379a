"""The seed: it writes everything, changes nothing the second time, and keeps what people did."""

import pytest
from django.core.management import call_command
from wagtail.models import Page, ReferenceIndex, Revision, Site

from config.models import SeedRecord
from config.seeding import files
from config.seeding.lesson_blocks import id_of
from content.models import Fact, HomePage, PracticePage
from courses.models import LessonPage, ModulePage, OfficeTraining, PathPage
from directory.models import Collective, Organisation, PeerGroup
from passport.models import Skill, SkillDomain, SkillIndicator

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("seeded")]


def counts():
    models = (Fact, Skill, SkillDomain, SkillIndicator, PeerGroup, Collective, Organisation, Page, Revision, SeedRecord)
    return {model.__name__: model.objects.count() for model in models}


def questions():
    return [
        block
        for lesson in LessonPage.objects.all()
        for block in lesson.body
        if block.block_type == "question"
    ]  # fmt: skip


def lessons_in(module):
    return ModulePage.objects.get(slug=module).get_children()


def test_the_seed_writes_every_page_question_and_row():
    assert {model.__name__: model.objects.live().count() for model in (ModulePage, LessonPage, PathPage)} == {
        "ModulePage": 20,
        "LessonPage": 154,
        "PathPage": 4,
    }
    assert len(questions()) == 379
    rows = {model.__name__: model.objects.count() for model in (Fact, Skill, PeerGroup, Collective, Organisation)}
    assert rows == {"Fact": 351, "Skill": 60, "PeerGroup": 47, "Collective": 10, "Organisation": 16}


def test_what_is_written_is_indexed_as_if_made_anew():
    fields = ("content_type", "object_id", "to_content_type", "to_object_id", "model_path", "content_path")
    written = [*OfficeTraining.objects.all(), *LessonPage.objects.filter(slug="recettes-et-depenses")]
    before = set(ReferenceIndex.objects.values_list(*fields))
    for thing in written:
        ReferenceIndex.create_or_update_for_object(thing)
    assert set(ReferenceIndex.objects.values_list(*fields)) == before
    assert {ReferenceIndex.get_references_for_object(thing).count() > 0 for thing in written} == {True}
    assert LessonPage.objects.search("recettes et dépenses", operator="and").count() > 0


def test_the_site_opens_on_our_home_page(client):
    site = Site.objects.get()
    assert (site.hostname, site.port, site.root_page.specific_class) == ("localhost", 80, HomePage)
    assert len(HomePage.objects.get().doors) == 4
    assert client.get("/formations/tresorerie-simple/recettes-et-depenses/").status_code == 200


def test_a_lesson_has_its_sources_its_content_note_and_its_easy_read_version():
    lesson = LessonPage.objects.get(slug="si-une-personne-va-tres-mal")
    assert {"PSSM-01", "URG-01", "URG-02"} <= {source.fact.key for source in lesson.sources.all()}
    assert "suicide" in lesson.content_note
    assert lesson.body[0].block_type == "brief"
    assert "3114" in [block.value["number"] for block in lesson.shown_body if block.block_type == "call"]
    assert sum(len(group.value["sentences"]) for group in lesson.easy_read) >= 10


def test_a_module_with_a_caution_waits_for_a_lawyer():
    assert ModulePage.objects.get(slug="droits-en-psychiatrie").awaits_legal_review
    assert not ModulePage.objects.get(slug="tresorerie-simple").awaits_legal_review


def test_a_path_keeps_the_order_of_its_modules():
    path = PathPage.objects.get(slug="debuter-au-bureau")
    assert [each.module.slug for each in path.modules.all()][:2] == ["comprendre-le-gem", "roles-du-bureau"]


def test_the_practice_sheets_are_published_as_proposals_with_their_sources(client):
    sheets = PracticePage.objects.live()
    assert sheets.count() == len(files.load("practices"))
    for sheet in sheets:
        assert sheet.is_starter and not sheet.signature and not sheet.owner
        assert sheet.sources.exists() and sheet.skills.exists()
        assert "Proposition de départ, à améliorer ensemble" in client.get(sheet.address).text


def test_a_sheet_people_changed_is_kept_and_the_others_follow_the_files(seed, new_edition):
    sheet = PracticePage.objects.get(slug="le-bureau-change")
    sheet.skills.clear()
    sheet.save_revision().publish()

    new_edition("practices", lambda content: [each.update(title=f"{each['title']} (bis)") for each in content])
    said = seed()
    assert "gardés 1" in said and f"mis à jour {len(files.load('practices')) - 1}" in said
    assert not PracticePage.objects.get(pk=sheet.pk).title.endswith("(bis)")


def test_a_second_seed_changes_nothing(seed):
    before = counts()
    said = seed()
    assert counts() == before
    assert "créés" not in said and "mis à jour" not in said


def test_a_second_seed_costs_at_most_40_queries(seed, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        seed()


def test_question_ids_are_those_of_the_files(seed):
    blocks = [each for module in files.load("modules") for lesson in module["lessons"] for each in lesson["body"]]
    assert {block.id for block in questions()} == {id_of(each["key"]) for each in blocks if each["block"] == "question"}


def test_a_changed_seed_file_updates_a_page_nobody_changed(seed, new_edition):
    def alter(content):
        content[0]["title"] = "Un titre plus clair"

    new_edition("modules", alter)
    assert "mis à jour 1" in seed()
    page = ModulePage.objects.get(slug="comprendre-le-gem")
    assert page.title == "Un titre plus clair" and page.live and not page.has_unpublished_changes
    assert "mis à jour" not in seed()


def test_a_page_people_edited_is_kept_as_it_is(seed, new_edition):
    page = ModulePage.objects.get(slug="comprendre-le-gem")
    page.intro = "Notre phrase à nous."
    page.save_revision().publish()

    new_edition("modules", lambda content: content[0].update(title="Un titre plus clair"))
    assert "gardés 1" in seed()
    page.refresh_from_db()
    assert page.intro == "Notre phrase à nous." and page.title != "Un titre plus clair"


def test_a_page_with_a_draft_is_kept_as_it_is(seed, new_edition):
    lesson = LessonPage.objects.get(slug="un-gem-c-est-quoi")
    lesson.title = "Brouillon en cours"
    lesson.save_revision()

    new_edition("modules", lambda content: content[0]["lessons"][0].update(title="Un titre plus clair"))
    assert "gardés 1" in seed()
    lesson = LessonPage.objects.get(slug="un-gem-c-est-quoi")
    assert lesson.title != "Un titre plus clair"
    assert lesson.get_latest_revision_as_object().title == "Brouillon en cours"


def test_sources_removed_by_an_editor_stay_removed(seed, new_edition):
    lesson = LessonPage.objects.get(slug="un-gem-c-est-quoi")
    lesson.sources = lesson.sources.all()[:1]
    lesson.save_revision().publish()

    new_edition("modules", lambda content: content[0]["lessons"][0].update(content_note="Une note."))
    assert "gardés 1" in seed()
    assert LessonPage.objects.get(slug="un-gem-c-est-quoi").sources.count() == 1


def test_an_unpublished_page_stays_unpublished(seed, new_edition):
    page = ModulePage.objects.get(slug="comprendre-le-gem")
    page.unpublish()
    new_edition("modules", lambda content: content[0].update(title="Un titre plus clair"))
    seed()
    page.refresh_from_db()
    assert not page.live


def test_a_deleted_page_stays_deleted_with_its_lessons(seed, new_edition):
    ModulePage.objects.get(slug="mon-passeport").delete()

    def alter(content):
        deleted = next(module for module in content if module["key"] == "mon-passeport")
        deleted["title"] = "Un titre plus clair"
        deleted["lessons"][0]["title"] = "Un autre titre"

    new_edition("modules", alter)
    seed()
    assert not ModulePage.objects.filter(slug="mon-passeport").exists()
    assert LessonPage.objects.count() == 147


def test_a_deleted_fact_stays_deleted_and_an_edited_one_edited(seed, new_edition):
    Fact.objects.filter(key="NUM-05").delete()
    Fact.objects.filter(key="NUM-02").update(statement="Ce que nous avons vérifié.")

    def alter(content):
        for fact in content:
            fact["checked_on"] = "2027-01-15"

    new_edition("facts", alter)
    said = seed()
    assert "mis à jour 349" in said and "gardés 1" in said
    assert not Fact.objects.filter(key="NUM-05").exists()
    assert Fact.objects.get(key="NUM-02").statement == "Ce que nous avons vérifié."


def test_a_retired_skill_and_a_changed_indicator_are_kept(seed, new_edition):
    Skill.objects.filter(slug="jardiner").update(is_active=False)
    SkillIndicator.objects.filter(skill__slug="faire-une-affiche").first().delete()
    new_edition("skills", lambda content: [s.update(description="Autre.") for d in content for s in d["skills"]])
    said = seed()
    assert "gardés 2" in said
    for slug in ("jardiner", "faire-une-affiche"):
        assert f"gardé comme des personnes l’ont fait : skill:{slug}\n" in said
    assert not Skill.objects.get(slug="jardiner").is_active
    assert SkillIndicator.objects.filter(skill__slug="faire-une-affiche").count() == 2


def test_a_group_people_made_under_the_same_name_is_kept(seed):
    SeedRecord.objects.filter(key="group:gem-caen").delete()
    PeerGroup.objects.filter(slug="gem-caen").update(name="Notre GEM")
    seed()
    assert PeerGroup.objects.get(slug="gem-caen").name == "Notre GEM"


def test_a_new_lesson_of_the_files_joins_its_module(seed, new_edition):
    def alter(content):
        first = content[0]["lessons"][0]
        for place, slug in ((0, "d-abord"), (2, "ensuite"), (len(content[0]["lessons"]) + 2, "enfin")):
            text = {"block": "text", "key": slug, "text": "Un texte."}
            new = {**first, "key": f"comprendre-le-gem/{slug}", "slug": slug, "body": [text], "easy_read": []}
            content[0]["lessons"].insert(place, new)

    new_edition("modules", alter)
    before = [page.slug for page in lessons_in("comprendre-le-gem")]
    assert "créés 3" in seed()
    after = [page.slug for page in lessons_in("comprendre-le-gem")]
    assert after == ["d-abord", before[0], "ensuite", *before[1:], "enfin"]


def test_each_office_has_its_module_path_and_skills_and_keeps_what_people_chose():
    assert OfficeTraining.objects.filter(module__live=True, path__slug="debuter-au-bureau").count() == 4
    treasury = OfficeTraining.objects.get(office="treasurer")
    assert treasury.module.slug == "tresorerie-simple"
    assert treasury.skills.count() == 6
    treasury.skills.clear()
    call_command("seed", verbosity=0)
    assert treasury.skills.count() == 0
