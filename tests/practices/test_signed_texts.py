"""The second person of a sheet signs the text they read: changed, it waits for them to read it again."""

import datetime
from importlib import import_module
from unittest.mock import Mock

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Revision

from accounts import personal_data
from accounts.models import Membership
from content.models import PracticePage, SecondWriter
from content.practices.review import actions as review
from content.practices.review import sitting
from content.practices.sheets import actions, by_two, drafts, signed_names
from content.publishing import two_readers
from tests.practices.sent_sheets import (
    WORDS,
    alias_of,
    case_of,
    desk,
    in_the_admin,
    is_live,
    send_rights_sheet,
    send_sheet,
)
from tests.practices.two_writers import JOIN, MINE, invited, joined, text_of

pytestmark = pytest.mark.django_db
OTHER = "Nous avons tout donné à une seule personne."


@pytest.fixture
def sheet(second, people) -> PracticePage:
    """Return a sheet that the member signed with their name, and sent."""
    return send_sheet(people.member, credit="name")


@pytest.fixture
def teller(people):
    """Return who told what the member typed: somebody of the same group."""
    return people.facilitator


def changed(sheet) -> PracticePage:
    """Return the sheet once its author sent another text."""
    drafts.keep(sheet.owner, sheet, **{**WORDS, "what_we_did": OTHER, "credit": "name"})
    actions.send(sheet.owner, sheet)
    return PracticePage.objects.get(pk=sheet.pk)


def page_of(second) -> str:
    return reverse("practices:read_by_two", args=[second.pk])


def test_a_changed_text_is_not_signed_by_who_has_not_read_it(client_of, people, sheet, teller, client):
    second = joined(sheet, teller)
    changed(sheet)
    assert "Le texte a changé" in client_of("facilitator").get(MINE).text
    assert "l’autre personne le relit" in client_of("member").get(reverse("practices:by_two", args=[sheet.pk])).text
    case = in_the_admin(people.moderator).get(reverse("moderation:case", args=[case_of(sheet).pk])).text
    assert "n’a pas signé ce texte" in case
    row = in_the_admin(people.moderator).get("/admin/relectures/a-la-suite/").context["rows"][0]
    assert row.item.signatures == f"{people.member} et {teller} (après relecture de ce texte)"
    assert f"sa signature sera «\N{NO-BREAK SPACE}{teller}\N{NO-BREAK SPACE}»" in case
    desk(in_the_admin(people.moderator), sheet, "publier")
    assert is_live(sheet)
    assert str(teller) not in client.get(sheet.address).text
    assert str(teller) not in client.get("/pratiques/fil/").text
    assert not second.has_signed(PracticePage.objects.get(pk=sheet.pk))


def test_they_read_it_again_and_sign(client_of, people, sheet, teller, client):
    second, reader = joined(sheet, teller), client_of("facilitator")
    changed(sheet)
    desk(in_the_admin(people.moderator), sheet, "publier")
    page = reader.get(page_of(second))
    assert OTHER in page.text
    for _ in range(2):
        assert reader.post(page_of(second), {"text": page.context["text"]}).url == MINE
    assert len(SecondWriter.objects.get().signed_texts) == 2
    assert f"{people.member} et {teller}" in client.get(sheet.address).text
    assert "Signer à deux" not in reader.get(page_of(second)).text


def test_the_text_of_the_site_stays_signed_while_another_is_read(people, sheet, teller, client):
    joined(sheet, teller)
    desk(in_the_admin(people.moderator), sheet, "publier")
    changed(sheet)
    assert f"{people.member} et {teller}" in client.get(sheet.address).text


def test_a_name_that_signs_later_is_in_what_moderators_read(people, sheet, teller, second):
    """It comes onto the sheet after its publication, once its second person has read the text again."""
    writer, rights = joined(sheet, teller), send_rights_sheet(people.board_member)
    changed(sheet)
    other = joined(rights, people.member)
    SecondWriter.objects.filter(pk=other.pk).update(signed_texts=["0" * 64])
    read = [seen(sheet), seen(rights)]
    SecondWriter.objects.filter(pk__in=[writer.pk, other.pk]).update(credit="Jamais lu")
    now = [seen(sheet), seen(rights)]
    assert not any(former in now for former in read)


