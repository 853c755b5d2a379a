"""« Écrit à deux » : the second person of a sheet says so in their own account, and both are credited."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import personal_data
from accounts.models import Membership
from accounts.recovery import emergency_stop
from content import purge
from content.models import PracticePage, SecondWriter
from content.practices.review import actions as desk_rules
from content.practices.sheets import by_two, signed_names
from content.publishing import two_readers
from content.publishing.gate import NotReadyError
from tests.people import person
from tests.practices.sent_sheets import WORDS, case_of, desk, in_the_admin, is_live, send_rights_sheet, send_sheet
from tests.practices.two_writers import JOIN, MINE, invited, joined, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def sheet(second, people) -> PracticePage:
    """Return a sheet that the member signed with their name, and sent."""
    return send_sheet(people.member, credit="name")


@pytest.fixture
def teller(people):
    """Return who told what the member typed: somebody of the same group."""
    return people.facilitator


def test_two_people_sign_each_in_their_own_account(client_of, people, sheet, teller, client):
    words = invited(client_of("member"), sheet)
    assert len(words.split()) == 4
    said = {"words": words.upper(), "credit": "name"}
    page = client_of("facilitator").post(JOIN, said)
    assert WORDS["what_we_did"] in page.text, "they read it first"
    assert SecondWriter.objects.get().user is None
    answer = client_of("facilitator").post(JOIN, said | {"text": page.context["text"]})
    assert answer.url == MINE
    mine = client_of("facilitator").get(MINE).text
    assert sheet.title in mine
    assert "Retirer mon nom" in mine
    assert "Écrite à deux." in client_of("member").get(reverse("practices:my_sheet", args=[sheet.pk])).text
    desk(in_the_admin(people.moderator), sheet, "publier")
    assert f"Écrit par {people.member} et {teller}" in client.get(sheet.address).text
    assert f"{people.member} et {teller}" in client.get("/pratiques/fil/").text


def test_each_chooses_how_they_are_named(client_of, people, sheet, teller, client):
    second = joined(sheet, teller, "none")
    assert second.signature == ""
    desk(in_the_admin(people.moderator), sheet, "publier")
    assert f"Écrit par {people.member}<" in client.get(sheet.address).text
    choices = client_of("facilitator").get(JOIN).text
    assert "une personne qui anime un GEM" in choices
    assert f"«\xa0{teller}\xa0»" in choices


def test_the_page_of_the_author_lists_nobody(client_of, people, sheet, teller):
    invited(client_of("member"), sheet)
    page = client_of("member").get(reverse("practices:by_two", args=[sheet.pk])).text
    assert str(teller) not in page
    assert str(people.board_member) not in page


def test_the_words_stay_until_they_are_used_or_forgotten(client_of, people, sheet, teller):
    author = client_of("member")
    words = invited(author, sheet)
    assert invited(author, sheet) == words
    author.post(reverse("practices:by_two", args=[sheet.pk]), {"stop": "1"})
    assert not SecondWriter.objects.exists()
    page = client_of("facilitator").post(JOIN, {"words": words, "credit": "none"})
    assert page.status_code == 422
    assert "n’ouvrent aucune fiche" in page.text
    assert f'value="{words}"' in page.text


def test_words_that_are_used_open_nothing_more(people, sheet, teller):
    by_two.invite(sheet)
    words = SecondWriter.objects.get().words.split()
    by_two.join(teller, words, "name", text_of(sheet))
    with pytest.raises(by_two.NotOpenError):
        by_two.join(people.board_member, words, "name", text_of(sheet))
    second = SecondWriter.objects.get()
    assert (second.user, second.code_hmac, second.code_sealed, second.words) == (teller, None, "", "")
    assert not by_two.invite(sheet)


@pytest.mark.parametrize("who", ["member", "other_member"])
def test_neither_the_author_nor_somebody_of_no_group_of_theirs_joins(people, sheet, who):
    by_two.invite(sheet)
    with pytest.raises(by_two.NotOpenError):
        by_two.join(people.of(who), SecondWriter.objects.get().words.split(), "name", text_of(sheet))
    assert SecondWriter.objects.get().user is None


def test_who_left_the_group_joins_no_more(people, sheet, teller):
    by_two.invite(sheet)
    yesterday = timezone.localdate() - datetime.timedelta(days=1)
    Membership.objects.filter(user=teller).update(starts_on=yesterday, ends_on=yesterday)
    with pytest.raises(by_two.NotOpenError):
        by_two.join(teller, SecondWriter.objects.get().words.split(), "name", text_of(sheet))


def test_a_sheet_on_the_site_takes_no_more_name(client_of, people, sheet, teller):
    by_two.invite(sheet)
    words = SecondWriter.objects.get().words.split()
    desk(in_the_admin(people.moderator), sheet, "publier")
    with pytest.raises(by_two.NotOpenError):
        by_two.join(teller, words, "name", text_of(sheet))
    assert not by_two.invite(sheet)
    page = client_of("member").get(reverse("practices:by_two", args=[sheet.pk])).text
    assert "On ne peut plus ajouter de nom" in page


def test_words_open_for_a_week_and_go(people, sheet, teller, time_machine):
    by_two.invite(sheet)
    words = SecondWriter.objects.get().words
    time_machine.move_to(timezone.now() + datetime.timedelta(days=8))
    with pytest.raises(by_two.NotOpenError):
        by_two.join(teller, words.split(), "name", text_of(sheet))
    purge.purge()
    assert not SecondWriter.objects.exists()
    by_two.invite(sheet)
    assert SecondWriter.objects.get().words != words


def test_one_s_own_name_is_taken_back_by_oneself_alone(client_of, people, sheet, teller, client):
    second = joined(sheet, teller)
    desk(in_the_admin(people.moderator), sheet, "publier")
    client.get(sheet.address)
    leave = reverse("practices:leave_sheet", args=[second.pk])
    client_of("member").post(leave)
    assert SecondWriter.objects.exists()
    for _ in range(2):
        assert client_of("facilitator").post(leave).url == MINE
    left = SecondWriter.objects.get()
    assert (left.signature, left.signed_texts, left.is_present) == ("", [], False)
    assert "Retirer mon nom" not in client_of("facilitator").get(MINE).text
    assert "a retiré son nom" in client_of("member").get(reverse("practices:by_two", args=[sheet.pk])).text
    assert is_live(sheet)


def test_the_author_takes_their_own_name_off_and_the_other_stays(client_of, people, sheet, teller, client):
    joined(sheet, teller)
    desk(in_the_admin(people.moderator), sheet, "publier")
    page = reverse("practices:by_two", args=[sheet.pk])
    assert "Retirer mon nom" in client_of("member").get(page).text
    for _ in range(2):
        client_of("member").post(page, {"leave": "1"})
    assert f"Écrit par {teller}<" in client.get(sheet.address).text
    left = PracticePage.objects.get(pk=sheet.pk)
    assert (left.owner, left.live, left.signatures) == (people.member, True, str(teller))
    assert {revision.content["credit"] for revision in left.revisions.all()} == {""}
    assert "Retirer mon nom" not in client_of("member").get(page).text


def test_a_name_taken_back_leaves_kept_pages(people, sheet, teller, client, django_capture_on_commit_callbacks):
    second = joined(sheet, teller)
    with django_capture_on_commit_callbacks(execute=True):
        desk(in_the_admin(people.moderator), sheet, "publier")
    assert str(teller) in client.get(sheet.address).text
    with django_capture_on_commit_callbacks(execute=True):
        by_two.leave(teller, second.pk)
    assert str(teller) not in client.get(sheet.address).text
    assert str(people.member) in client.get(sheet.address).text


def test_the_moderators_read_who_signs_before_they_publish(people, sheet, teller):
    client, case = in_the_admin(people.moderator), case_of(sheet)
    old = client.get(reverse("moderation:case", args=[case.pk])).context["text"]
    joined(sheet, teller)
    with pytest.raises(desk_rules.CannotError, match="Le texte a changé"):
        desk_rules.publish(case, people.moderator, old)
    shown = client.get(reverse("moderation:case", args=[case.pk])).text.replace("&nbsp;", "\xa0")
    assert f"Signé «\xa0{people.member} et {teller}\xa0»" in shown
    assert f"à deux avec {teller}" in shown
    row = client.get("/admin/relectures/a-la-suite/").context["rows"][0]
    assert row.item.signatures == f"{people.member} et {teller}"
    assert f"-{SecondWriter.objects.get().pk}-" in row.item.seen


def test_the_second_person_is_no_reader_of_a_sheet_about_rights(people, second):
    sheet = send_rights_sheet(people.member)
    Membership.objects.create(user=second, peer_group=people.here)
    joined(sheet, second)
    with pytest.raises(NotReadyError):
        two_readers.read(sheet.get_latest_revision_as_object(), second)
    case_of(sheet).record("read_once", second, text_hash=two_readers.fingerprint(sheet))
    assert second.pk not in two_readers.readers(sheet, two_readers.fingerprint(sheet))
    by_two.leave(second, SecondWriter.objects.get().pk)
    with pytest.raises(NotReadyError):  # they wrote it all the same
        two_readers.read(sheet.get_latest_revision_as_object(), second)
    assert second.pk not in two_readers.readers(sheet, two_readers.fingerprint(sheet))


def test_erasing_the_second_account_takes_their_name_alone(people, sheet, teller):
    joined(sheet, teller)
    personal_data.erase(teller)
    assert not SecondWriter.objects.exists()
    assert PracticePage.objects.get(pk=sheet.pk).signatures == str(people.member)


@pytest.mark.parametrize("is_published", [True, False])
def test_erasing_the_author_leaves_the_sheet_to_the_second_person(people, sheet, teller, is_published):
    joined(sheet, teller)
    if is_published:
        desk(in_the_admin(people.moderator), sheet, "publier")
    name = str(people.member)
    personal_data.erase(people.member)
    left = PracticePage.objects.get(pk=sheet.pk)
    assert (left.owner, left.signatures, left.live) == (teller, str(teller), is_published)
    latest = left.get_latest_revision_as_object()
    assert (latest.owner, latest.signatures) == (teller, str(teller))
    assert name not in str(left.get_latest_revision().content)
    assert not SecondWriter.objects.exists()


def test_both_exports_say_it(people, sheet, teller):
    joined(sheet, teller)
    (second,) = personal_data.export(teller)["échange de pratiques"]["fiches écrites à deux"]
    assert second["titre"] == sheet.title
    assert second["signature"] == str(teller)
    (own,) = personal_data.export(people.member)["échange de pratiques"]["mes fiches"]
    assert own["écrite à deux"] is True
    assert str(teller) not in str(own)


@pytest.mark.parametrize(("is_published", "signed"), [(False, "Un autre nom"), (True, "")])
def test_a_new_display_name_signs_what_nobody_reads_yet(people, sheet, teller, is_published, signed):
    joined(sheet, teller)
    if is_published:
        desk(in_the_admin(people.moderator), sheet, "publier")
    former = str(teller)
    teller.display_name = "Un autre nom"
    teller.save()
    (place,) = signed_names.places(teller, former)
    assert (place.address, sheet.title in str(place)) == (sheet.address if is_published else MINE, True)
    assert ("ne revient pas" in signed_names.warning(teller)) == is_published
    signed_names.replace(teller, former)
    assert SecondWriter.objects.get().signature == signed


def test_everything_stops_with_the_words_that_wait(people, sheet, teller):
    other = send_sheet(people.board_member)
    by_two.invite(sheet)
    joined(other, people.member)
    emergency_stop.stop(people.member, None, passkeys=False)
    assert list(SecondWriter.objects.values_list("practice", flat=True)) == [other.pk]


def test_who_types_too_much_waits(client_of, people, sheet, settings):
    settings.LIMITS = {"join_sheet": "1/d/key"}
    client = client_of("facilitator")
    words = {"words": "abri abri abri abri", "credit": "none"}
    client.post(JOIN, words)
    assert "Essayez demain" in client.post(JOIN, words).text


@pytest.mark.parametrize("odd", ["\x00", "x" * 3000, "‮🦊", "un deux", "un deux trois quatre cinq"])
def test_odd_words_are_asked_again(client_of, people, sheet, odd):
    page = client_of("facilitator").post(JOIN, {"words": odd, "credit": "function:autre"})
    assert page.status_code == 422


@pytest.mark.one_database
def test_my_sheets_cost_the_same_with_two_and_with_twenty_written_by_two(client_of, people, second, teller):
    client, counts = client_of("facilitator"), []
    for more in (2, 18):
        for number in range(more):
            author = person(f"Autrice {more}-{number}")
            Membership.objects.create(user=author, peer_group=people.here)
            joined(send_sheet(author), teller)
        client.get(MINE)
        with CaptureQueriesContext(connection) as queries:
            client.get(MINE)
        counts.append(len(queries))
    assert counts[0] == counts[1]
