"""The name that a coordinator types to record a mandate: the answer must not tell who belongs to a group."""

import datetime

import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.mandates import views
from accounts.models import Mandate
from tests.accounts.board import typed


def test_a_coordinator_does_not_go_through_the_members_name_by_name(client_of, people, monkeypatch):
    monkeypatch.setattr(views, "NAMES_A_DAY", 3)
    client = client_of("coordinator")
    page = reverse("groups:mandate_new", args=[people.here.slug])
    with time_machine.travel(timezone.now(), tick=False) as clock:
        asked = typed(people.member)
        for number in range(3):
            assert client.post(page, asked | {"name": f"Personne {number}"}).status_code == 422
        answer = client.post(page, asked)
        assert answer.status_code == 422, "a right name is not told either"
        assert "beaucoup de noms" in answer.text
        assert f'value="{people.member}"' in answer.text, "what was typed stays"
        assert not Mandate.objects.exists()
        clock.shift(datetime.timedelta(days=1))
        assert client.post(page, asked).status_code == 302
