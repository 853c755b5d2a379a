"""Three hundred odd files, sent as a coordinator would: an answer in words each time, and never half a write."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from directory.models import PeerGroup
from tests.accounts.coordination.odd_files import odd_files
from tests.directory.factories import PeerGroupFactory

pytestmark = pytest.mark.django_db
SEND, PREVIEW = "coordination:file", "coordination:file_preview"


def state() -> list:
    return list(PeerGroup.objects.order_by("pk").values())


def test_three_hundred_odd_files_break_nothing_and_write_all_or_nothing(client_of):
    client, tried, written = client_of("coordinator"), 0, 0
    client.raise_request_exception = False
    PeerGroupFactory(name="Les Ébènes", town="Rouen", opening_hours="mardi")
    for number, content in enumerate(odd_files()):
        before = state()
        sent = client.post(reverse(SEND), {"file": SimpleUploadedFile("groupes.csv", content)})
        assert sent.status_code in {302, 422}, (number, sent.status_code, content[:80])
        assert state() == before, "to read a file writes nothing"
        tried += 1
        if sent.status_code != 302:
            assert b"<script>alert(1)" not in sent.content
            continue
        shown = client.get(reverse(PREVIEW))
        assert shown.status_code == 200, (number, content[:80])
        assert b"<script>alert(1)" not in shown.content
        plan = shown.context["plan"]
        assert client.post(reverse(PREVIEW), {"seen": shown.context["seen"]}).status_code == 302
        assert PeerGroup.objects.count() == len(before) + len(shown.context["added"])
        written += bool(plan.to_write)
    assert tried == 300
    assert 20 < written < 200
