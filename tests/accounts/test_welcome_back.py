"""« Bon retour »: one calm screen for who had not entered for sixty days; it keeps nothing and holds nobody up."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.account.inactivity import AWAY, CAME_BACK
from accounts.models import Session, User
from courses.models import Enrolment
from tests.accounts.kit import PASSWORD, card_of, enter, with_password
from tests.courses.factories import build_site, module_with

HERE = "/compte/bon-retour/"
pytestmark = pytest.mark.django_db


@pytest.fixture
def held():
    """A card whose owner entered last so long ago, and was offered what is offered once a month."""
    held = card_of()
    away_for(held.user, AWAY.days)
    return held


def away_for(user, days):
    noon = timezone.localtime().replace(hour=12)  # days on the calendar: one of autumn has twenty-five hours
    before = noon - datetime.timedelta(days=days)
    User.objects.filter(pk=user.pk).update(last_login=before, rescue_offered_on=timezone.localdate())


def came_back(client, held, **data):
    """Sign in with the card; return the page one is led to."""
    return enter(client, held, **data)


def test_after_sixty_days_one_screen_says_that_all_stayed(client, held):
    assert came_back(client, held).url == HERE
    page = client.get(HERE).text
    assert "Bon retour Nour" in page
    assert "Rien n’est à rattraper" in page
    assert "Votre passeport est là" in page
    assert page.count('class="btn"') == 1
    assert client.post(HERE).url == "/"
    assert CAME_BACK not in client.session
    assert client.get(HERE).url == "/", "once"
    assert came_back(Client(), held).url == "/", "and never again until the next absence"


@pytest.mark.parametrize("days", [1, AWAY.days - 1])
def test_who_was_here_lately_is_led_on_at_once(days, client, held):
    away_for(held.user, days)
    assert came_back(client, held).url == "/"


def test_a_first_sign_in_is_no_return(client, held):
    User.objects.filter(pk=held.user.pk).update(last_login=None)
    assert came_back(client, held).url != HERE


def test_a_session_open_elsewhere_says_that_one_was_here(client, held):
    other = Client()
    other.force_login(held.user)
    away_for(held.user, AWAY.days)
    assert Session.objects.filter(user=held.user).exists()
    assert came_back(client, held).url == "/"


def test_the_page_that_was_asked_comes_after_it(client):
    user = with_password("Alex")
    away_for(user, 400)
    asked = reverse("accounts:data")
    sent = {"login": user.username, "password": PASSWORD, "next": asked}
    assert client.post(reverse("account_login"), sent).url == HERE
    assert "Continuer cette leçon" not in client.get(HERE).text
    assert client.post(HERE).url == asked


def test_it_says_where_one_was_and_leads_there(client, held):
    module = module_with(build_site())
    lesson = module.get_children().first()
    Enrolment.objects.create(user=held.user, module=module)
    came_back(client, held)
    page = client.get(HERE).text
    assert lesson.title in page
    assert "Continuer cette leçon" in page
    assert page.count('class="btn"') == 1
    address = reverse("courses:lesson", args=[module.slug, lesson.slug])
    assert f'value="{address}"' in page
    assert client.post(HERE, {"to": address}).url == address


@pytest.mark.parametrize("to", ["https://ailleurs.fr/", "//ailleurs.fr/", "home", "x" * 5000])
def test_no_other_site_is_led_to(to, client, held):
    came_back(client, held)
    assert client.post(HERE, {"to": to}).url == "/"


def test_it_comes_before_what_is_offered_and_leaves_nothing(client, held):
    User.objects.filter(pk=held.user.pk).update(rescue_offered_on=None)
    came_back(client, held)
    kept = User.objects.values().get(pk=held.user.pk)
    assert client.post(HERE).url == reverse("accounts:rescue")
    assert User.objects.values().get(pk=held.user.pk) == kept
