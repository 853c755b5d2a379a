"""The page of a group and of a collective: written, previewed, kept, and reverted by a moderator."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from accounts.groups.public_page_views import CHANGES_A_DAY, MANY_TODAY
from directory import editing
from directory.models import PeerGroup
from tests.accounts import as_read
from tests.accounts.as_read import agree
from tests.people import facilitates, sign_in

TYPED = {
    "name": "Les Voisins",
    "name_is_official": "on",
    "website": "exemple.fr",
    "public_contact": "02 00 00 00 00",
    "opening_hours": "Du mardi au samedi",
    "sponsor": "Un parrain",
    "managing_body": "",
    "status_note": "",
}


def page_of(people):
    return reverse("groups:page", args=[people.here.slug])


def preview_of(people):
    return reverse("groups:page_preview", args=[people.here.slug])


def write(client, people, **more):
    version = client.get(page_of(people)).context["form"]["version"].value()
    return client.post(page_of(people), {**TYPED, "version": version, **more})


def public(people):
    return Client().get(people.here.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("contact", "hint"),
    [
        ("06 12 34 56 78", "Un numéro en 06 ou 07"),
        ("marie.durand@gmail.com", "Cette adresse ressemble"),
        ("02 00 00 00 00", ""),
    ],
)
def test_a_contact_that_looks_like_somebody_s_is_said_and_kept_all_the_same(client_of, people, contact, hint):
    client = client_of("facilitator")
    write(client, people, public_contact=contact)
    page = client.get(preview_of(people)).text
    assert ("À regarder une fois" in page) is bool(hint) and hint in page
    agree(client, preview_of(people))
    assert PeerGroup.objects.get(pk=people.here.pk).public_contact == contact


@pytest.mark.parametrize("kind", ["facilitator", "board_member"])
def test_a_page_is_written_seen_then_kept(client_of, people, kind, django_capture_on_commit_callbacks):
    client = client_of(kind)
    assert "Du mardi au samedi" not in public(people)
    assert write(client, people).url == preview_of(people)
    seen = client.get(preview_of(people)).content.decode()
    for text in ("Les Voisins", "Du mardi au samedi", "https://exemple.fr", "Tenu par le groupe"):
        assert text in seen
    assert "n’ont pas encore relu cette page" not in seen
    assert PeerGroup.objects.get().name == people.here.name, "nothing is kept yet"
    with django_capture_on_commit_callbacks(execute=True):
        assert agree(client, preview_of(people)).status_code == 302
    shown = public(people)
    assert "Du mardi au samedi" in shown
    assert "Tenu par le groupe" in shown
    group = PeerGroup.objects.get()
    assert (group.checked_on, group.source_url, group.name_is_official) == (timezone.localdate(), "", True)
    assert group.website == "https://exemple.fr"
    assert [(act.kind, act.actor) for act in group.acts.all()] == [("page_changed", people.of(kind))]
    assert group.revisions.exists()
    assert {each.user for each in (*group.revisions.all(), *ModelLogEntry.objects.for_instance(group))} == {None}, (
        "moderators are not told who runs a group"
    )


def test_a_double_click_keeps_it_once(client_of, people):
    client = client_of("facilitator")
    write(client, people)
    seen = as_read.seen(client, preview_of(people))
    for _ in range(2):
        assert client.post(preview_of(people), {"seen": seen}).status_code == 302
    assert people.here.acts.count() == 1
    assert people.here.revisions.count() == 2


def test_the_form_shows_again_what_was_prepared(client_of, people):
    client = client_of("facilitator")
    write(client, people)
    form = client.get(page_of(people))
    assert "Rien n’est encore gardé" in form.content.decode()
    assert form.context["form"]["opening_hours"].value() == "Du mardi au samedi"


def test_a_preview_without_anything_prepared_leads_to_the_form(client_of, people):
    client = client_of("facilitator")
    assert client.get(preview_of(people)).url == client.post(preview_of(people)).url == page_of(people)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 161),
        ("website", "javascript:alert(1)"),
        ("website", "ftp://exemple.fr/"),
        ("website", "pas une adresse"),
        ("website", "gem@exemple.fr"),
        ("public_contact", "x" * 201),
        ("opening_hours", "a\x00b"),
        ("version", "x"),
    ],
)
def test_an_invalid_value_is_explained_and_shown_again(client_of, people, field, value):
    response = write(client_of("facilitator"), people, **{field: value})
    assert response.status_code == 422
    said = response.context["form"].errors[field]
    assert len(said) == len(set(said)), "once"
    assert response.context["form"]["sponsor"].value() == "Un parrain"


def test_a_page_changed_meanwhile_is_not_overwritten_unseen(client_of, people):
    first, second = client_of("facilitator"), client_of("board_member")
    write(first, people)
    write(second, people, opening_hours="Le lundi")
    assert agree(first, preview_of(people)).status_code == 302
    refused = second.post(preview_of(people), {"seen": as_read.seen(second, preview_of(people))}, follow=True)
    assert "Une autre personne a changé cette page" in refused.content.decode()
    assert PeerGroup.objects.get().opening_hours == "Du mardi au samedi"
    assert second.get(preview_of(people)).status_code == 200
    agree(second, preview_of(people))
    assert PeerGroup.objects.get().opening_hours == "Le lundi"


def test_words_of_another_window_are_not_kept_unread(client_of, people):
    client = client_of("facilitator")
    write(client, people)
    seen = as_read.seen(client, preview_of(people))
    write(client, people, opening_hours="Le lundi")
    said = client.post(preview_of(people), {"seen": seen}, follow=True)
    assert "dans une autre fenêtre" in said.text and "Le lundi" in said.text
    assert PeerGroup.objects.get(pk=people.here.pk).opening_hours != "Le lundi"
    agree(client, preview_of(people))
    assert PeerGroup.objects.get(pk=people.here.pk).opening_hours == "Le lundi"


@pytest.mark.parametrize("name", ["\u3164", "\u200b\u200b", "\u202e", "\x07"])
def test_a_name_that_nobody_can_read_is_refused(client_of, people, name):
    assert write(client_of("facilitator"), people, name=name).status_code == 422


def test_what_nobody_sees_leaves_a_name(client_of, people):
    client = client_of("facilitator")
    write(client, people, name="Les\u202e Voisins\u200b")
    agree(client, preview_of(people))
    assert PeerGroup.objects.get(pk=people.here.pk).name == "Les Voisins"


def test_a_moderator_goes_back_to_the_page_as_it_was(home, client_of, people):
    client = client_of("facilitator")
    write(client, people)
    agree(client, preview_of(people))
    first = people.here.revisions.order_by("created_at", "pk").first()
    address = f"/admin/annuaire/groupes/edit/{people.here.pk}/"
    moderator = client_of("moderator")
    history = moderator.get(f"/admin/annuaire/groupes/history/{people.here.pk}/").content.decode()
    assert f"/admin/annuaire/groupes/history/{people.here.pk}/revisions/{first.pk}/revert/" in history
    before = first.as_object()
    assert before.name == "Groupe d’ici"
    data = {"name": before.name, "slug": before.slug, "is_listed": "on", "stage": "open", "revision": first.pk}
    back = f"/admin/annuaire/groupes/history/{people.here.pk}/revisions/{first.pk}/revert/"
    opened = dict(re.findall(r'name="(loaded_revision_\w+)" value="([^"]+)"', moderator.get(back).text))
    assert moderator.post(address, data | opened).status_code == 302
    assert PeerGroup.objects.get().name == "Groupe d’ici"
    assert PeerGroup.objects.get().kept_on == timezone.localdate(), "the group keeps its page all the same"
    assert write(client, people).status_code == 302, "and the group may write again"


@pytest.mark.parametrize("kind", ["member", "other_member", "coordinator", "moderator", "referent", "superuser"])
def test_nobody_else_writes_the_page_of_a_group(client, people, kind):
    sign_in(client, people, kind)
    for page in (page_of(people), preview_of(people)):
        assert client.get(page).status_code == client.post(page, TYPED).status_code == 404


def test_what_was_prepared_for_one_page_is_not_kept_on_another(client_of, people):
    client = client_of("facilitator")
    write(client, people)
    people.facilitator.memberships.create(peer_group=people.elsewhere, **facilitates())
    other = reverse("groups:page_preview", args=[people.elsewhere.slug])
    assert client.post(other).url == reverse("groups:page", args=[people.elsewhere.slug])
    people.elsewhere.refresh_from_db()
    assert people.elsewhere.name == "Groupe d’ailleurs"


def test_a_referent_keeps_the_page_of_their_collective(client_of, people):
    client = client_of("referent")
    slug = people.collective.slug
    page = reverse("accounts:collective", args=[slug])
    assert page in client.get(reverse("accounts:home")).content.decode()
    data = {"name": "Un collectif", "operator": "", "opened": "depuis 2021", "website": "", "public_contact": ""}
    assert client.post(page, {**data, "name": ""}).status_code == 422
    preview = client.post(page, data).url
    assert "depuis 2021" in client.get(preview).content.decode()
    assert agree(client, preview).status_code == 302
    people.collective.refresh_from_db()
    assert (people.collective.opened, people.collective.source_title) == ("depuis 2021", "Tenu par le collectif")
    assert people.collective.revisions.count() == 2


@pytest.mark.parametrize("kind", ["member", "facilitator", "coordinator", "moderator"])
def test_only_referents_write_the_page_of_a_collective(client_of, people, kind):
    slug = people.collective.slug
    for name in ("collective", "collective_preview"):
        assert client_of(kind).get(reverse(f"accounts:{name}", args=[slug])).status_code == 404


def test_a_refused_change_writes_nothing(people):
    with pytest.raises(editing.ChangedMeanwhileError):
        editing.keep(people.here, {"name": "Autre"}, 12, people.facilitator, "Tenu par le groupe")
    assert PeerGroup.objects.get(pk=people.here.pk).name == "Groupe d’ici"
    assert people.here.revisions.count() == 0


def test_a_page_changes_some_times_a_day_and_what_was_written_then_waits(client_of, people):
    client = client_of("facilitator")
    for number in range(CHANGES_A_DAY + 1):
        write(client, people, opening_hours=f"Depuis {number}")
        answer = agree(client, preview_of(people))
    assert answer.url == page_of(people)
    page = client.get(page_of(people))
    assert MANY_TODAY.split(".")[0] in page.text
    assert page.context["form"]["opening_hours"].value() == f"Depuis {CHANGES_A_DAY}"
    assert PeerGroup.objects.get(pk=people.here.pk).opening_hours == f"Depuis {CHANGES_A_DAY - 1}"
