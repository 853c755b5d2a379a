"""« Signaler une erreur »: one line about what anybody may read, and the desk of those who write."""

import datetime
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from content import purge
from content.admin.roles import ensure_roles
from content.models import ErrorReport
from content.models.messages import LONGEST_ERROR
from courses.learning.lookup import lesson_address
from tests.courses.factories import build_site, module_with
from tests.people import mark_second_factor
from tests.practices.factories import build_exchange, make_practice
from tests.take_home.factories import build_tools, make_tool

pytestmark = pytest.mark.django_db
DESK = "/admin/erreurs-signalees/"
HERE = {"Sec-Fetch-Site": "same-origin"}
LINE = "Le numéro de la page 2 ne répond plus."


@pytest.fixture
def visitor() -> Client:
    return Client(headers=HERE)


@pytest.fixture
def lesson(db):
    module = module_with(build_site(), lessons=1)
    return module.get_children().get().specific


@pytest.fixture
def desk(client_of, lesson):
    """Return the browser of an editor in the admin."""
    ensure_roles()
    client = client_of("editor")
    mark_second_factor(client)
    return client


def form_of(kind: str, name: object) -> str:
    return reverse("error_reports:report", args=[kind, name])


def linked_from(page) -> str:
    return re.search(r'href="(/signaler/[^"]+)"', page.text)[1]


def test_every_kind_of_page_leads_to_its_own_form(visitor, lesson, people):
    practice, tool = make_practice(build_exchange()), make_tool(build_tools())
    module = lesson.get_parent().specific
    places = [people.here.get_absolute_url(), people.collective.get_absolute_url()]
    for address in [lesson_address(module, lesson), practice.address, f"/outils/{tool.slug}/", *places]:
        form = linked_from(visitor.get(address))
        answer = visitor.post(form, {"text": LINE})
        assert answer.status_code == 201, address
        assert f'href="{address}"' in answer.text
    kept = ErrorReport.objects.values_list("page", "peer_group", "collective")
    assert [sum(1 for each in row if each) for row in kept] == [1] * 5
    assert not visitor.cookies


@pytest.mark.parametrize("tool", ["calendrier", "heures-de-benevolat"])
def test_a_tool_that_is_a_screen_is_named_before_the_line(visitor, tool):
    assert visitor.get(f"/signaler/outil/{tool}/").status_code == 404, "no list of tools is published"
    build_tools()
    form = linked_from(visitor.get(f"/outils/{tool}/"))
    room = int(visitor.get(form).context["form"].fields["text"].widget.attrs["maxlength"])
    assert visitor.post(form, {"text": "x" * (room + 1)}).status_code == 422
    assert visitor.post(form, {"text": "x" * room}).status_code == 201
    (kept,) = ErrorReport.objects.all()
    assert kept.text.endswith(" : " + "x" * room) and len(kept.text) == LONGEST_ERROR
    assert f'href="/outils/{tool}/"' in visitor.post(form, {"text": LINE}).text


def test_nothing_says_who_reported(client_of, lesson):
    client_of("member").post(form_of("page", lesson.pk), {"text": LINE}, headers=HERE)
    kept = ErrorReport.objects.values().get()
    told = {name for name, value in kept.items() if value}
    assert told == {"id", "page_id", "text", "state", "received_on", "sent_as"}


def test_what_not_everybody_may_read_has_no_form(visitor, lesson, people):
    people.here.is_listed = False
    people.here.save()
    lesson.unpublish()
    names = [("page", lesson.pk), ("page", 1), ("page", 10**8), ("page", "un"), ("groupe", people.here.slug)]
    for kind, name in [*names, ("collectif", "rien")]:
        assert visitor.get(form_of(kind, name)).status_code == 404
        assert visitor.post(form_of(kind, name), {"text": LINE}).status_code == 404
    assert visitor.get("/signaler/autre/1/").status_code == 404


def test_the_button_pressed_twice_is_one_report(visitor, lesson):
    page = visitor.get(form_of("page", lesson.pk)).text
    ref = re.search(r'name="ref" value="([^"]+)"', page)[1]
    for _ in range(2):
        visitor.post(form_of("page", lesson.pk), {"text": LINE, "ref": ref})
    assert ErrorReport.objects.count() == 1
    visitor.post(form_of("page", lesson.pk), {"text": "Autre chose.", "ref": ref})
    assert ErrorReport.objects.count() == 2


