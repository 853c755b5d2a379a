"""Every page of the admin, walked by an editor: none says the title of a member's sheet, its author, nor an answer."""

import json
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client
from django.urls import NoReverseMatch, get_resolver, reverse

from content.admin.roles import EDITORS, ensure_roles
from content.models import HomePage, PracticeSource, TextPage
from tests.courses.factories import FactFactory
from tests.people import person
from tests.practices.factories import make_practice
from tests.practices.sent_sheets import in_the_admin, moderator, send_sheet
from tests.security.named_addresses import named_addresses

WORD, TITLE = "Zebrezebre", "Zebrezebre du quotidien"
SEARCHED = {"q": WORD.lower()}
NAMED = {"app_label": "wagtailcore", "model_name": "page"}
NAMED |= {"content_type_app_name": "content", "content_type_model_name": "practicepage"}
ACTIONS = ["delete", "move", "publish", "unpublish"]
REPORTS = ["site_history", "workflow"]
LISTS = [
    "wagtailadmin_pages:search",
    "wagtailadmin_choose_page_search",
    "wagtailadmin_choose_page_chosen_multiple",
    "wagtailadmin_api:pages:listing",
]
CHOOSE = ["wagtailadmin_choose_page", "wagtailadmin_choose_page_search"]


@pytest.fixture
def writer(index):
    ensure_roles()
    user = person("Rédaction")
    user.groups.add(Group.objects.get(name=EDITORS))
    return user


def _titled(page):
    page.title = page.draft_title = TITLE
    page.save_revision(log_action=True)
    page.save()
    return page


@pytest.fixture
def sheet(writer, indexed):
    return _titled(send_sheet(person("Jeanne Secret")))


@pytest.fixture
def editor(writer):
    client = in_the_admin(writer)
    client.raise_request_exception = False
    return client


def _named(sheet, keys: tuple[str, ...]) -> Iterator[dict[str, object]]:
    """Yield what an address may name: the sheet everywhere, then in one place while the others name its parent."""
    for action in ACTIONS if "action" in keys else [""]:
        known = NAMED | {"revision_id": sheet.latest_revision_id, "action": action}
        free = [key for key in keys if key not in known]
        yield {key: known.get(key, sheet.pk) for key in keys}
        for one in free if len(free) > 1 else ():
            yield {key: known.get(key, sheet.pk if key == one else sheet.get_parent().pk) for key in keys}


def _addresses(sheet) -> Iterator[str]:
    """Yield each address of the admin, with the sheet wherever it names something."""
    for name, keys in sorted(set(named_addresses(get_resolver()))):
        for named in _named(sheet, keys):
            try:
                address = reverse(name, kwargs=named)
            except NoReverseMatch:
                continue
            if address.startswith("/admin/") and "/logout" not in address:
                yield address


def _told(client: Client, address: str, asked: dict) -> str:
    with transaction.atomic():
        answer = client.get(address, asked)
        transaction.set_rollback(True)
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode(errors="replace")


def _spellings(pk: int) -> list[str]:
    """Return other ways to write a key that Django reads as the same."""
    eastern = "".join(chr(ord("٠") + int(digit)) for digit in str(pk))
    return [f"+{pk}", f" {pk}", f"0_{pk}", eastern]


def _queries(address: str, sheet) -> Iterator[dict]:
    yield from ({}, {**SEARCHED, "id": sheet.pk}, {"owner": sheet.owner_id, "edited_by": sheet.owner_id})
    if "/bulk/" in address:
        yield {"id": "all", "childOf": sheet.get_parent().pk}
    if "/bulk/wagtailcore/page/" in address or "chosen-multiple" in address:
        yield from ({"id": spelling} for spelling in _spellings(sheet.pk))
    if "choose-page" in address:
        yield {"target_pages[]": f"+{sheet.pk}"}
    if "/reports/" in address:
        yield {"export": "csv"}


def _tell(client: Client, address: str, sheet) -> list[dict]:
    """Return the queries with which an address says the title, or the name of who wrote it."""
    told = ((asked, _told(client, address, asked)) for asked in _queries(address, sheet))
    return [asked for asked, text in told if "du quotidien" in text or "Jeanne" in text]


def test_no_page_of_the_admin_tells_an_editor_of_a_sheet(editor, sheet):
    told = {address: found for address in _addresses(sheet) if (found := _tell(editor, address, sheet))}
    assert told == {}


def test_the_walk_finds_what_a_moderator_is_told(sheet):
    client = in_the_admin(moderator("Modération"))
    walked = set(_addresses(sheet))
    for name in (*LISTS, *(f"wagtailadmin_reports:{report}" for report in REPORTS)):
        assert reverse(name) in walked
        assert _tell(client, reverse(name), sheet), name
    for name in ("wagtailadmin_pages:edit", "wagtailadmin_choose_page_child", "wagtailadmin_api:pages:detail"):
        assert reverse(name, args=[sheet.pk]) in walked
        assert _tell(client, reverse(name, args=[sheet.pk]), sheet), name
    bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    assert bulk in walked and len(_tell(client, bulk, sheet)) == 6


