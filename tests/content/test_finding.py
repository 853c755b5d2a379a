"""One search over everything: its order, what editors add, the slips it mends, what it never says."""

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published

from content.finding.lists import skills_found
from content.finding.ranking import find
from content.finding.things import Kind
from content.models import HomePage, SearchWord, Term
from courses.models import LessonPage, ModuleIndexPage, ModulePage
from tests.directory.factories import CollectiveFactory, PeerGroupFactory
from tests.passport.factories import make_skill

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indexed")]
LESSONS = {
    "Tenir la caisse": "On compte les pièces à deux, le soir.",
    "Voter le budget": "Le bureau prépare une page. On la lit ensemble, la caisse aussi.",
    "Ouvrir le local avec une clé": "La serrure, la porte, la lumière.",
    "Ouvrir le local sans clé": "On appelle la personne d’à côté.",
    "Une absence": "Prévenir, se faire remplacer.",
    "Ce qui est légal": "La loi de 1901.",
    "Rembourser un achat": "Un ticket, une note, une signature. Le trésorier le garde.",
}


@pytest.fixture
def site():
    home = HomePage(title="Accueil", slug="accueil", promise="Ensemble", lede="Entre pairs.")
    Page.get_first_root_node().add_child(instance=home)
    Site.objects.update_or_create(is_default_site=True, defaults={"root_page": home, "hostname": "localhost"})
    modules = home.add_child(instance=ModuleIndexPage(title="Se former", slug="formations"))
    module = modules.add_child(
        instance=ModulePage(title="Faire vivre l’association", slug="vivre", intro="À plusieurs.")
    )
    for number, (title, text) in enumerate(LESSONS.items()):
        body = [{"type": "text", "value": {"heading": "", "text": f"<p>{text}</p>"}}]
        module.add_child(instance=LessonPage(title=title, slug=f"l-{number}", body=body))
    return module


def titles(text, **how) -> list[str]:
    return [hit.thing.title for hit in find(text, **how).hits]


def whole(text, **how) -> list[str]:
    return [hit.thing.title for hit in find(text, **how).hits if not hit.missing]


def test_the_title_comes_before_the_text(site):
    assert titles("caisse")[:2] == ["Tenir la caisse", "Voter le budget"]


def test_all_the_words_come_before_some(site):
    found = find("voter caisse").hits
    assert found[0].thing.title == "Voter le budget"
    assert found[0].missing == ()
    assert {hit.thing.title: hit.missing for hit in found}["Tenir la caisse"] == ("voter",)


def test_a_question_with_words_that_nobody_wrote_is_said_to_be_answered_in_part(site):
    answer = find("caisse xylophone")
    assert answer.is_partial
    assert answer.hits[0].missing == ("xylophone",)


def test_what_is_typed_comes_before_what_editors_add_and_that_before_a_slip(site):
    SearchWord.objects.create(typed="pognon", means="caisse\nbudget")
    assert {"Tenir la caisse", "Voter le budget"} == set(whole("pognon"))
    assert max(hit.worth for hit in find("caisse").hits) > max(hit.worth for hit in find("pognon").hits)
    assert max(hit.worth for hit in find("budget").hits) > max(hit.worth for hit in find("budjet").hits)


def test_what_editors_add_goes_one_way(site):
    SearchWord.objects.create(typed="argent de poche", means="caisse")
    assert whole("l’argent de poche")[0] == "Tenir la caisse"
    assert titles("poche") == []


def test_a_line_in_capitals_counts_in_capitals_alone(site):
    SearchWord.objects.create(typed="AGE", means="budget")
    assert whole("AGE") == ["Voter le budget"]
    assert whole("âge") == whole("age") == []


@pytest.mark.parametrize(
    ("typed", "means"), [("", "a"), ("…", "a"), ("a", " "), ("légal", "illégal"), ("SOUS", "caisse")]
)
def test_a_row_that_says_nothing_is_there_already_or_leads_to_the_opposite_is_refused(site, typed, means):
    SearchWord.objects.create(typed="sous", means="caisse")
    SearchWord.objects.create(typed="SOUS", means="caisse")
    with pytest.raises(ValidationError):
        SearchWord(typed=typed, means=means).full_clean()


def test_a_slip_is_mended_and_said_and_left_alone_when_asked(site):
    answer = find("budjet")
    assert [word.mended for word in answer.question.slips] == ["budget"]
    assert whole("budjet") == ["Voter le budget"]
    assert titles("budjet", exactly=True) == []


def test_a_word_that_people_cut_is_no_slip(site):
    assert whole("assoc")[0] == "Faire vivre l’association"
    assert not find("assoc").question.slips


