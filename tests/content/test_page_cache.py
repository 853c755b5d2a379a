"""The page cache: one body for every visitor, unreachable once anything is published."""

import pytest
from django.core.cache import caches
from django.urls import reverse

from content import page_cache, remembered
from content.models import HomePage, TextPage
from content.remembered import bump, while_unchanged
from courses.models import LessonPage
from directory.models import Collective, PeerGroup
from tests.courses.factories import address as lesson_address
from tests.courses.factories import build_site, module_with
from tests.practices.factories import build_exchange, make_practice


@pytest.fixture
def group(db):
    return PeerGroup.objects.create(slug="groupe-essai", name="Groupe d’essai")


@pytest.fixture
def address(group):
    return reverse("directory:peer_group", args=[group.slug])


def test_second_visit_asks_the_database_nothing(client, address, django_assert_num_queries):
    first = client.get(address)
    with django_assert_num_queries(0):
        second = client.get(address)
    assert first.status_code == second.status_code == 200
    assert first.content == second.content
    assert first.headers["Cache-Control"] == second.headers["Cache-Control"] == "private, no-cache"
    assert not second.cookies


def test_every_page_that_is_one_for_all_is_kept(client, address, django_assert_num_queries):
    (lesson,) = LessonPage.objects.child_of(module_with(build_site(), lessons=1))
    sheet = make_practice(build_exchange())
    text = HomePage.objects.get().add_child(instance=TextPage(title="Mentions", slug="mentions"))
    collective = Collective.objects.create(slug="collectif-essai", name="Collectif d’essai")
    names = ("home", "courses:modules", "help", "help_lost", "privacy", "accessibility", "practices:index")
    addresses = [*(reverse(name) for name in (*names, "directory:index")), address, sheet.address, text.url]
    addresses += [lesson.get_parent().specific.address, lesson_address(lesson)]
    addresses.append(reverse("directory:collective", args=[collective.slug]))
    for each in addresses:
        assert client.get(each).status_code == 200, each
    with django_assert_num_queries(0):
        for each in addresses:
            client.get(each)


def test_a_changed_group_is_shown_at_once(client, group, address, django_capture_on_commit_callbacks):
    client.get(address)
    with django_capture_on_commit_callbacks(execute=True):
        group.name = "Un autre nom"
        group.save()
    assert "Un autre nom" in client.get(address).content.decode()


def test_what_changed_while_the_cache_was_away_is_shown_once_it_is_back(
    client, group, address, monkeypatch, django_capture_on_commit_callbacks
):
    client.get(address)
    with monkeypatch.context() as away, django_capture_on_commit_callbacks(execute=True):
        for operation, answer in (("set", None), ("get", None), ("add", True)):
            away.setattr(type(caches["pages"]), operation, lambda *_args, answer=answer, **_kwargs: answer)
        group.name = "Un autre nom"
        group.save()
        assert "Un autre nom" in client.get(address).content.decode()
    assert "Un autre nom" in client.get(address).content.decode()
    assert remembered.generation() == remembered.generation()  # and kept again


def test_comfort_of_one_visitor_is_not_served_to_another(client, address):
    client.cookies["confort"] = "xl.wide.on.dark"
    assert b'data-size="xl"' in client.get(address).content
    del client.cookies["confort"]
    assert b'data-size="m"' in client.get(address).content


def test_another_port_makes_no_other_page(client, address, group):
    """Each port that a visitor invents would be one more copy of every page."""
    client.get(address, headers={"Host": "testserver:8001"})
    PeerGroup.objects.filter(pk=group.pk).update(name="Un autre nom")
    assert "Un autre nom" in client.get(address, headers={"Host": "testserver:8001"}).text
    client.get(address)
    PeerGroup.objects.filter(pk=group.pk).update(name="Encore un nom")
    assert "Un autre nom" in client.get(address).text


