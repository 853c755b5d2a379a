"""The page of a sheet: its four parts, its signature, its sources, the sheets like it."""

import re

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from content.models import PracticePage, ReviewCase, Tried
from content.practices.sheets.screens import related_to
from content.templatetags.plain_text import paragraphs
from tests.courses.factories import FactFactory, SkillFactory
from tests.people import person
from tests.practices.factories import make_practice


def headings(text: str) -> list[str]:
    return re.findall(r"<h2[^>]*>([^<]*)</h2>", text)


def test_a_sheet_has_four_parts_in_order(visitor, practice):
    page = visitor.get(practice.address).text
    assert headings(page)[:4] == ["La situation", "Ce que nous avons fait", "Ce qui a aidé", "Les limites"]
    assert "Prendre le temps." in page
    assert "Proposition de départ" not in page


def test_limits_left_empty_have_no_heading(visitor, practice):
    PracticePage.objects.update(limits="")
    assert "Les limites" not in headings(visitor.get(practice.address).text)


def test_a_starter_says_so_and_claims_no_experience(visitor, index):
    page = visitor.get(make_practice(index, is_starter=True).address).text
    notice, *parts = headings(page)
    assert notice == "Proposition de départ, à améliorer ensemble"
    assert parts[:4] == ["La situation", "Une façon de faire", "Ce qui peut aider", "Les limites"]
    assert "Ce que nous avons fait" not in page


@pytest.mark.parametrize("is_answer", [True, False])
def test_an_answer_has_its_own_headings_wherever_it_is_read(client_of, people, index, is_answer):
    sheet = make_practice(index, is_answer=is_answer, owner=people.member, title="Répondre à une lettre")
    sheet.save_revision()
    case = ReviewCase.open_for(practice=sheet)
    reader = client_of("moderator")
    preview = reader.get(reverse("wagtailadmin_pages:view_draft", args=[sheet.pk])).text
    pages = {
        "page, on screen and on paper": client_of("visitor").get(sheet.address).text,
        "preview": preview,
        "desk": reader.get(reverse("moderation:case", args=[case.pk])).text,
        "editor": reader.get(reverse("wagtailadmin_pages:edit", args=[sheet.pk])).text,
        "mine": client_of("member").get(reverse("practices:my_sheet", args=[sheet.pk])).text,
    }
    for name, page in pages.items():
        assert ("La réponse" in page) == is_answer, name
        assert ("Ce que nous avons fait" in page) != is_answer, name
    for bare in ("/pratiques/", reverse("practices:feed"), f"{reverse('search')}?q=lettre"):
        assert "Ce que nous avons fait" not in client_of("visitor").get(bare).text


@pytest.mark.parametrize(("kind", "offered"), [("visitor", True), ("facilitator", True), ("referent", False)])
def test_the_link_to_propose_is_shown_only_to_those_who_may(client_of, index, kind, offered):
    practice = make_practice(index, is_starter=True)
    for address in (practice.address, "/pratiques/"):
        assert ('href="/pratiques/proposer/"' in client_of(kind).get(address).text) == offered


@pytest.mark.parametrize(("credit_as", "shown"), [("name", True), ("function", True), ("none", False)])
def test_an_author_who_did_not_choose_it_is_not_named(visitor, index, people, credit_as, shown):
    practice = make_practice(index, owner=people.facilitator, credit_as=credit_as, credit="Animation de Rouen")
    page = visitor.get(practice.address).text
    assert ("Écrit par Animation de Rouen" in page) == shown
    assert people.facilitator.display_name not in re.sub(r"Écrit par [^<]*", "", page).split("<main")[1]


def test_sources_are_said_once_each_with_the_day_they_were_checked(visitor, index):
    practice = make_practice(index, facts=[FactFactory(), FactFactory()])
    page = visitor.get(practice.address).text
    assert page.count("Guide des associations") == 1
    assert "vérifié le 21 novembre 2026" in page


def test_skills_in_use_are_named(visitor, index):
    skills = [SkillFactory(label="Accueillir"), SkillFactory(label="Oubliée", is_active=False)]
    page = visitor.get(make_practice(index, skills=skills).address).text
    assert "Accueillir" in page
    assert "Oubliée" not in page


@pytest.mark.parametrize(("audience", "about_rights"), [("rights", False), ("everyone", True)])
def test_a_sheet_about_rights_says_to_ask(visitor, index, audience, about_rights):
    practice = make_practice(index, audience=audience, about_rights=about_rights)
    assert "Information générale" in visitor.get(practice.address).text


def test_a_sheet_not_about_rights_does_not_say_to_ask(visitor, practice):
    assert "Information générale" not in visitor.get(practice.address).text


def test_what_was_typed_is_escaped_and_lists_are_lists(visitor, index):
    practice = make_practice(index, what_we_did="On essaie :\n- à deux\n• à <b>trois</b>\n\nPuis on parle.")
    page = visitor.get(practice.address).text
    assert "<ul><li>à deux</li><li>à &lt;b&gt;trois&lt;/b&gt;</li></ul><p>Puis on parle.</p>" in page


@pytest.mark.parametrize(
    ("odd", "shown"),
    [("", ""), ("\n\n", ""), ("- ", ""), ("-", "<p>-</p>"), ("-3 °C", "<p>-3 °C</p>"), ("‮abc", "<p>‮abc</p>")],
)
def test_odd_text_is_shown_without_error(odd, shown):
    assert paragraphs(odd) == shown