def seen(sheet) -> tuple[str, str, str]:
    """Return the three fingerprints of what a moderator reads of a sheet."""
    held = PracticePage.objects.get(pk=sheet.pk)
    case = case_of(held)
    return review.text_read(case), sitting.seen_in(case), two_readers.fingerprint(held.get_latest_revision_as_object())


@pytest.mark.parametrize("text", ["", "0" * 64, "\x00", "x" * 5000])
def test_another_text_than_that_of_today_is_shown_again(client_of, people, sheet, teller, text):
    second, reader = joined(sheet, teller), client_of("facilitator")
    changed(sheet)
    answer = reader.post(page_of(second), {"text": text})
    assert OTHER in answer.text
    assert "vient de changer" in answer.text
    assert len(SecondWriter.objects.get().signed_texts) == 1


def test_a_text_changed_while_it_was_read_is_read_again_before_the_first_signature(client_of, people, sheet, teller):
    words, reader = invited(client_of("member"), sheet), client_of("facilitator")
    said = {"words": words, "credit": "name"}
    said["text"] = reader.post(JOIN, said).context["text"]
    changed(sheet)
    page = reader.post(JOIN, said)
    assert OTHER in page.text
    assert SecondWriter.objects.get().user is None
    assert reader.post(JOIN, said | {"text": page.context["text"]}).url == MINE


def test_the_button_pressed_twice_signs_once(client_of, people, sheet, teller):
    reader, said = client_of("facilitator"), {"words": invited(client_of("member"), sheet), "credit": "name"}
    said["text"] = reader.post(JOIN, said).context["text"]
    assert [reader.post(JOIN, said).url for _ in range(2)] == [MINE, MINE]
    assert reader.post(JOIN, said | {"text": "0" * 64}).status_code == 422


def test_a_sheet_withdrawn_while_it_is_signed_is_not_found(client_of, people, sheet, teller, monkeypatch):
    second = joined(sheet, teller)
    monkeypatch.setattr(by_two, "sign_again", Mock(side_effect=SecondWriter.DoesNotExist))
    assert client_of("facilitator").post(page_of(second), {"text": text_of(sheet)}).status_code == 404


@pytest.mark.parametrize("kind", ["member", "board_member", "other_member"])
def test_nobody_else_reads_it_there(client_of, people, sheet, teller, kind):
    second = joined(sheet, teller)
    assert client_of(kind).get(page_of(second)).status_code == 404
    assert client_of(kind).post(page_of(second), {"text": text_of(sheet)}).status_code == 404


def test_who_left_reads_it_no_more(client_of, people, sheet, teller):
    second = joined(sheet, teller)
    by_two.leave(teller, second.pk)
    assert client_of("facilitator").get(page_of(second)).status_code == 404
    (told,) = personal_data.export(teller)["échange de pratiques"]["fiches écrites à deux"]
    assert told["nom retiré le"]
    personal_data.erase(teller)
    assert not SecondWriter.objects.exists()


def test_an_unsigned_text_passes_to_the_second_person_without_their_name(people, sheet, teller):
    joined(sheet, teller)
    changed(sheet)
    desk(in_the_admin(people.moderator), sheet, "publier")
    personal_data.erase(people.member)
    left = PracticePage.objects.get(pk=sheet.pk)
    assert (left.owner, left.signatures) == (teller, "")


def test_the_signatures_of_before_stay_on_the_site(people, sheet, teller):
    joined(sheet, teller)
    other = send_sheet(people.board_member, title="Une autre")
    joined(other, people.member)
    desk(in_the_admin(people.moderator), sheet, "publier")
    SecondWriter.objects.update(signed_texts=[])
    import_module("content.migrations.0014_signed_texts").sign(apps, None)
    assert PracticePage.objects.get(pk=sheet.pk).signatures == f"{people.member} et {teller}"
    assert SecondWriter.objects.get(practice=other).signed_texts == []


def test_no_text_but_that_of_the_site_passes_once_the_author_is_erased(people, sheet, teller):
    """One that waits at the desk may say anything: its second person has not seen it."""
    joined(sheet, teller)
    desk(in_the_admin(people.moderator), sheet, "publier")
    changed(sheet)
    personal_data.erase(people.member)
    left = PracticePage.objects.get(pk=sheet.pk)
    assert left.signatures == str(teller)
    signed = {revision.content["what_we_did"]: revision.content["credit"] for revision in left.revisions.all()}
    assert signed == {WORDS["what_we_did"]: str(teller)}


