"""The screen of a lesson: what each reader sees, and what a page shared by every visitor must not hold."""

import datetime
import re

import pytest
from wagtail.models import PageViewRestriction

from content.models import Fact
from courses.booklet.document import booklet_of
from courses.learning.lookup import contents_of
from courses.models import LessonPage
from tests.courses.factories import FactFactory, LessonPageFactory, address, cite, question_block, text_block
from tests.key_figures import make_figure

LEGAL = "Un juriste n’a pas encore relu cette leçon. Avant d’agir, demandez à un point-justice ou à un avocat."


def test_the_page_of_a_visitor_holds_no_token_and_no_cookie(visitor, lessons):
    response = visitor.get(address(lessons[1]))
    body = response.content.decode()
    assert response.status_code == 200
    assert "Un paragraphe." in body
    assert "Leçon 2 sur 3" in body
    assert "csrf" not in body
    assert "nonce" not in body
    assert not response.cookies


def test_a_lesson_shows_its_step_and_leads_to_the_lessons_around_it(visitor, lessons):
    body = visitor.get(address(lessons[1])).content.decode()
    assert 'aria-current="step"' in body
    assert f'rel="prev" href="{address(lessons[0])}"' in body
    assert f'rel="next" href="{address(lessons[2])}"' in body
    assert body.count('class="btn"') == 1


@pytest.mark.parametrize("needed", [True, False])
@pytest.mark.parametrize("reviewer", ["", "Une juriste"])
def test_the_legal_notice_shows_until_a_lawyer_has_reviewed_the_module(visitor, module, lessons, needed, reviewer):
    module.needs_legal_review, module.reviewed_by = needed, reviewer
    module.save()
    for url in (module.address, address(lessons[0])):
        assert (LEGAL in visitor.get(url).content.decode()) is (needed and not reviewer)


def test_a_sensitive_lesson_opens_with_its_note_the_3114_and_a_link_to_skip_it(visitor, lessons):
    lessons[0].content_note = "Cette leçon parle de moments difficiles."
    lessons[0].save()
    body = visitor.get(address(lessons[0])).content.decode()
    note, text = body.index("Cette leçon parle de moments difficiles."), body.index("Un paragraphe.")
    assert note < body.index("3114") < text
    assert note < body.index("Passer cette leçon") < text
    assert f'href="{address(lessons[1])}"' in body[note : body.index("Passer cette leçon")]


@pytest.fixture
def two_versions(lessons) -> LessonPage:
    """Return a lesson with an easy version and a question."""
    lesson = lessons[0]
    lesson.body = [text_block(), question_block(("Oui", True), ("Non", False))]
    lesson.easy_read = [("sentences", ["On note tout."])]
    lesson.save()
    return lesson


def assert_reads(body: str, *, easy: bool) -> None:
    """Assert that one version is on the page, with the question of both and a button to the other version."""
    assert ("On note tout." in body) is easy
    assert ("Un paragraphe." in body) is not easy
    assert body.count('class="quiz"') == 1
    assert re.findall('name="easy" value="(on|off)"', body) == ["off" if easy else "on"]


def test_only_the_version_asked_for_is_sent_to_each_visitor(browser_of, two_versions):
    url = address(two_versions)
    complete, easy = browser_of("visitor"), browser_of("visitor")
    easy.cookies["confort"] = "m.normal.on.auto"
    for _ in range(2):  # drawn, then kept
        assert_reads(complete.get(url).text, easy=False)
        assert_reads(easy.get(url).text, easy=True)


def test_a_member_reads_the_version_of_their_account_whatever_the_others_read(browser_of, people, two_versions):
    url = address(two_versions)
    people.member.easy_read = True
    people.member.save()
    member, other = browser_of("member"), browser_of("facilitator")
    member.cookies["confort"] = "m.normal.off.auto"
    other.cookies["confort"] = "m.normal.on.auto"
    for _ in range(2):
        assert_reads(member.get(url).text, easy=True)
        assert_reads(other.get(url).text, easy=False)


def test_the_button_changes_the_version_at_once(visitor, two_versions):
    url = address(two_versions)
    for value, easy in (("on", True), ("off", False)):
        visitor.post("/confort/", {"easy": value, "next": url}, headers={"Sec-Fetch-Site": "same-origin"})
        assert_reads(visitor.get(url).text, easy=easy)


