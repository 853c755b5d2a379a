"""« J’ai essayé » : a line sent, with its hints, changed, taken back; never a name."""

import pytest
from django.urls import reverse

from accounts.models import Membership
from accounts.personal_data import erase, export
from content import remembered
from content.models import ReviewCase, Tried
from content.practices.permissions import takes_part
from content.practices.tried import views
from tests.people import person
from tests.practices.factories import make_practice

WORDS = "Nous avons essayé à deux. Cela rassure."


@pytest.fixture
def url(practice) -> str:
    return reverse("practices:tried", args=[practice.slug])


@pytest.fixture
def member(client_of):
    return client_of("member")


@pytest.fixture
def warns(monkeypatch):
    """Make the privacy hints name any text that holds « Alix »."""
    said = "Ce mot peut faire reconnaître quelqu’un : « Alix »."
    monkeypatch.setattr(views, "remarks", lambda text, user: [said] if "Alix" in text else [])
    return said


def test_a_line_is_sent_kept_and_waits_to_be_read(member, people, practice, url):
    response = member.post(url, {"words": f"  {WORDS}\n"}, follow=True)
    line = Tried.objects.get()
    assert (line.user, line.practice, line.words, line.state) == (people.member, practice, WORDS, "sent")
    assert ReviewCase.objects.waiting().get().tried == line
    assert response.redirect_chain == [(practice.address, 302)]
    assert "partie en relecture" in response.text
    assert "En relecture" in response.text


def test_the_author_of_a_line_reads_its_state(member, practice, people):
    line = Tried.say(practice, people.member, WORDS)
    for state, said in (("sent", "En relecture"), ("published", "Publiée"), ("refused", "Pas publiée")):
        Tried.objects.update(state=state, reason="Trop vague." if state == "refused" else "")
        page = member.get(practice.address).text
        assert said in page
        assert ("Trop vague." in page) == (state == "refused")
    assert line.words in page


def test_nobody_else_reads_a_line_that_waits(client_of, practice, people):
    Tried.say(practice, people.member, WORDS)
    for kind in ("visitor", "other_member", "facilitator", "superuser"):
        assert WORDS not in client_of(kind).get(practice.address).text


def test_a_line_sent_twice_is_one_line_and_one_case(member, url):
    for _ in range(3):
        member.post(url, {"words": WORDS})
    assert Tried.objects.count() == ReviewCase.objects.count() == 1


def test_a_changed_line_is_read_again(member, people, practice, url):
    line = Tried.say(practice, people.member, WORDS)
    ReviewCase.objects.get().record("published", None, closing=True)
    Tried.objects.update(state="published")
    member.post(url, {"words": "Finalement, à trois."})
    line.refresh_from_db()
    assert (line.words, line.state, line.reason) == ("Finalement, à trois.", "sent", "")
    assert ReviewCase.objects.waiting().count() == 1
    assert "Finalement" not in member.get(practice.address).text.split("Votre ligne")[0]


def test_the_same_words_of_a_published_line_change_nothing(member, people, practice, url):
    Tried.say(practice, people.member, WORDS)
    Tried.objects.update(state="published")
    assert "déjà publiée" in member.post(url, {"words": WORDS}, follow=True).text
    assert Tried.objects.get().state == "published"


def test_a_refused_line_may_be_sent_again_as_it_is(member, people, practice, url):
    Tried.say(practice, people.member, WORDS)
    Tried.objects.update(state="refused", reason="Relisez.")
    member.post(url, {"words": WORDS})
    assert Tried.objects.get().state == "sent"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("", "Écrivez ce que ça a donné"),
        ("   \n ", "Écrivez ce que ça a donné"),
        ("x" * 301, "300\N{NO-BREAK SPACE}signes au plus"),
        ("x" * 10_000, "300\N{NO-BREAK SPACE}signes au plus"),
        ("a\0b", "field-error"),
    ],
)
def test_what_cannot_be_kept_is_said_beside_the_field_and_stays(member, url, words, said):
    response = member.post(url, {"words": words})
    assert response.status_code == 422
    assert said in response.text
    assert 'id="id_words_error"' in response.text
    assert words.strip() in response.text
    assert not Tried.objects.exists()


@pytest.mark.parametrize("words", ["🙂 oui", "‮à l’envers", "é" * 300, "<b>gras</b>", "' OR 1=1"])
def test_odd_words_are_kept_as_they_are(member, url, words):
    assert member.post(url, {"words": words}).status_code == 302
    assert Tried.objects.get().words == words


def test_a_name_gives_a_hint_and_is_never_refused(member, url, warns):
    response = member.post(url, {"words": "Alix a essayé."})
    assert response.status_code == 422
    assert warns in response.text
    assert "Alix a essayé." in response.text
    assert not Tried.objects.exists()
    assert member.post(url, {"words": "Alix a essayé.", "already_said": warns}).status_code == 302
    assert Tried.objects.get().words == "Alix a essayé."


def test_another_hint_is_shown_again(member, url, warns):
    assert member.post(url, {"words": "Alix a essayé.", "already_said": "Autre chose."}).status_code == 422


def test_a_word_of_health_is_warned_about(member, url):
    from passport.models import HealthWord

    HealthWord.objects.get_or_create(folded="hopital", defaults={"word": "hôpital", "kind": "place"})
    assert "hôpital" in member.post(url, {"words": "Après l’hôpital, oui."}).text
    assert not Tried.objects.exists()