def written(page, text: str) -> dict:
    """Return the form of a page of text whose only block holds a text of the editor."""
    body = {"body-count": "1", "body-0-type": "text", "body-0-order": "0", "body-0-deleted": "", "body-0-id": ""}
    fields = {"title": page.title, "slug": page.slug, "body-0-value-heading": "", "body-0-value-text": text}
    return body | fields | {"comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0", "next": ""}


def linking(key: object) -> str:
    """Return what the editor sends for one word that links to a page."""
    entity = {"type": "LINK", "mutability": "MUTABLE", "data": {"id": key, "url": "/", "parentId": 1}}
    words = {"key": "a", "text": "ici", "type": "unstyled", "depth": 0, "inlineStyleRanges": [], "data": {}}
    words["entityRanges"] = [{"offset": 0, "length": 3, "key": 0}]
    return json.dumps({"blocks": [words], "entityMap": {"0": entity}})


def test_a_form_of_an_editor_names_no_hidden_sheet(editor, sheet):
    """The form shown again would say the title of what a door leads to, or the address in a link."""
    home = HomePage.objects.get()
    door = {"doors-count": "1", "doors-0-type": "door", "doors-0-order": "0", "doors-0-deleted": ""}
    for page in (sheet.pk, f"+{sheet.pk}"):
        answer = editor.post(reverse("wagtailadmin_pages:edit", args=[home.pk]), {**door, "doors-0-value-page": page})
        assert "du quotidien" not in answer.text
        assert answer.status_code == 403
    text = home.add_child(instance=TextPage(title="Mentions", slug="mentions"))
    address = reverse("wagtailadmin_pages:edit", args=[text.pk])
    for link in (sheet.pk, str(sheet.pk)):
        assert editor.post(address, written(text, linking(link))).status_code == 403
    assert TextPage.objects.get().get_latest_revision() is None
    editor.post(address, written(text, linking(home.pk)))
    assert TextPage.objects.get().get_latest_revision() is not None


@pytest.mark.parametrize("spelled", ['"id" : ', '"\\u0069d": ', '"id":\n'])
@pytest.mark.parametrize("said", ["", "{0}", '<a linktype="page" id="{0}">ici</a>'])
def test_no_spelling_and_no_words_of_a_page_make_a_link_known(editor, sheet, spelled, said):
    """What a page says, its title among it, is no link: only a page that it leads to is named already."""
    text = HomePage.objects.get().add_child(instance=TextPage(title=f"Mentions {sheet.pk}", slug="mentions"))
    text.body = json.dumps(
        [{"type": "text", "id": "a", "value": {"heading": said.format(sheet.pk), "text": "<p>a</p>"}}]
    )
    before = text.save_revision()
    link = linking(sheet.pk).replace('"id": ', spelled)
    assert link != linking(sheet.pk) and json.loads(link)
    answer = editor.post(reverse("wagtailadmin_pages:edit", args=[text.pk]), written(text, link))
    assert answer.status_code == 403
    assert TextPage.objects.get().get_latest_revision().pk == before.pk


def test_a_page_that_leads_to_a_sheet_taken_back_since_can_still_be_written(editor, sheet):
    text = HomePage.objects.get().add_child(instance=TextPage(title="Mentions", slug="mentions"))
    link = f'<p><a linktype="page" id="{sheet.pk}">ici</a></p>'
    text.body = json.dumps([{"type": "text", "id": "a", "value": {"heading": "", "text": link}}])
    before = text.save_revision()
    address = reverse("wagtailadmin_pages:edit", args=[text.pk])
    editor.post(address, written(text, linking(sheet.pk)))
    assert TextPage.objects.get().get_latest_revision().pk != before.pk


@pytest.mark.parametrize("name", CHOOSE)
def test_an_editor_links_to_what_everybody_reads(editor, index, indexed, name):
    page = _titled(make_practice(index, slug="lue", owner=person("Jeanne Secret")))
    query = {"q": "zebrezebre"} if "search" in name else {}
    address = reverse(name) if query else reverse("wagtailadmin_choose_page_child", args=[index.pk])
    assert TITLE not in editor.get(address, query).text, "a change of its author is in progress"
    page.has_unpublished_changes = False
    page.save()
    assert TITLE in editor.get(address, query).text
    page.live = False
    page.save()
    assert TITLE not in editor.get(address, query).text


def test_the_uses_of_a_fact_name_no_sheet_of_a_member(editor, sheet):
    fact = FactFactory()
    PracticeSource.objects.create(practice=sheet, fact=fact)
    sheet.save()
    address = reverse("wagtailsnippets_content_fact:usage", args=[fact.pk])
    assert TITLE not in editor.get(address).text


def test_an_answer_is_told_to_no_editor(editor, index, indexed):
    answer = _titled(make_practice(index, slug="reponse", is_answer=True, live=False))
    for address, asked in (("/admin/pages/search/", SEARCHED), ("/admin/choose-page/search/", SEARCHED)):
        assert TITLE not in editor.get(address, asked).text
    assert TITLE not in editor.get(reverse("wagtailadmin_choose_page_child", args=[answer.get_parent().pk])).text