def test_the_other_version_opens_where_it_says_which_it_is(visitor, two_versions):
    url = address(two_versions)
    for value, words in (("on", "Version facile à lire"), ("off", "Version complète")):
        there = re.search(r'name="next" value="([^"]+)"', visitor.get(url).text)[1]
        assert there.endswith("#texte")
        answer = visitor.post("/confort/", {"easy": value, "next": there}, headers={"Sec-Fetch-Site": "same-origin"})
        assert answer.url == there
        assert f'id="texte" role="status" tabindex="-1">{words}<' in visitor.get(url).text


def test_without_an_easy_version_the_text_is_always_there(visitor, lessons):
    visitor.cookies["confort"] = "m.normal.on.auto"
    body = visitor.get(address(lessons[0])).text
    assert "Un paragraphe." in body
    assert 'name="easy"' not in body


def test_asking_for_the_easy_version_keeps_the_other_comforts(visitor, lessons):
    visitor.cookies["confort"] = "xl.wide.off.dark"
    response = visitor.post("/confort/", {"easy": "on", "next": address(lessons[0])})
    assert response.url == address(lessons[0])
    assert response.cookies["confort"].value == "xl.wide.on.dark.normal"


def test_each_source_shows_once_with_the_day_it_was_checked(visitor, lessons):
    cite(lessons[0], FactFactory(), FactFactory(), FactFactory(source_title="Sans adresse", url=""))
    body = visitor.get(address(lessons[0])).content.decode()
    assert body.count("Guide des associations") == 1
    assert "vérifié le 21 novembre 2026" in body
    assert 'Sans adresse<span class="no-print">, vérifié' in body
    assert '<p class="paper-only">Vérifiées à partir du 21 novembre 2026.</p>' in body, "paper says the day once"


def test_the_source_of_a_key_figure_is_one_of_the_lesson_s(visitor, lessons):
    cite(lessons[0], FactFactory())
    fact = FactFactory(source_title="Le tarif du jour", url="https://exemple.fr/tarif")
    make_figure(key="tarif", fact=fact)
    lessons[0].body = [text_block("Cela coûte {repère:tarif}.")]
    lessons[0].save_revision().publish()
    body = visitor.get(address(lessons[0])).content.decode()
    assert "Le tarif du jour" in body and "Guide des associations" in body
    assert "Le tarif du jour" in str(booklet_of(contents_of(lessons[0].get_parent().specific))["sources"])


def test_a_source_checked_again_shows_its_new_day_at_once(visitor, lessons, django_capture_on_commit_callbacks):
    cite(lessons[0], FactFactory())
    visitor.get(address(lessons[0]))
    fact = Fact.objects.get()
    fact.checked_on = datetime.date(2027, 1, 2)
    with django_capture_on_commit_callbacks(execute=True):
        fact.save()
    assert "vérifié le 2 janvier 2027" in visitor.get(address(lessons[0])).content.decode()


@pytest.mark.parametrize("kind", ["visitor", "member", "editor"])
def test_a_lesson_that_is_not_published_is_not_found(browser_of, module, lessons, kind):
    browser = browser_of(kind)
    lessons[0].unpublish()
    draft = LessonPageFactory(parent=module, live=False)
    for lesson in (lessons[0], draft):
        assert browser.get(address(lesson)).status_code == 404
        assert browser.post(address(lesson, "fini"), {"action": "done"}).status_code == 404
    assert "Leçon 1 sur 2" in browser.get(address(lessons[1])).content.decode()


def test_the_lessons_of_an_unpublished_module_are_not_found(visitor, module, lessons):
    module.unpublish()
    assert visitor.get(module.address).status_code == 404
    assert visitor.get(address(lessons[0])).status_code == 404


def test_a_lesson_of_another_module_is_not_found(visitor, index, module, lessons):
    other = LessonPageFactory(parent=module.get_parent().add_child(instance=module.__class__(title="B", slug="b")))
    assert visitor.get(f"/formations/{module.slug}/{other.slug}/").status_code == 404
    assert visitor.post(f"/formations/{module.slug}/{other.slug}/fini/", {"action": "done"}).status_code == 404


