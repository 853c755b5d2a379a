"""Sensitive words in a share: each text is left out unless its holder keeps it, and nothing else leaks."""

import pytest
from django.test import Client
from django.urls import reverse

from passport.models import HealthWord, Share
from tests.accounts.as_read import agree
from tests.passport.factories import make_line, make_person, make_share, make_skill
from tests.sharing.kit import enter

pytestmark = pytest.mark.django_db
NEW = reverse("passport:share_new")
TEXTS = {
    "task": "Tâche au xylo",
    "setting": "Lieu du xylo",
    "own_words": "Mes mots de xylo",
    "my_part": "Ma part de xylo",
}
SHARED = {"shown_name": "Alix Xylo", "looking_for": "Cherche un xylo", "how_helped": "Aide de xylo"}


@pytest.fixture(autouse=True)
def word(db):
    return HealthWord.objects.create(word="xylo", kind=HealthWord.Kind.PLACE)


@pytest.fixture
def line(people):
    return make_line(people.member, make_skill("Jardiner"), is_collective=True, **TEXTS)


def words_step(client, line, **said):
    """Choose an entry, with everything that may be said; return the address of the step of words."""
    what = client.post(NEW, {"recipient": "other", "other": "Un lieu"}).url
    return client.post(what, {"entries": [line.pk], **SHARED, **said}).url


def keys(client, address):
    """Return the field of each text asked about, with the value of its box."""
    form = client.get(address).context["form"]
    return {remark.field: remark.key for remark in form.remarks}


def open_it(client, address, kept=()):
    """Answer the step of words, then open the share; return it."""
    way = client.post(address, {"kept": list(kept)}).url
    review = client.post(way, {"way": "together"}).url
    before = client.get(review).text
    agree(client, review)
    return Share.objects.latest("pk"), before


def test_each_text_is_asked_about_and_none_is_ticked(client_of, line):
    client = client_of("member")
    address = words_step(client, line)
    assert address.endswith("/mots/")
    page = client.get(address).text
    for text in (*TEXTS.values(), *SHARED.values()):
        assert text in page
    assert page.count("Ce mot peut faire deviner votre santé") == len(TEXTS) + len(SHARED)
    assert "checked" not in page


def test_no_sensitive_text_is_shown_unless_it_is_ticked(client_of, line):
    client = client_of("member")
    share, review = open_it(client, words_step(client, line))
    read = enter(Client(), share).text
    for page in (read, review):
        assert "Jardiner" in page
        assert not [text for text in (*TEXTS.values(), *SHARED.values()) if text in page]
    assert "Une personne" in read
    assert "xylo" not in str(share.items.get().frozen)


@pytest.mark.parametrize("place", [*TEXTS, *SHARED])
def test_a_tick_keeps_one_text_and_no_other(client_of, line, place):
    client = client_of("member")
    address = words_step(client, line)
    share, _ = open_it(client, address, [keys(client, address)[place]])
    read = enter(Client(), share).text
    said = TEXTS | SHARED
    assert [text for text in said.values() if text in read] == [said[place]]


def test_an_own_title_left_out_leaves_its_line_out(client_of, people, line):
    titled = make_line(people.member, own_title="Jouer du xylo", own_words="Le soir")
    client = client_of("member")
    what = client.post(NEW, {"recipient": "other", "other": "Un lieu"}).url
    address = client.post(what, {"entries": [line.pk, titled.pk], "shown_name": "Alix"}).url
    assert "la ligne entière n’est pas montrée" in client.get(address).text
    share, _ = open_it(client, address)
    assert [item.entry for item in share.items.all()] == [line]
    assert "Le soir" not in enter(Client(), share).text


def test_a_share_of_nothing_is_refused_in_words(client_of, people):
    titled = make_line(people.member, own_title="Jouer du xylo")
    client = client_of("member")
    address = words_step(client, titled, shown_name="Alix")
    answer = client.post(address, {})
    assert answer.status_code == 422
    assert "Il ne reste aucune compétence à montrer" in answer.text
    share, _ = open_it(client, address, [keys(client, address)["title"]])
    assert "Jouer du xylo" in enter(Client(), share).text


def test_the_step_cannot_be_skipped(client_of, line):
    client = client_of("member")
    address = words_step(client, line)
    client.post(address.replace("mots", "comment"), {"way": "together"})
    for step in ("relire", "apercu"):
        assert client.get(address.replace("mots", step)).url == address
    assert client.post(address.replace("mots", "relire")).url == address
    assert not Share.objects.exists()


def test_a_text_changed_after_its_tick_is_asked_again(client_of, line):
    client = client_of("member")
    address = words_step(client, line)
    kept = keys(client, address)
    client.post(client.post(address, {"kept": list(kept.values())}).url, {"way": "together"})
    line.own_words = "Un autre xylo"
    line.save()
    review = address.replace("mots", "relire")
    assert client.post(review).url == address
    assert client.post(address, {"kept": [kept["own_words"]]}).status_code == 422
    assert not Share.objects.exists()


def test_changing_a_text_comes_back_to_the_share(client_of, line):
    client = client_of("member")
    address = words_step(client, line)
    ref = address.split("/")[-3]
    edit = f"{reverse('passport:edit', args=[line.pk])}?partage={ref}"
    assert edit in client.get(address).text
    said = {"face": line.face, "practice": line.practice, "own_words": "Mes mots", "task": "Semer"}
    assert client.post(edit, said).url == address
    assert set(keys(client, address)) == set(SHARED)
    stranger = client_of("facilitator")
    assert stranger.get(edit).status_code == 404


@pytest.mark.parametrize("odd", [["\x00"], ["x" * 10_000], ["0.shown_name.0"], ["1"]])
def test_odd_ticks_are_refused(client_of, line, odd):
    client = client_of("member")
    address = words_step(client, line)
    assert client.post(address, {"kept": odd}).status_code == 422


def test_without_a_sensitive_word_nothing_is_asked(client_of, people):
    plain = make_line(people.member, own_words="Mes tomates")
    client = client_of("member")
    quiet = {"shown_name": "Alix", "looking_for": "Deux matins", "how_helped": ""}
    address = words_step(client, plain, **quiet)
    assert address.endswith("/comment/")
    assert client.get(address.replace("comment", "mots")).url == address


def test_the_name_of_one_s_group_is_asked_about(client_of, people):
    line = make_line(people.member, own_words=f"Au {people.here.name}")
    client = client_of("member")
    address = words_step(client, line, shown_name="Alix", looking_for="", how_helped="")
    assert set(keys(client, address)) == {"own_words"}


def test_a_share_opened_without_the_steps_keeps_the_words_out_too():
    person = make_person()
    share = make_share(person, [make_line(person, own_words="Mes mots de xylo")], looking_for="Un xylo")
    assert (share.looking_for, share.items.get().frozen["own_words"]) == ("", "")


@pytest.mark.usefixtures("settings_kept")
def test_looking_at_200_lines_asks_no_more(client_of, people, line, django_assert_max_num_queries):
    client = client_of("member")
    address = words_step(client, line)

    def asked():
        with django_assert_max_num_queries(12) as queries:
            client.get(address)
        return len(queries)

    few = asked()
    lines = [make_line(people.member, own_words="Au xylo") for _ in range(200)]
    address = client.post(
        address.replace("mots", "quoi"), {"entries": [each.pk for each in lines], "shown_name": "Alix"}
    ).url
    assert asked() == few