def test_a_line_taken_back_is_gone_and_may_be_written_again(member, people, practice, url):
    Tried.say(practice, people.member, WORDS)
    address = reverse("practices:take_back", args=[practice.slug])
    assert "est retirée" in member.post(address, follow=True).text
    assert not Tried.objects.exists()
    assert not ReviewCase.objects.exists()
    assert member.post(address).status_code == 302
    assert member.post(url, {"words": WORDS}).status_code == 302


def test_a_member_takes_back_only_their_own_line(client_of, people, practice):
    Tried.say(practice, people.member, WORDS)
    client_of("other_member").post(reverse("practices:take_back", args=[practice.slug]))
    assert Tried.objects.filter(user=people.member).exists()


def test_every_member_takes_part_but_a_referent_of_a_collective(people, kind):
    user = people.of(kind)
    expected = kind not in {"visitor", "referent"}
    from django.contrib.auth.models import AnonymousUser

    assert takes_part(user or AnonymousUser()) == expected


def test_a_referent_who_is_also_a_member_takes_part(people):
    Membership.objects.create(user=people.referent, peer_group=people.here)
    assert takes_part(people.referent)


def test_a_referent_reads_the_sheet_and_sends_no_line(client_of, practice, url):
    client = client_of("referent")
    assert "<textarea" not in client.get(practice.address).text
    assert client.post(url, {"words": WORDS}).status_code == 403


def test_a_visitor_is_led_to_the_sign_in_page(visitor, url):
    assert visitor.post(url, {"words": WORDS}).url.startswith("/compte/connexion/")
    assert not Tried.objects.exists()


def test_a_get_shows_the_sheet_and_writes_nothing(member, practice, url):
    response = member.get(url)
    assert (response.status_code, response.url) == (302, practice.address)


@pytest.mark.parametrize("live", [True, False])
def test_a_sheet_that_is_not_there_takes_no_line(member, index, live):
    practice = make_practice(index, live=False)
    slug = "nulle-part" if live else practice.slug
    assert member.post(reverse("practices:tried", args=[slug]), {"words": WORDS}).status_code == 404
    assert member.post(reverse("practices:take_back", args=[slug])).status_code == 404


def test_my_data_tells_my_lines_and_forgets_them_with_me(people, practice):
    Tried.say(practice, people.member, WORDS)
    (told,) = export(people.member)["échange de pratiques"]["« j’ai essayé »"]
    assert (told["fiche"], told["ce que ça a donné"]) == (practice.title, WORDS)
    assert export(people.other_member)["échange de pratiques"]["« j’ai essayé »"] == []
    erase(people.member)
    assert not Tried.objects.exists()
    assert not ReviewCase.objects.exists()


def test_one_filled_button_only(client_of, people, practice):
    for kind in ("member", "visitor"):
        assert client_of(kind).get(practice.address).text.count('class="btn"') <= 1
    Tried.say(practice, people.member, WORDS)
    assert client_of("member").get(practice.address).text.count('class="btn"') == 1


def test_a_person_erased_leaves_the_lines_of_others(people, practice):
    Tried.say(practice, people.member, WORDS)
    other = Tried.say(practice, person("Autre"), WORDS)
    erase(people.member)
    assert list(Tried.objects.all()) == [other]


def drops(act, execute) -> bool:
    """Return whether an act drops the kept pages, once committed."""
    before = remembered.generation()
    with execute(execute=True):
        act()
    return remembered.generation() != before


def test_only_a_line_that_readers_see_or_saw_drops_the_kept_pages(people, practice, django_capture_on_commit_callbacks):
    execute, author = django_capture_on_commit_callbacks, people.member
    assert not drops(lambda: Tried.say(practice, author, WORDS), execute)
    assert not drops(lambda: Tried.say(practice, author, "Autre chose."), execute)
    line = Tried.objects.get()
    line.state = Tried.State.PUBLISHED
    assert drops(line.save, execute)
    assert drops(lambda: Tried.say(practice, author, "Encore autre chose."), execute), "it leaves the page"
    assert not drops(lambda: Tried.objects.get().delete(), execute)


def test_a_published_line_taken_back_leaves_the_kept_pages(people, practice, django_capture_on_commit_callbacks):
    Tried.say(practice, people.member, WORDS)
    Tried.objects.update(state=Tried.State.PUBLISHED)
    assert drops(lambda: Tried.objects.all().delete(), django_capture_on_commit_callbacks)


@pytest.mark.parametrize("live", [True, False])
def test_a_sheet_erased_drops_the_kept_pages_when_it_was_on_the_site(
    practice, live, django_capture_on_commit_callbacks
):
    sheet = make_practice(live=live)
    assert drops(sheet.delete, django_capture_on_commit_callbacks) == live


def test_too_many_lines_in_a_day_wait_and_stay_typed(member, url, settings):
    settings.LIMITS = settings.LIMITS | {"tried": "1/d/key"}
    member.post(url, {"words": WORDS})
    late = member.post(url, {"words": "Une deuxième ligne."})
    assert late.status_code == 429 and "Une deuxième ligne." in late.text and "demain" in late.text
    assert Tried.objects.get().words == WORDS
