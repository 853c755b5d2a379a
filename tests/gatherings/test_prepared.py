"""A workshop prepared from a lesson: what the form holds, and what is said of where it comes from."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from accounts import personal_data
from accounts.models import Membership
from gatherings.models import Workshop
from passport.models import Proposal
from tests.gatherings.factories import mark, typed
from tests.gatherings.presence_kit import close, make_date
from tests.gatherings.ready_kit import make_trained

pytestmark = pytest.mark.django_db
PROPOSE = reverse("gatherings:propose")
ASKED = f"{PROPOSE}?formation=caisse&lecon=compter"


@pytest.fixture
def module(db):
    return make_trained()


def sent(**changes: str) -> dict[str, str]:
    return typed(formation="caisse", says_module="on", ends_at="", **changes)


def test_the_form_opens_filled_in(people, module, client_of):
    form = client_of("member").get(ASKED).context["form"]
    assert form["title"].value() == "Compter la caisse"
    assert form["what"].value().startswith("Une demi-heure, en trois temps")
    assert "La caisse se compte à deux." in form["what"].value()
    slugs = {skill.slug for skill in module.skills.all()}
    assert {form[f"skill_{number}"].value() for number in (1, 2)} == slugs
    assert not form["skill_3"].value()
    assert len(form["what"].value()) <= 1000


def test_a_member_proposes_half_an_hour_as_usual(people, module, client_of):
    client = client_of("member")
    page = client.post(ASKED, sent(), follow=True)
    workshop = Workshop.objects.get()
    assert (workshop.minutes, workshop.prepared_from, workshop.state) == (30, module, Workshop.State.PROPOSED)
    assert "Tenir la caisse" in page.text


def test_an_end_that_is_said_counts(people, module, client_of):
    client_of("member").post(ASKED, sent(begins_at="14h") | {"ends_at": "15h"})
    assert Workshop.objects.get().minutes == 60


@pytest.mark.parametrize(("begins", "field"), [("23h50", "ends_at"), ("bientôt", "begins_at")])
def test_an_impossible_hour_is_said_beside_its_field(people, module, client_of, begins, field):
    page = client_of("member").post(ASKED, sent(begins_at=begins))
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert 'value="caisse"' in page.text


def test_without_a_module_an_end_is_asked_for(people, client_of):
    assert "ends_at" in client_of("member").post(PROPOSE, typed(ends_at="")).context["form"].errors


def test_the_person_may_leave_the_module_unsaid(people, module, client_of):
    client_of("member").post(ASKED, {key: value for key, value in sent().items() if key != "says_module"})
    assert Workshop.objects.get().prepared_from is None


@pytest.mark.parametrize("slug", ["inconnue", "", "\0", "é", "x" * 3000, "../caisse"])
def test_an_unknown_module_prepares_nothing(people, module, client_of, slug):
    page = client_of("member").get(PROPOSE, {"formation": slug})
    assert page.status_code == 200
    assert "says_module" not in page.context["form"].fields
    client_of("member").post(PROPOSE, typed(formation=slug, says_module="on"))
    assert Workshop.objects.get().prepared_from is None


def test_without_a_lesson_the_title_is_that_of_the_module(people, module, client_of):
    assert client_of("member").get(f"{PROPOSE}?formation=caisse").context["form"]["title"].value() == "Tenir la caisse"


def test_who_decides_may_take_the_module_away(people, module, client_of):
    client_of("facilitator").post(ASKED, sent())
    workshop = Workshop.objects.get()
    address = reverse("gatherings:change", args=[workshop.pk])
    said = typed(says_module="on")
    client_of("facilitator").post(address, {**said, "shown": mark(workshop)})
    workshop.refresh_from_db()
    assert workshop.prepared_from == module
    del said["says_module"]
    client_of("facilitator").post(address, {**said, "shown": mark(workshop)})
    workshop.refresh_from_db()
    assert workshop.prepared_from is None


@pytest.fixture
def date(people, module):
    date = make_date(people.here, people.member, tuple(module.skills.all()))
    date.workshop.prepared_from = module
    date.workshop.save()
    return date


def test_the_page_of_a_date_names_the_module_while_it_is_shown(people, module, date, client_of):
    address = reverse("gatherings:date", args=[date.pk])
    assert module.address in client_of("board_member").get(address).text
    module.unpublish()
    page = client_of("board_member").get(address).text
    assert "Préparé avec" not in page
    assert module.title not in page


def test_the_skill_offered_says_the_module(people, date, client_of):
    close(client_of("member"), date)
    labels = {proposal.source_label for proposal in Proposal.objects.of(people.member)}
    assert labels == {"Cuisine du mardi, d’après la formation «\xa0Tenir la caisse\xa0»"}


def test_who_proposed_it_finds_the_module_in_what_the_site_knows(people, module, client_of):
    client_of("member").post(ASKED, sent())
    (told,) = personal_data.export(people.member)["ateliers"]["ateliers que j’ai proposés"]
    assert told["préparé à partir de"] == module.title


def test_who_left_the_group_reads_no_title_of_it_in_what_the_site_knows(people, date):
    Workshop.objects.update(proposed_by=people.member)
    before = timezone.localdate() - datetime.timedelta(days=9)
    Membership.objects.filter(user=people.member).update(starts_on=before, ends_on=before)
    told = personal_data.export(people.member)["ateliers"]
    (proposed,), (led,) = told["ateliers que j’ai proposés"], told["ateliers que j’anime"]
    assert (proposed["titre"], proposed["où il en est"], led["titre"]) == ("un atelier", "", "un atelier")


def test_the_admin_lists_no_workshop_under_its_module():
    assert not ReferenceIndex.model_is_indexable(Workshop)


def test_a_module_that_goes_leaves_the_workshop(people, module, date):
    module.delete()
    date.workshop.refresh_from_db()
    assert date.workshop.prepared_from is None