@pytest.mark.parametrize("text", ["", "   ", "a\x00b", "é" * 301])
def test_an_odd_line_is_refused_beside_its_field(visitor, lesson, text):
    answer = visitor.post(form_of("page", lesson.pk), {"text": text})
    assert answer.status_code == 422
    assert 'href="#id_text"' in answer.text
    assert not ErrorReport.objects.exists()


def test_too_many_lines_from_one_network_wait_without_being_lost(visitor, lesson, settings):
    settings.LIMITS = {"error_report": "1/h/key"}
    visitor.post(form_of("page", lesson.pk), {"text": LINE})
    late = visitor.post(form_of("page", lesson.pk), {"text": "Encore une."})
    assert late.status_code == 429 and "Encore une." in late.text
    assert ErrorReport.objects.count() == 1


def test_those_who_write_close_a_report_and_open_it_again(desk, lesson):
    report = ErrorReport.objects.create(page=lesson, text=LINE, sent_as="un")
    page = desk.get(DESK).text
    assert LINE in page and lesson.title in page and "Erreurs (1)" in page
    for was, state, shown in (("new", "mended", False), ("mended", "new", True), ("new", "left", False)):
        desk.post(DESK, {"pk": report.pk, "was": was, "state": state})
        report.refresh_from_db()
        assert (report.state, bool(report.closed_on)) == (state, state != "new")
        assert (LINE in desk.get(DESK).text) is shown
    assert LINE in desk.get(f"{DESK}?etat=closes").text


@pytest.mark.parametrize(
    "sent", [{"was": "mended"}, {"state": "perdu"}, {"pk": "x"}, {"pk": str(10**12)}, {"state": ""}]
)
def test_what_is_decided_of_another_state_changes_nothing(desk, lesson, sent):
    report = ErrorReport.objects.create(page=lesson, text=LINE, sent_as="un")
    answer = desk.post(DESK, {"pk": report.pk, "was": "new", "state": "left"} | sent, follow=True)
    assert "Entre-temps" in answer.text
    report.refresh_from_db()
    assert report.state == "new"


def test_what_left_the_site_is_not_named_to_every_editor(desk, lesson, people):
    people.here.is_listed = False
    people.here.save()
    lesson.unpublish()
    ErrorReport.objects.create(page=lesson, text=LINE, sent_as="un")
    ErrorReport.objects.create(peer_group=people.here, text="Le numéro sonne dans le vide.", sent_as="deux")
    page = desk.get(DESK).text
    assert LINE in page and "Le numéro sonne dans le vide." in page
    assert people.here.name not in page and lesson.title not in page
    assert page.count("Une page qui n’est plus sur le site") == 2


def test_who_writes_no_page_reads_no_report(client_of, lesson):
    ensure_roles()
    client = client_of("coordinator")
    mark_second_factor(client)
    assert client.get(DESK).status_code != 200


def test_the_desk_asks_as_much_for_many_reports_as_for_one(desk, lesson, people):
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            desk.get(DESK)
        return len(asked)

    ErrorReport.objects.create(page=lesson, text=LINE, sent_as="0")
    desk.get(DESK)
    one = queries()
    for number in range(1, 9):
        about = {"peer_group": people.here} if number % 2 else {"page": lesson}
        ErrorReport.objects.create(**about, text=LINE, sent_as=str(number))
    assert queries() <= one


@pytest.mark.parametrize(
    "wrong", [{"page": None}, {"state": "mended"}, {"state": "new", "closed_on": datetime.date(2026, 1, 1)}]
)
def test_the_database_refuses_a_report_of_nothing_or_half_closed(lesson, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        ErrorReport.objects.create(**{"page": lesson, "text": LINE, "sent_as": "un"} | wrong)


@pytest.mark.parametrize(("days", "kept"), [(90, True), (91, False)])
def test_a_closed_report_goes_after_three_months(lesson, days, kept):
    day = timezone.localdate() - datetime.timedelta(days)
    ErrorReport.objects.create(page=lesson, text=LINE, state="left", closed_on=day, received_on=day, sent_as="un")
    purge.purge()
    assert ErrorReport.objects.exists() is kept