@pytest.mark.parametrize("typed", ["illégal", "ilégal", "illegale", "présence", "illégaux"])
def test_an_opposite_is_never_served_for_a_slip(site, typed):
    assert titles(typed) == []


@pytest.mark.parametrize(
    ("typed", "answered", "against"),
    [
        ("ouvrir le local sans clé", "Ouvrir le local sans clé", "Ouvrir le local avec une clé"),
        ("ouvrir le local avec une clé", "Ouvrir le local avec une clé", "Ouvrir le local sans clé"),
    ],
)
def test_with_is_no_answer_to_without(site, typed, answered, against):
    assert whole(typed) == [answered]
    assert against in titles(typed)


def test_a_page_under_a_restriction_tells_no_word_of_it(site):
    """No slip is read as one of its words, and none of them changes what is answered of the others."""
    lesson = LessonPage.objects.get(title="Tenir la caisse")
    lesson.title = "Quetzalpin brouette"
    lesson.body = [{"type": "text", "value": {"heading": "", "text": "<p>Une axolotlerie.</p>"}}]
    lesson.save_revision().publish()
    PageViewRestriction.objects.create(page=lesson, restriction_type="login")
    assert find("quetzelpin").question.slips == []
    assert find("brouet").hits == []
    hidden, unknown = (
        [(hit.thing.title, hit.worth) for hit in find(f"{word} budget").hits] for word in ("axolotlerie", "zyxzyx")
    )
    assert hidden == unknown != []


def test_a_page_under_a_restriction_or_unpublished_is_not_found(site):
    lesson = LessonPage.objects.get(title="Tenir la caisse")
    PageViewRestriction.objects.create(page=lesson, restriction_type="login")
    LessonPage.objects.get(title="Voter le budget").unpublish()
    assert not {"Tenir la caisse", "Voter le budget"} & set(titles("caisse"))


def test_what_is_published_is_found_at_once(site, django_capture_on_commit_callbacks):
    assert titles("zèbre") == []
    lesson = site.add_child(instance=LessonPage(title="Le zèbre", slug="zebre", live=False, body=[]))
    assert titles("zèbre") == []
    LessonPage.objects.filter(pk=lesson.pk).update(live=True)
    with django_capture_on_commit_callbacks(execute=True):
        page_published.send(LessonPage, instance=lesson)
    assert titles("zèbre") == ["Le zèbre"]


def test_skills_are_found_by_everyday_words_that_no_page_shows(site, client):
    skill = make_skill("Entretenir le local", everyday_words="passer la serpillière\nfaire les vitres")
    make_skill("Tenir le standard")
    assert skills_found("serpilliere").slugs == [skill.slug]
    assert skills_found("les vitre").has_all
    assert not skills_found("vitres bleues").has_all
    for address in (f"/passeport/competences/{skill.slug}/", "/recherche/?q=serpillière"):
        text = client.get(address).text
        assert "Entretenir le local" in text
        assert "faire les vitres" not in text


def test_a_retired_skill_is_not_found(site):
    make_skill("Entretenir le local", is_active=False)
    assert titles("entretenir") == []


@pytest.mark.parametrize("typed", ["St-Étienne", "42000", "saint etienne", "42", "ST ETIENNE (42)", "loire"])
def test_a_place_is_found_as_people_write_it(site, typed):
    PeerGroupFactory(name="Le Lien", town="Saint-Étienne", department_code="42")
    CollectiveFactory(name="Collectif du Nord", town="Lille", department_code="59")
    assert whole(typed, kinds={Kind.GROUP, Kind.COLLECTIVE}) == ["Le Lien"]


def test_a_group_that_is_not_listed_is_not_found(site):
    PeerGroupFactory(name="Le Lien", is_listed=False)
    assert "Le Lien" not in titles("le lien")


def test_a_word_explained_leads_to_its_place_on_its_page(site):
    Term.objects.create(word="Quorum", meaning="Le nombre de personnes qu’il faut.", always_listed=True)
    assert find("quorum").hits[0].thing.url == "/mots/#mot-quorum"


def test_help_is_found_at_its_answer(site):
    assert find("j’ai perdu ma carte").hits[0].thing.url == "/aide/perdu/#carte"
    assert "/aide/#mal" in [hit.thing.url for hit in find("suicide").hits]


def test_text_cut_by_unseen_signs_and_numbers_are_found_both_ways(site):
    body = [
        {
            "type": "text",
            "value": {"heading": "", "text": "<p>La coor\u00addi\u00adna\u00adtion, 12\u202f345 euros</p>"},
        }
    ]
    site.add_child(instance=LessonPage(title="Autre", slug="autre", body=body))
    for typed in ("coordination", "coor\u200bdination", "12345", "12 345"):
        assert titles(typed) == ["Autre"]
