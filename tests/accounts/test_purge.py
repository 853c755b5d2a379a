"""The nightly purge."""

import datetime

from django.utils import timezone

from accounts.models import Draft, Session
from accounts.purge import purge
from accounts.sign_in import interrupted_forms
from tests.people import person


def test_drafts_older_than_thirty_days_and_ended_sessions_are_deleted(client, db):
    user = person("Nour")
    for key, days in (("/vieux/", 31), ("/recent/", 29)):
        interrupted_forms.keep(user, key, {"text": "bonjour"})
        Draft.objects.filter(form_key=key).update(updated_at=timezone.now() - datetime.timedelta(days=days))
    client.force_login(user)
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(hours=1))
    assert purge() == 1
    assert [draft.form_key for draft in Draft.objects.all()] == ["/recent/"]
    assert not Session.objects.exists()
