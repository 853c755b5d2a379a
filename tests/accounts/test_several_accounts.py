"""« Ouvrir plusieurs comptes »: names pasted, checked line by line, opened in one press, once."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts import journal
from accounts.groups import new_account, several_forms, several_views
from accounts.models import GroupAct, LoginCard, Membership, Turn, User
from tests.people import facilitates, mark_second_factor

RUN_IT = {"facilitator", "board_member"}
KEY = "k" * 22


def page(people, group=None):
    return reverse("groups:open_several", args=[(group or people.here).slug])


def listed(people, key=KEY, group=None):
    return reverse("groups:open_listed", args=[(group or people.here).slug, key])


def lines(*names, left_out=(), **more):
    """Return what the second screen sends."""
    sent = {f"name-{place}": name for place, name in enumerate(names)}
    return sent | {f"keep-{place}": "on" for place in range(len(names)) if place not in left_out} | more


def opened() -> list[str]:
    kept = Membership.objects.filter(opening_key__isnull=False).order_by("opening_key")
    return [str(membership.user) for membership in kept.select_related("user")]


def test_those_who_run_the_group_alone_open_several(kind, client_of, people):
    people.facilitator  # noqa: B018 - a coordinator opens the first account alone, and then none
    client = client_of(kind)
    status = client.get(page(people)).status_code
    assert status == (302 if kind == "visitor" else 200 if kind in RUN_IT else 404)
    answer = client.post(listed(people), lines("Lou"))
    assert opened() == (["Lou"] if kind in RUN_IT else []) and answer.status_code in {302, 404}
    assert client.post(listed(people, group=people.elsewhere), lines("Sol")).status_code in {302, 404}
    assert "Sol" not in opened()


def test_a_coordinator_keeps_the_rule_of_the_first_account(client_of, people):
    client = client_of("coordinator")
    assert client.get(reverse("groups:open_account", args=[people.here.slug])).status_code == 200
    assert client.get(page(people)).status_code == 404
    assert client.post(listed(people), lines("Lou")).status_code == 404


def test_names_are_pasted_checked_and_opened(client_of, people):
    client = client_of("facilitator")
    answer = client.post(page(people), {"names": "1. Camille\n2. Lou; Sol\n"})
    shown = client.get(answer.url)
    assert [line.name.value() for line in shown.context["form"].lines] == ["Camille", "Lou", "Sol"]
    assert all(line.keep.value() for line in shown.context["form"].lines)
    done = client.post(answer.url, lines("Camille", "Lou", "Sol", left_out=[1]))
    assert opened() == ["Camille", "Sol"]
    assert done.url.startswith(reverse("groups:cards", args=[people.here.slug]))
    assert "2 comptes sont ouverts" in client.get(done.url).text
    for membership in Membership.objects.filter(opening_key__isnull=False).select_related("user"):
        assert membership.role == Membership.Role.MEMBER and membership.role_given_by is None
        assert not membership.user.has_entered and membership.user.username.startswith("p-")
        assert (membership.user.email, membership.findable, membership.is_peer_advocate) == (None, False, False)


def test_each_person_finds_who_opened_their_account_in_the_journal(client_of, people):
    client_of("facilitator").post(listed(people), lines("Camille", "Lou"))
    acts = GroupAct.objects.filter(kind=GroupAct.Kind.ACCOUNT_OPENED)
    assert {str(act.subject) for act in acts} == {"Camille", "Lou"}
    assert {(act.actor, act.detail) for act in acts} == {(people.facilitator, "2 comptes ouverts ensemble")}
    lou = User.objects.get(display_name="Lou")
    (act,) = journal.export(lou)["journal"]
    assert act["fait pour moi"] and act["quoi"] == "a ouvert un compte"


@pytest.mark.parametrize("again", [lines("Camille", "Lou"), lines("Camille", "Lou", "Sol"), lines("Sol"), {}])
def test_pressed_twice_it_opens_once(again, client_of, people):
    client = client_of("facilitator")
    first = client.post(listed(people), lines("Camille", "Lou"))
    second = client.post(listed(people), again)
    assert (second.status_code, second.url) == (302, first.url)
    assert client.get(listed(people)).url == first.url, "Back, or a reload"
    assert opened() == ["Camille", "Lou"]
    assert Turn.objects.count() == 2


def test_two_presses_at_once_open_once(people):
    """The second one found nothing open, and meets the keys of the first."""
    new_account.open_several(people.here, [("Camille", ""), ("Lou", "")], KEY, people.facilitator)
    assert new_account.open_several(people.here, [("Sol", "")], KEY, people.facilitator).count() == 2
    assert opened() == ["Camille", "Lou"]


def test_a_key_of_another_group_opens_nothing(client_of, people):
    Membership.objects.create(user=people.facilitator, peer_group=people.elsewhere, **facilitates())
    client = client_of("facilitator")
    client.post(listed(people, group=people.elsewhere), lines("Camille"))
    assert client.post(listed(people), lines("Lou", "Sol")).status_code == 404
    assert opened() == ["Camille"]
    assert not Turn.objects.filter(number__gt=0).exists(), "nothing is counted for what was not opened"


@pytest.mark.one_database
def test_twenty_five_accounts_cost_as_many_queries_as_five(client_of, people):
    client = client_of("facilitator")
    mark_second_factor(client)
    client.get(page(people))
    costs = []
    for number in (5, 25):
        names = [f"Personne {number} {place}" for place in range(number)]
        shown = listed(people, f"{number:022}")
        with CaptureQueriesContext(connection) as asked:
            assert client.post(shown, lines(*names)).status_code == 302
        costs.append(len(asked))
    assert costs[0] == costs[1]
    assert len(opened()) == 30


def test_two_tabs_hold_two_lists_and_a_lost_session_loses_nothing(client_of, people):
    client = client_of("facilitator")
    one, two = (client.post(page(people), {"names": text}).url for text in ("Camille", "Lou\nSol"))
    assert "Camille" in client.get(one).text and "Camille" not in client.get(two).text
    session = client.session
    assert "Camille" not in str(dict(session)), "sealed"
    del session[several_views.LISTS]
    session.save()
    assert client.get(one).url == page(people)
    client.post(two, lines("Lou", "Sol"))
    assert opened() == ["Lou", "Sol"]


def test_a_list_goes_after_two_hours_and_is_nobody_else_s(client_of, people):
    client = client_of("facilitator")
    shown = client.post(page(people), {"names": "Camille"}).url
    assert client_of("board_member").get(shown).url == page(people)
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2, minutes=1)):
        assert client.get(shown).url == page(people)


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("", several_forms.NOBODY),
        ("1.\n2.\n", several_forms.NOBODY),
        ("\n".join(f"Nom {number}x" for number in range(61)), "61 noms"),
        ("x" * 20_001, several_forms.TOO_LONG),
    ],
)
def test_a_paste_of_nobody_or_of_too_many_is_shown_again(names, said, client_of, people):
    answer = client_of("facilitator").post(page(people), {"names": names})
    assert answer.status_code == 422
    assert said in answer.text and names[:40].strip() in answer.text


@pytest.mark.parametrize(("pasted", "is_said"), [("Prénom\tDepuis\nAgathe\t2020", True), ("Agathe\nAziz", False)])
def test_a_column_that_is_not_read_is_said(client_of, people, pasted, is_said):
    told = client_of("facilitator").post(page(people), {"names": pasted}, follow=True).text
    assert ("Laissé de côté&nbsp;: Depuis." in told or "Laissé de côté\u00a0: Depuis." in told) is is_said


def test_names_twice_or_borne_already_are_left_out_and_said(client_of, people):
    people.member  # noqa: B018 - « Membre » is in the group
    client = client_of("facilitator")
    shown = client.get(client.post(page(people), {"names": "Lou\nMEMBRE\nlou\nМembre\nSol"}).url).context["form"].lines
    assert [bool(line.keep.value()) for line in shown] == [True, False, False, False, True]
    assert [line.name.help_text for line in shown] == [
        "",
        several_forms.TAKEN,
        several_forms.TWICE,
        several_forms.TAKEN,
        "",
    ]


def test_names_alike_ask_for_one_more_tick(client_of, people):
    people.member  # noqa: B018 - « Membre » is in the group
    client = client_of("facilitator")
    refused = client.post(listed(people), lines("Lou", "Membre", "LOU"))
    assert refused.status_code == 422 and opened() == []
    assert several_forms.ALIKE in refused.text
    assert [line.name.value() for line in refused.context["form"].lines] == ["Lou", "Membre", "LOU"]
    client.post(listed(people), lines("Lou", "Membre", "LOU", go_on="on"))
    assert opened() == ["Lou", "Membre", "LOU"]


def test_a_name_changed_on_the_spot_asks_for_nothing_more(client_of, people):
    client = client_of("facilitator")
    client.post(listed(people), lines("Lou", "Lou B."))
    assert opened() == ["Lou", "Lou B."]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", several_forms.MISSING),
        ("\u200b\u2060", "au moins une lettre"),
        ("x" * 61, several_forms.LONG),
        ("x" * 10_000, several_forms.LONG),
        ("М. Martin", "un autre alphabet"),
        ("L’équipe Entrepairs", "comme une fonction"),
        ("Lou\x00", ""),
    ],
)
def test_a_name_that_cannot_be_one_is_shown_again_and_opens_nothing(name, said, client_of, people):
    refused = client_of("facilitator").post(listed(people), lines("Camille", name, "Sol", left_out=[2]))
    assert refused.status_code == 422 and opened() == []
    assert said in refused.text
    shown = refused.context["form"].lines
    assert [line.name.value() for line in shown] == ["Camille", name, "Sol"]
    assert [bool(line.keep.value()) for line in shown] == [True, True, False]


def test_what_is_left_out_is_not_checked(client_of, people):
    client_of("facilitator").post(listed(people), lines("Camille", "x" * 10_000, "", "Lou\x00", left_out=[1, 2, 3]))
    assert opened() == ["Camille"]


def test_a_list_with_nothing_ticked_is_shown_again(client_of, people):
    refused = client_of("facilitator").post(listed(people), lines("Camille", left_out=[0]))
    assert refused.status_code == 422 and several_forms.NONE_KEPT in refused.text


def test_the_limit_of_the_day_holds_for_the_whole_list(client_of, people, monkeypatch):
    monkeypatch.setattr(new_account, "OPENED_A_DAY", 3)
    client = client_of("facilitator")
    client.post(reverse("groups:open_account", args=[people.here.slug]), {"display_name": "Lou", "key": KEY})
    refused = client.post(listed(people, "a" * 22), lines("Camille", "Sol", "Nour"))
    assert refused.status_code == 422 and "aujourd’hui\N{NO-BREAK SPACE}: 2" in refused.text
    client.post(listed(people, "a" * 22), lines("Camille", "Sol", "Nour", left_out=[2]))
    assert opened() == ["Camille", "Sol", "Lou"]
    refused = client.post(listed(people, "b" * 22), lines("Nour"))
    assert refused.status_code == 422 and new_account.MANY_OPENED in refused.text


def test_accounts_opened_meanwhile_by_somebody_else_count(client_of, people, monkeypatch):
    monkeypatch.setattr(new_account, "OPENED_A_DAY", 1)
    monkeypatch.setattr(new_account, "left_today", lambda group: 1)
    client = client_of("facilitator")
    client.post(listed(people), lines("Camille"))
    refused = client.post(listed(people, "b" * 22), lines("Sol"))
    assert refused.status_code == 422 and new_account.MANY_OPENED in refused.text
    assert opened() == ["Camille"]


@pytest.mark.parametrize("key", ["k", "k" * 21, "k" * 23, "é" * 22])
def test_a_key_of_another_shape_is_no_address(key, client_of, people):
    address = listed(people).replace(KEY, key)
    assert client_of("facilitator").post(address, lines("Camille")).status_code == 404
    assert not LoginCard.objects.exists() and opened() == []
