"""What the admin never sends is refused before anything is made of it: it would not end."""

import json

import pytest
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.urls import reverse
from wagtail.users.models import UserProfile

from content.admin.form_bounds import LONGEST_TEXT, MOST_DEEP, MOST_MARKS, MOST_PARTS, MOST_REMARKS, MOST_ROWS, bounded


def text(depth: int = 0, marks: int = 0) -> str:
    """Return a text of the editor: a line of a list, so deep, with so many words in bold."""
    styles = [{"offset": n, "length": 1, "style": "BOLD"} for n in range(marks)]
    line = {"text": "mot " * marks, "type": "unordered-list-item", "depth": depth, "inlineStyleRanges": styles}
    return json.dumps({"blocks": [line], "entityMap": {}})


@pytest.mark.parametrize(
    ("name", "most", "beyond"),
    [
        ("body-count", str(MOST_PARTS), str(MOST_PARTS + 1)),
        ("body-0-value-points-count", "0", "1000000000"),
        ("sources-TOTAL_FORMS", str(MOST_ROWS), str(MOST_ROWS + 1)),
        ("comments-TOTAL_FORMS", str(MOST_REMARKS), str(MOST_REMARKS + 1)),
        ("comments-TOTAL_FORMS", "1", "-1"),
        ("comments-TOTAL_FORMS", "1", "²"),
        ("body-0-value-text", text(depth=MOST_DEEP), text(depth=MOST_DEEP + 1)),
        ("body-0-value-text", text(marks=MOST_MARKS), text(marks=MOST_MARKS + 1)),
        ("body-0-value-text", "Une phrase.", text(depth=10**9)),
        ("title", "a" * LONGEST_TEXT, "a" * (LONGEST_TEXT + 1)),
        ("title", "{% block %}", " " + text(depth=10**9)),
        ("body-0-value-text", "{repère:seuil}", text(depth=10**6).replace('"depth":', '"depth" :')),
        ("body-0-value-text", "[note]", text(depth=10**6).replace('"depth"', '"\\u0064epth"')),
        ("body-0-value-text", "{", text(depth=10**6).replace("{", "{ ", 1)),
        ("body-0-value-text", "[1]", "[" + text(depth=10**6) + "]"),
        ("body-0-value-text", "[]", '{"blocks": [{"depth": "1000000"}]}'),
        ("body-0-value-text", "[[]]", "[" * 60 + "]" * 60),
        ("body-0-value-text", "[[1]]", "[" * 40_000 + "]" * 40_000),
        ("body-0-value-text", text(marks=3), text(marks=MOST_MARKS + 1).replace('"offset"', '"\\u006fffset"')),
    ],
)
def test_a_form_beyond_what_the_admin_makes_is_refused(name, most, beyond, rf):
    view = bounded(lambda _: HttpResponse("in"))
    assert view(rf.post("/", {name: most})).status_code == 200
    with pytest.raises(BadRequest):
        view(rf.post("/", {name: beyond}))
    assert view(rf.get("/", {name: beyond})).status_code == 200


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Un\vdeux\x01\ufffe", "Un\ndeux"),
        ("{repère:seuil}\x02", "{repère:seuil}"),
        ("a\x00b", "a\x00b"),
        ('{"blocks": [{"text": "un\\u000bdeux\\b\\ufffe"}]}', '{"blocks": [{"text": "un\\ndeux"}]}'),
        ('{"blocks":  [{"text":  "été\\n\\tici"}]}', '{"blocks":  [{"text":  "été\\n\\tici"}]}'),
    ],
)
def test_signs_that_no_file_can_hold_are_dropped(typed, kept, rf):
    read = bounded(lambda request: HttpResponse(request.POST["text"]))
    assert read(rf.post("/", {"text": typed})).text == kept


@pytest.mark.django_db
def test_every_address_of_the_admin_is_bounded(client_of):
    client = client_of("superuser")
    for address in ("/admin/pages/1/edit/", "/admin/faits/add/", "/admin/images/add/", "/admin/users/new/"):
        assert client.post(address, {"sources-TOTAL_FORMS": "999999999"}).status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["abc", "²", "1.5", "null"])
def test_a_row_whose_number_is_none_is_refused(client_of, lesson, number):
    rows = {"sources-TOTAL_FORMS": "1", "sources-INITIAL_FORMS": "1", "sources-0-id": number}
    answer = client_of("superuser").post(f"/admin/pages/{lesson.pk}/edit/", rows)
    assert answer.status_code == 400


NO_PREFERENCES = ["[1]", "1", "", "{", b"\xff", '"a"', "[" * 40_000, json.dumps({"a": "b" * 2_000}), '{"a": "\\u0000"}']


@pytest.mark.django_db
@pytest.mark.parametrize("body", NO_PREFERENCES)
def test_what_somebody_put_away_is_a_short_object(lesson, client_of, body):
    client, address = client_of("editor"), reverse("wagtailadmin_dismissibles")
    assert client.patch(address, body, content_type="application/json").status_code == 400
    assert client.patch(address, '{"aide": true}', content_type="application/json").json() == {"aide": True}


@pytest.mark.django_db
def test_what_somebody_put_away_is_bounded_in_all(lesson, client_of, people):
    client, address = client_of("editor"), reverse("wagtailadmin_dismissibles")
    sent = [json.dumps({f"{n}{'x' * 900}": True}) for n in range(8)]
    answers = [client.patch(address, body, content_type="application/json").status_code for body in sent]
    assert answers == [200] * 5 + [400] * 3
    kept = UserProfile.objects.get(user=people.of("editor")).dismissibles
    assert len(kept) == 5
    assert client.patch(address, sent[0], content_type="application/json").status_code == 200, "put away before"
    assert client_of("moderator").patch(address, sent[5], content_type="application/json").status_code == 200