def test_sheets_like_it_are_those_that_share_most_skills_then_its_public(index):
    one, two = SkillFactory(), SkillFactory()
    practice = make_practice(index, audience="board", skills=[one, two])
    public = make_practice(index, audience="board")
    near = make_practice(index, audience="everyone", skills=[one])
    nearest = make_practice(index, audience="everyone", skills=[one, two])
    make_practice(index, audience="rights")
    make_practice(index, audience="board", skills=[one, two], live=False)
    assert related_to(practice, [one.pk, two.pk]) == [nearest, near, public]
    assert related_to(practice, [one.pk, two.pk]) == related_to(practice, [two.pk, one.pk])


def test_the_lines_of_those_who_tried_show_without_their_name(visitor, practice):
    for name, state in (("Alix", "published"), ("Camille", "sent"), ("Dominique", "refused")):
        Tried.objects.create(practice=practice, user=person(name), words=f"Ligne {state}", state=state)
    page = visitor.get(practice.address).text
    assert "Ligne published" in page
    assert "Ligne sent" not in page
    assert "Ligne refused" not in page
    assert "Alix" not in page


def test_a_visitor_is_told_how_to_say_so_and_gets_no_form(visitor, practice):
    response = visitor.get(practice.address)
    assert f'href="/compte/connexion/?next={practice.address}"' in response.text
    assert "<form" not in response.text.split("<main")[1]
    assert "csrf" not in response.text
    assert not response.cookies


def test_a_sheet_that_is_not_published_does_not_exist(visitor, practice):
    practice.unpublish()
    assert visitor.get(practice.address).status_code == 404
    assert visitor.get("/pratiques/nulle-part/").status_code == 404


def test_a_restricted_sheet_asks_to_sign_in(visitor, practice):
    PageViewRestriction.objects.create(page=practice, restriction_type="login")
    assert visitor.get(practice.address).status_code == 302


@pytest.mark.parametrize("slug", ["fil", "a b", "é", "", "a/b"])
def test_no_sheet_has_an_address_that_does_not_lead_to_it(practice, slug):
    practice.slug = slug
    with pytest.raises(ValidationError) as raised:
        practice.clean()
    assert "slug" in raised.value.message_dict


def test_a_title_that_is_a_screen_of_ours_makes_another_address(index):
    assert index.add_child(instance=make_unsaved("Fil")).slug == "fiche-fil"
    assert index.add_child(instance=make_unsaved("Été à l’abri")).slug == "ete-a-labri"


def make_unsaved(title: str) -> PracticePage:
    return PracticePage(title=title, situation="S", what_we_did="F", what_helped="A")


def test_a_sheet_can_be_previewed_before_its_first_save(index):
    draft = make_unsaved("Un brouillon")
    response = draft.make_preview_request(preview_mode=draft.default_preview_mode)
    assert response.status_code == 200
    assert "Un brouillon" in response.rendered_content


@pytest.mark.parametrize(("kind", "most"), [("visitor", 9), ("member", 15)])
def test_a_sheet_costs_the_same_whatever_it_holds(client_of, people, index, kind, most):
    client = client_of(kind)

    def cost(practice: PracticePage) -> int:
        caches["pages"].clear()
        with CaptureQueriesContext(connection) as queries:
            assert client.get(practice.address).status_code == 200
        return len(queries)

    bare = make_practice(index)
    client.get(bare.address)
    few = cost(bare)
    skills = [SkillFactory() for _ in range(10)]
    full = make_practice(index, skills=skills, facts=[FactFactory() for _ in range(10)])
    for number in range(30):
        make_practice(index, skills=skills)
        user = person(f"P{number}")
        Tried.objects.create(practice=full, user=user, words="Oui.", state=Tried.State.PUBLISHED)
    assert cost(full) <= few + 1 <= most


def test_an_anonymous_visit_is_kept_until_a_line_is_published(
    visitor, practice, people, django_assert_num_queries, django_capture_on_commit_callbacks
):
    line = Tried.say(practice, people.member, "Cela marche.")
    visitor.get(practice.address)
    with django_assert_num_queries(0):
        assert "Cela marche." not in visitor.get(practice.address).text
    with django_capture_on_commit_callbacks(execute=True):
        line.state = Tried.State.PUBLISHED
        line.save(update_fields=["state"])
    assert "Cela marche." in visitor.get(practice.address).text
    with django_capture_on_commit_callbacks(execute=True):
        people.member.delete()
    assert "Cela marche." not in visitor.get(practice.address).text


def test_its_author_finds_the_way_to_change_it_in_place_of_saying_that_they_tried(index, people, client_of):
    sheet = make_practice(index, owner=people.member)
    own = client_of("member").get(sheet.address).text
    assert f"/pratiques/mes-fiches/{sheet.pk}/" in own
    assert "Envoyer ma ligne" not in own
    other = client_of("facilitator").get(sheet.address).text
    assert "/pratiques/mes-fiches/" not in other
    assert "Envoyer ma ligne" in other


def test_the_notice_of_a_starter_prints_whole_sentences(visitor, index):
    notice = visitor.get(make_practice(index, is_starter=True).address).text.split("pas encore d’un groupe")[1]
    on_paper = re.sub(r'<span class="no-print">.*?</span>', "", notice, flags=re.DOTALL)
    assert on_paper.startswith(" qui l’a essayée.</p>")
