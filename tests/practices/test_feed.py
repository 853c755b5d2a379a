"""/pratiques/fil/: the latest sheets, in Atom, for anybody."""

from xml.etree import ElementTree

import pytest

from tests.practices.factories import make_practice

URL = "/pratiques/fil/"
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(response) -> list[ElementTree.Element]:
    return ElementTree.fromstring(response.content).findall(f"{ATOM}entry")


def titles(response) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in entries(response)]


def test_the_feed_holds_the_latest_published_sheets_with_their_address(visitor, index):
    made = [make_practice(index) for _ in range(22)]
    for practice in made:
        practice.save_revision().publish()
    make_practice(index, title="Brouillon", live=False)
    response = visitor.get(URL)
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    assert titles(response) == [practice.title for practice in reversed(made)][:20]
    assert entries(response)[0].find(f"{ATOM}link").get("href") == f"http://testserver{made[-1].address}"


@pytest.mark.parametrize(("credit_as", "named"), [("function", ["Une animatrice"]), ("none", [])])
def test_the_feed_names_only_authors_who_chose_it(visitor, index, credit_as, named):
    make_practice(index, credit_as=credit_as, credit="Une animatrice")
    (entry,) = entries(visitor.get(URL))
    assert [each.text for each in entry.iterfind(f"{ATOM}author/{ATOM}name")] == named


def test_the_words_of_a_summary_are_not_html(visitor, index):
    make_practice(index, situation="On écrit <b>ici</b> & là.")
    (entry,) = entries(visitor.get(URL))
    assert entry.find(f"{ATOM}summary").get("type") == "html"
    assert entry.findtext(f"{ATOM}summary") == "On écrit &lt;b&gt;ici&lt;/b&gt; &amp; là."


def test_a_character_that_xml_cannot_write_breaks_nothing(visitor, index):
    make_practice(index, title="Un\x08deux\x1f", situation="Trois\x0b <quatre> & cinq")
    assert titles(visitor.get(URL)) == ["Undeux"]


def test_the_feed_is_made_once_until_something_is_published(
    visitor, practice, django_assert_num_queries, django_capture_on_commit_callbacks
):
    visitor.get(URL)
    with django_assert_num_queries(0):
        assert titles(visitor.get(URL)) == [practice.title]
    with django_capture_on_commit_callbacks(execute=True):
        practice.unpublish()
    assert titles(visitor.get(URL)) == []


def test_an_empty_exchange_has_an_empty_feed(visitor, index):
    assert titles(visitor.get(URL)) == []


def test_a_post_to_the_feed_is_refused(visitor, index):
    assert visitor.post(URL).status_code in {403, 405}
