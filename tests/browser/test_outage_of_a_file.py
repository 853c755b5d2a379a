"""The embedded database is a file, which another process may hold: readers go on, writers wait a little."""

import contextlib
import sqlite3

import pytest
from django.db import connection
from playwright.sync_api import expect

from courses.models import LessonDone
from tests.courses.factories import address, build_site, module_with


@pytest.fixture
def impatient(monkeypatch, live_server) -> None:
    """Let writers wait for less than in production (config.settings_parts.database_options)."""
    monkeypatch.setitem(connection.settings_dict["OPTIONS"], "timeout", 0.5)


@pytest.mark.skipif(connection.vendor != "sqlite", reason="another database is not a file")
def test_a_form_sent_while_another_process_holds_the_file_can_be_sent_again(impatient, people, window):
    lesson = module_with(build_site(), lessons=2).get_children().first().specific
    page = window(width=360, user=people.member)
    with contextlib.closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert page.goto(address(lesson)).status == 200
        with page.expect_navigation() as arrived:
            page.get_by_role("button", name="J’ai fini cette leçon").click()
        assert arrived.value.status == 503
        expect(page.get_by_text("renvoyer le formulaire")).to_be_visible()
        other.execute("ROLLBACK")
    assert page.reload().status == 200
    expect(page.get_by_text("Leçon 2 sur 2").first).to_be_visible()
    assert LessonDone.objects.filter(done_at__isnull=False).count() == 1
