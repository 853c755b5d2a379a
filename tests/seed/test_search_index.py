"""An upgraded site indexes its texts again when words are read otherwise, once."""

import pytest
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from config.models import SeedRecord
from config.seeding import search_index
from content.models import Fact

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indexed")]


@pytest.fixture
def runs(monkeypatch) -> list[str]:
    """Return the commands that are run, which do nothing."""
    done: list[str] = []
    monkeypatch.setattr(search_index, "call_command", lambda name, **_: done.append(name))
    return done


def prepare() -> None:
    search_index.remember(make_again=search_index.is_stale())


def upgrade() -> None:
    SeedRecord.objects.filter(key=search_index.KEY).update(payload_hash="before")


def write_a_fact() -> None:
    Fact.objects.create(key="un", statement="La présidente", source_title="x", confidence="H", checked_on="2026-01-31")


def test_a_new_site_does_not_index_twice(runs):
    prepare()
    write_a_fact()
    prepare()
    assert runs == []


def test_a_site_indexed_before_words_were_read_so_is_indexed_again_once(runs):
    write_a_fact()
    prepare()
    prepare()
    assert runs == ["update_index"]
    upgrade()
    prepare()
    prepare()
    assert runs == ["update_index"] * 2


def test_a_stop_in_between_begins_again(runs, monkeypatch):
    write_a_fact()

    def stops(*_args, **_more):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken, pytest.raises(KeyboardInterrupt):
        broken.setattr(search_index, "call_command", stops)
        prepare()
    prepare()
    assert runs == ["update_index"]


def test_indexing_again_finds_what_the_index_had_lost():
    write_a_fact()
    IndexEntry.objects.all().delete()
    assert list(get_search_backend().search("président", Fact)) == []
    search_index.remember(make_again=True)
    assert list(get_search_backend().search("président", Fact)) == [Fact.objects.get()]
