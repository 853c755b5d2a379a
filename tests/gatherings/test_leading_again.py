"""A yes is for the workshop that one read: who leads is asked again once it is another one."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from gatherings import permissions
from gatherings.models import Leader, Workshop
from gatherings.programme import leaders, rules
from passport.models import Face, Proposal
from tests.gatherings.factories import make_workshop, mark, typed
from tests.gatherings.presence_kit import make_date
from tests.passport.factories import make_skill

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
HOUR = datetime.timedelta(hours=1)
AGAIN = "diront de nouveau oui ou non"


def url(name: str, workshop: Workshop) -> str:
    return reverse(f"gatherings:{name}", args=[workshop.pk])


@pytest.fixture
def workshop(people) -> Workshop:
    """A workshop that the member leads, and the facilitator too."""
    workshop = make_workshop(people.here, what="Une soupe\net un gâteau.")
    for user in (people.member, people.facilitator):
        Leader.objects.create(workshop=workshop, user=user, accepted_at=timezone.now())
    return workshop


def leads(user) -> bool:
    leader = Leader.objects.get(user=user)
    return leader.accepted_at is not None and not leader.is_asked_again


ANOTHER = ({"title": "Aider les sinistrés"}, {"what": "Autre chose."}, {"video_link": "https://exemple.org/salle"})


@pytest.mark.parametrize("changed", [*ANOTHER, {"skill_1": "set-below"}])
def test_what_stands_beside_a_name_asks_the_others_who_lead(people, client_of, workshop, changed):
    if "skill_1" in changed:
        changed = {"skill_1": make_skill().slug}
    client, same = client_of("facilitator"), {"what": "Une soupe\r\net un gâteau."}
    assert AGAIN in client.get(url("change", workshop)).text
    page = client.post(url("change", workshop), typed(**same | changed, shown=mark(workshop)), follow=True)
    assert AGAIN in page.text
    assert (leads(people.member), leads(people.facilitator)) == (False, True)
    date = reverse("gatherings:date", args=[workshop.dates.get().pk])
    assert "<dt>Avec</dt><dd>Animation</dd>" in client_of("board_member").get(date).text
    assert "On vous propose d’animer" in client_of("member").get(reverse("accounts:awaited")).text


SAME = {"what": "Une soupe\r\net un gâteau. ", "ends_at": "16h"}
ELSEWHERE = ({"place": "Au jardin"}, {"begins_at": "13h"}, {"ends_at": "17h"}, {"repeats": "weekly"})
NEWS = "Vous animez cet atelier, et il a changé : Cuisine du mardi"


def told(client) -> bool:
    return NEWS in client.get(reverse("accounts:awaited")).text


@pytest.mark.parametrize("changed", ELSEWHERE)
def test_another_place_or_hour_tells_who_leads_and_keeps_their_name(people, client_of, workshop, changed):
    client_of("facilitator").post(url("change", workshop), typed(**SAME | changed, shown=mark(workshop)))
    member = client_of("member")
    assert told(member)
    assert 'Demandes <span class="person-news">à lire</span>' in member.get(reverse("gatherings:index")).text
    assert not told(client_of("facilitator")), "who writes knows"
    date = reverse("gatherings:date", args=[workshop.dates.first().pk])
    assert "<dt>Avec</dt><dd>Membre, Animation</dd>" in client_of("board_member").get(date).text
    assert "L’animez-vous encore" in member.get(url("lead", workshop)).text
    member.post(url("lead", workshop), {"answer": "oui"})
    assert not told(member)
    assert leads(people.member)


def test_told_of_a_change_one_press_says_no(people, client_of, workshop):
    client_of("facilitator").post(url("change", workshop), typed(**SAME, place="Au jardin", shown=mark(workshop)))
    page = client_of("member").get(url("lead", workshop)).text
    assert "Je n’anime plus cet atelier" in page and "Au jardin" in page
    client_of("member").post(url("lead", workshop), {"answer": "non"})
    assert not Leader.objects.filter(user=people.member).exists()


def test_the_same_written_again_or_more_places_tells_nobody(people, client_of, workshop):
    client_of("facilitator").post(url("change", workshop), typed(**SAME, places="5", shown=mark(workshop)))
    assert not told(client_of("member"))


@pytest.mark.parametrize("act", ["move", "cancel"])
def test_a_date_moved_or_cancelled_alone_tells_the_others_who_lead(people, client_of, workshop, act):
    date = workshop.dates.get()
    said = {
        "first_day": date.begins.date(),
        "begins_at": "15h",
        "ends_at": "17h",
        "place": "La cour",
        "word": "La pluie.",
        "shown": mark(date),
    }
    client_of("facilitator").post(reverse(f"gatherings:{act}", args=[date.pk]), said)
    assert told(client_of("member"))
    assert not told(client_of("facilitator"))
    page = client_of("member").get(url("lead", workshop)).text
    assert "Dates changées" in page and "La pluie." in page


def test_a_change_is_told_no_more_once_nothing_is_to_come(people, client_of, workshop):
    Leader.objects.update(has_news=True)
    assert leaders.forget_news() == 0
    workshop.dates.all().delete()
    assert leaders.forget_news() == 2
    assert not told(client_of("member"))


@pytest.mark.parametrize("changed", [*ANOTHER, *ELSEWHERE])
def test_a_yes_to_what_has_changed_meanwhile_is_asked_once_more(people, client_of, workshop, changed):
    Leader.objects.filter(user=people.member).update(accepted_at=None)
    member = client_of("member")
    page = member.get(url("lead", workshop))
    client_of("facilitator").post(url("change", workshop), typed(**SAME | changed, shown=mark(workshop)))
    answer = member.post(url("lead", workshop), {"answer": "oui", "about": page.context["about"]})
    assert answer.status_code == 422
    assert "Cet atelier vient de changer" in answer.text
    assert not leads(people.member)
    member.post(url("lead", workshop), {"answer": "oui", "about": answer.context["about"]})
    assert leads(people.member)


def test_a_yes_while_a_date_moves_is_asked_once_more(people, client_of, workshop):
    seen = leaders.shown_to(workshop)
    rules.cancel(workshop.dates.get(), "")
    with pytest.raises(leaders.WorkshopChangedError):
        leaders.accept(people.member, workshop.pk, seen)


def test_another_hour_or_place_asks_nobody(people, client_of, workshop):
    said = typed(what="Une soupe\r\net un gâteau. ", place="Au jardin", begins_at="13h", shown=mark(workshop))
    page = client_of("facilitator").post(url("change", workshop), said, follow=True)
    assert "C’est écrit" in page.text
    assert AGAIN not in page.text
    assert leads(people.member)


def test_shown_again_after_it_was_set_aside_it_asks_the_others_who_lead(people, client_of, workshop):
    Workshop.objects.update(state=Workshop.State.SET_ASIDE, reason="La salle est prise.")
    client = client_of("facilitator")
    assert AGAIN in client.get(url("workshop", workshop)).text
    assert AGAIN in client.post(url("show", workshop), follow=True).text
    assert (leads(people.member), leads(people.facilitator)) == (False, True)


def test_a_proposal_made_visible_as_it_was_keeps_the_yes_of_its_author(people, client_of):
    client_of("member").post(reverse("gatherings:propose"), typed())
    page = client_of("facilitator").post(url("show", Workshop.objects.get()), follow=True)
    assert AGAIN not in page.text
    assert leads(people.member)


def test_a_workshop_that_nobody_else_leads_says_nothing_of_it(people, client_of):
    workshop = make_workshop(people.here)
    assert AGAIN not in client_of("facilitator").get(url("change", workshop)).text
    page = client_of("facilitator").post(
        url("change", workshop), typed(title="Autrement", shown=mark(workshop)), follow=True
    )
    assert AGAIN not in page.text


def test_what_was_led_stays_theirs_and_a_yes_names_them_again(people, client_of):
    date = make_date(people.here, people.member, (make_skill(),))
    change = url("change", date.workshop)
    said = typed(title="Cuisine du mercredi", skill_1=date.workshop.skills.get().slug, first_day=date.original_day)
    said["shown"] = mark(date.workshop)
    assert AGAIN in client_of("facilitator").post(change, said, follow=True).text
    member, page = client_of("member"), reverse("gatherings:presences", args=[date.pk])
    assert "Qui a dit son nom" in member.get(page).text
    shown = client_of("board_member").get(reverse("gatherings:date", args=[date.pk])).text
    assert "<dd>Membre</dd>" not in shown and "Dire merci" in shown
    member.post(page, {"came": 3, "guests": "", "close": "1"})
    assert [each.face for each in Proposal.objects.of(people.member)] == [Face.SHARED]
    moment = Leader.objects.get().accepted_at
    member.post(url("lead", date.workshop), {"answer": "oui"})
    assert leads(people.member) and Leader.objects.get().accepted_at == moment
    assert "<dd>Membre</dd>" in client_of("board_member").get(reverse("gatherings:date", args=[date.pk])).text


def test_who_is_asked_again_reads_no_name_of_what_begins_before_their_yes(people, workshop):
    begun = make_date(people.here, people.member)
    after = make_date(people.here, people.member, starts_at=timezone.now() + 2 * HOUR)
    other = Leader.objects.filter(user=people.member, workshop=after.workshop)
    Leader.objects.update(asked_again_at=timezone.now())
    assert permissions.reads_names(people.member, begun)
    with time_machine.travel(after.starts_at, tick=False):
        assert not permissions.reads_names(people.member, after)
        assert not permissions.can_change_a_date(people.member, after.workshop)
        leaders.accept(people.member, after.workshop_id)
        assert not permissions.reads_names(people.member, after), "they were named after it had begun"
    assert other.get().asked_again_at is None