def test_aliases_follow_the_names_of_their_sheet(people, sheet, teller):
    joined(sheet, teller)
    desk(in_the_admin(people.moderator), sheet, "publier")
    live = PracticePage.objects.get(pk=sheet.pk)
    alias = alias_of(live, people.moderator)
    by_two.take_author_off(live)
    assert PracticePage.objects.get(pk=alias.pk).signatures == ""
    PracticePage.objects.filter(pk__in=[live.pk, alias.pk]).update(credit_as="name", credit=str(people.member))
    personal_data.erase(people.member)
    assert PracticePage.objects.get(pk=alias.pk).signatures == str(teller)


def test_a_sheet_whose_hour_is_set_takes_no_more_name(people, sheet, teller):
    by_two.invite(sheet)
    words = SecondWriter.objects.get().words.split()
    Revision.objects.for_instance(sheet).update(approved_go_live_at=timezone.now() + datetime.timedelta(days=1))
    with pytest.raises(by_two.NotOpenError):
        by_two.join(teller, words, "name", text_of(sheet))
    assert not by_two.invite(sheet)


@pytest.mark.parametrize("why", ["left the group", "withdrawn"])
def test_who_has_nothing_to_do_there_any_more_reads_no_new_text(client_of, people, sheet, teller, why):
    second, reader = joined(sheet, teller), client_of("facilitator")
    if why == "left the group":
        changed(sheet)
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        Membership.objects.filter(user=teller).update(starts_on=yesterday, ends_on=yesterday)
    else:
        actions.withdraw(sheet, people.member)
    assert reader.get(page_of(second)).status_code == 404
    assert reader.post(page_of(second), {"text": text_of(sheet)}).status_code == 404
    assert f'href="{page_of(second)}"' not in reader.get(MINE).text
    assert "Retirer mon nom" in reader.get(MINE).text


def test_what_they_never_signed_goes_with_the_author(people, sheet, teller):
    joined(sheet, teller)
    changed(sheet)
    personal_data.erase(people.member)
    assert not PracticePage.objects.filter(pk=sheet.pk).exists()


def test_a_deleted_sheet_leaves_no_alias(people, sheet, teller):
    desk(in_the_admin(people.moderator), sheet, "publier")
    live = PracticePage.objects.get(pk=sheet.pk)
    alias_of(live, people.moderator)
    actions.withdraw(live, people.member)
    personal_data.erase(people.member)
    assert not PracticePage.objects.exists()


def test_a_name_changed_since_the_text_was_shown_is_read_again(people, sheet, teller):
    """« Lire à la suite »: the page that a moderator opened names the text, and who signs it."""
    joined(sheet, teller)
    case = case_of(sheet)
    before = sitting.seen_in(case)
    former = str(people.member)
    people.member.display_name = "Achetez ici"
    people.member.save()
    signed_names.replace(people.member, former)
    first = sitting.seen_in(case_of(sheet))
    former = str(teller)
    teller.display_name = "Et là"
    teller.save()
    signed_names.replace(teller, former)
    assert len({before, first, sitting.seen_in(case_of(sheet))}) == 3


def test_a_name_changed_while_the_signature_waits_appears_on_no_published_sheet(
    client_of, people, sheet, teller, client
):
    """Moderators read no name that has not signed yet."""
    second, reader = joined(sheet, teller), client_of("facilitator")
    changed(sheet)
    former = str(teller)
    teller.display_name = "Jamais lu"
    teller.save()
    signed_names.replace(teller, former)
    desk(in_the_admin(people.moderator), sheet, "publier")
    page = reader.get(page_of(second))
    reader.post(page_of(second), {"text": page.context["text"]})
    assert "Jamais lu" not in client.get(sheet.address).text
    assert SecondWriter.objects.get().is_present


def test_the_readers_of_a_sheet_about_rights_read_who_signs_with_two(people, teller, second):
    sheet = send_rights_sheet(people.member)
    before = two_readers.fingerprint(sheet.get_latest_revision_as_object())
    joined(sheet, teller)
    assert two_readers.fingerprint(PracticePage.objects.get(pk=sheet.pk).get_latest_revision_as_object()) != before