def test_another_spelling_of_the_host_makes_no_other_page(client, address, group):
    client.get(address)
    PeerGroup.objects.filter(pk=group.pk).update(name="Un autre nom")
    for host in ("TestServer", "TESTSERVER", "testserver."):
        assert "Un autre nom" not in client.get(address, headers={"Host": host}).text


def test_a_query_string_is_never_kept(client, address, group):
    client.get(address + "?x=1")
    PeerGroup.objects.filter(pk=group.pk).update(name="Nom tout neuf")
    assert "Nom tout neuf" in client.get(address + "?x=1").content.decode()


def test_people_with_a_session_get_their_own_page(client, address, group, django_user_model):
    client.get(address)
    client.force_login(django_user_model.objects.create_user(display_name="Alix (essai)"))
    PeerGroup.objects.filter(pk=group.pk).update(name="Nom tout neuf")
    response = client.get(address)
    assert "Nom tout neuf" in response.content.decode()
    assert response.headers["Cache-Control"] == "no-store, private"


def test_a_page_rendered_before_a_bump_is_not_kept_after_it(address, rf, django_capture_on_commit_callbacks):
    from django.http import HttpResponse
    from django.urls import resolve

    from content.page_cache import PageCacheMiddleware

    def publishing_meanwhile(request):
        request.resolver_match = resolve(address)
        bump()
        return HttpResponse("ancien")

    middleware = PageCacheMiddleware(publishing_meanwhile)
    with django_capture_on_commit_callbacks(execute=True):
        middleware(rf.get(address))
    middleware.get_response = lambda request: HttpResponse("nouveau")
    assert middleware(rf.get(address)).content == b"nouveau"


def test_errors_are_not_kept(client, db):
    address = reverse("directory:peer_group", args=["arrive-bientot"])
    assert client.get(address).status_code == 404
    PeerGroup.objects.create(slug="arrive-bientot", name="Arrivé")
    assert client.get(address).status_code == 200


@pytest.fixture
def asked():
    """The arguments of the remembered function, each time it really ran."""
    return []


@pytest.fixture
def doubled(asked):
    @while_unchanged(2)
    def double(number):
        asked.append(number)
        return 2 * number

    return double


def test_what_was_found_is_remembered_until_something_is_published(
    db, asked, doubled, django_capture_on_commit_callbacks
):
    assert [doubled(1), doubled(1), doubled(2)] == [2, 2, 4]
    assert asked == [1, 2]
    with django_capture_on_commit_callbacks(execute=True):
        bump()
    assert doubled(1) == doubled(1) == 2
    assert asked == [1, 2, 1]


def test_fragments_are_cleared_on_publication(db, django_capture_on_commit_callbacks):
    remembered.generation()
    caches["fragments"].set("dessin", "ancien")
    remembered.generation()
    assert caches["fragments"].get("dessin") == "ancien"
    with django_capture_on_commit_callbacks(execute=True):
        bump()
    remembered.generation()
    assert caches["fragments"].get("dessin") is None


def test_no_fragment_is_kept_while_the_store_is_away(db, monkeypatch):
    monkeypatch.setattr(caches["pages"], "get", lambda key, default=None, version=None: default)
    for _ in range(2):
        assert remembered.generation() == remembered.UNKNOWN
        assert caches["fragments"].get("dessin") is None
        caches["fragments"].set("dessin", "ancien")


def test_an_answer_is_remembered_ten_minutes_at_most(db, asked, doubled, monkeypatch):
    monkeypatch.setattr(remembered, "LONGEST", page_cache.LONGEST)  # other tests have no end of it
    for seconds, times in ((0, 1), (599, 1), (600, 2)):
        monkeypatch.setattr(remembered.time, "monotonic", lambda now=seconds: now)
        doubled(1)
        assert len(asked) == times


def test_nothing_is_remembered_while_the_generation_is_unknown(asked, doubled, monkeypatch):
    monkeypatch.setattr(remembered, "generation", lambda: remembered.UNKNOWN)
    assert doubled(1) == doubled(1) == 2
    assert asked == [1, 1]