@pytest.mark.parametrize("restricted", ["formations", "module", "lesson"])
def test_a_view_restriction_at_any_level_closes_the_lesson(visitor, member, index, module, lessons, restricted):
    page = {"formations": index, "module": module, "lesson": lessons[0]}[restricted]
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    url = address(lessons[0])
    assert visitor.get(url).status_code == 302
    assert visitor.post(f"{url}fini/", {"action": "done"}).status_code == 404
    assert member.get(url).status_code == 200
    assert member.post(f"{url}fini/", {"action": "done"}).status_code == 302


@pytest.mark.parametrize("restricted", ["formations", "module", "lesson"])
def test_who_is_signed_in_and_may_not_read_is_told_so(visitor, member, index, module, lessons, restricted):
    """The entrance would send them back here, and this page to the entrance."""
    page = {"formations": index, "module": module, "lesson": lessons[0]}[restricted]
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.GROUPS)
    assert visitor.get(address(lessons[0])).status_code == 302
    assert member.get(address(lessons[0])).status_code == 403


def test_a_visitor_reads_a_published_change_at_once(visitor, lessons, django_capture_on_commit_callbacks):
    visitor.get(address(lessons[0]))
    with django_capture_on_commit_callbacks(execute=True):
        lessons[0].body = [("text", {"heading": "", "text": "<p>Un texte neuf.</p>"})]
        lessons[0].save_revision().publish()
    assert "Un texte neuf." in visitor.get(address(lessons[0])).content.decode()


def test_a_preview_shows_the_unpublished_text_to_its_editor_only(browser_of, visitor, lessons):
    visitor.get(address(lessons[0]))
    lessons[0].body = [text_block("Un brouillon."), question_block(("Oui", True), ("Non", False))]
    editor = browser_of("superuser").get("/aide/").wsgi_request
    response = lessons[0].make_preview_request(original_request=editor)
    assert "Un brouillon." in response.content.decode()
    assert "Un paragraphe." in visitor.get(address(lessons[0])).content.decode()
    assert "Un brouillon." not in browser_of("member").get(address(lessons[0])).content.decode()


def test_the_minutes_of_a_lesson_follow_its_text(module):
    lesson = LessonPageFactory(
        parent=module, body=[text_block("mot " * 420), question_block(("Oui", True), ("Non", False))]
    )
    assert lesson.minutes == 4


def test_the_minutes_of_a_module_are_those_of_its_live_lessons(index, module, lessons):
    def minutes() -> int:
        module.refresh_from_db(fields=["minutes"])
        return module.minutes

    assert minutes() == 3
    longer = LessonPageFactory(parent=module, body=[text_block("mot " * 700)])
    assert minutes() == 8
    longer.unpublish()
    assert minutes() == 3
    longer.save_revision().publish()
    assert minutes() == 8
    elsewhere = index.add_child(instance=module.__class__(title="Ailleurs", slug="ailleurs"))
    LessonPage.objects.get(pk=longer.pk).move(elsewhere, pos="last-child")
    elsewhere.refresh_from_db(fields=["minutes"])
    assert (minutes(), elsewhere.minutes) == (3, 5)
    LessonPage.objects.get(pk=longer.pk).delete()
    elsewhere.refresh_from_db(fields=["minutes"])
    assert elsewhere.minutes == 0


def test_publishing_an_old_revision_of_a_module_does_not_bring_its_old_minutes_back(module):
    old = module.save_revision()
    LessonPageFactory(parent=module, body=[text_block("mot " * 700)])
    old.publish()
    module.refresh_from_db(fields=["minutes"])
    assert module.minutes == 8


def test_a_question_whose_id_was_forged_breaks_neither_the_page_nor_the_answer(member, lessons):
    block = question_block(("Seul", False), ("À deux", True)) | {"id": "pas-un-uuid"}
    lessons[0].body = [block]
    lessons[0].save()
    assert member.get(address(lessons[0])).status_code == 200
    posted = {"question": "pas-un-uuid", "choice": block["value"]["choices"][0]["id"]}
    assert 400 <= member.post(address(lessons[0], "reponse"), posted).status_code < 500
