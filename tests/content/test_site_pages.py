"""The pages of text of the whole site, the frame around every page, the errors and the fields of forms."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import Client

from lib.form_fields import PickOne

PAGES = ["/aide/", "/confidentialite/", "/accessibilite/", "/confort/"]


@pytest.mark.django_db
@pytest.mark.parametrize("path", PAGES)
def test_a_visitor_gets_a_page_of_text_without_cookie_or_token(client: Client, path: str) -> None:
    answer = client.get(path)
    body = answer.content.decode()
    assert answer.status_code == 200
    assert "csrfmiddlewaretoken" not in body
    assert "nonce" not in body
    assert not answer.cookies
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    assert body.rstrip().endswith("</html>")
    assert not re.search(r"<style|<script(?! src)| style=| on[a-z]+=", body)


@pytest.mark.django_db
def test_help_answers_its_seven_questions(client: Client) -> None:
    body = client.get("/aide/").content.decode()
    asked = re.findall(r'class="topic" href="#([a-z]+)"', body)
    assert len(asked) == 7
    assert re.findall(r'<section id="([a-z]+)"', body) == asked
    for number in ("3114", "15", "112"):
        assert f'href="tel:{number}"' in body


@pytest.mark.django_db
def test_help_comfort_and_sign_in_stand_in_the_same_place_on_every_page(client: Client) -> None:
    tools = {
        re.search(r'<nav class="nav-tools".*?</nav>', client.get(path).content.decode(), re.DOTALL) for path in PAGES
    }
    words = {re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", found.group())).strip() for found in tools if found}
    assert words == {"Confort de lecture Entrer Aide"}


@pytest.mark.django_db
def test_comfort_shows_what_was_chosen(client: Client) -> None:
    client.cookies["confort"] = "xl.wide.on.dark.slow"
    body = client.get("/confort/").content.decode()
    chosen = re.findall(r'name="(\w+)" value="(\w+)" checked', body)
    assert chosen == [("size", "xl"), ("spacing", "wide"), ("easy", "on"), ("scheme", "dark"), ("pace", "slow")]
    assert (
        '<html lang="fr" data-size="xl" data-spacing="wide" data-easy="on" data-scheme="dark" data-pace="slow">' in body
    )


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500, 503])
def test_a_neutral_error_never_names_the_site(status: int) -> None:
    body = render_to_string(f"neutral/{status}.html")
    assert "<title>Passeport de compétences</title>" in body
    assert "entrepairs" not in body.lower()
    assert 'href="/"' not in body
    assert "<script" not in body


@pytest.mark.parametrize("name", ["400", "403_csrf", "500", "503"])
def test_an_error_page_renders_without_a_request(name: str) -> None:
    assert "<h1>" in render_to_string(f"{name}.html")


class SampleForm(forms.Form):
    """A form with one field of each kind."""

    name = forms.CharField(label="Nom affiché", help_text="Comme vous voulez.")
    words = forms.CharField(label="Vos mots", widget=forms.Textarea, required=False)
    practice = PickOne(label="Comment", choices=[("a", "Essayé"), ("b", "Sans aide")])
    shared = forms.BooleanField(label="Ordinateur partagé", help_text="Court.")


def test_a_field_ties_its_label_its_help_and_its_error_together() -> None:
    field = SampleForm({"name": ""})["name"].as_field_group()
    assert '<label class="field-label" for="id_name">' in field
    assert 'aria-describedby="id_name_helptext id_name_error"' in field
    assert 'aria-invalid="true"' in field
    assert {"id_name_helptext", "id_name_error"} <= set(re.findall(r'id="(\w+)"', field))


def test_radio_buttons_stand_in_a_fieldset_with_a_legend() -> None:
    field = SampleForm()["practice"].as_field_group()
    assert re.search(r'<fieldset class="field" id="id_practice".*<legend class="field-label">Comment', field, re.DOTALL)
    assert field.count('<label class="choice"') == 2


def test_what_is_optional_says_so() -> None:
    form = SampleForm()
    assert "(facultatif)" in form["words"].as_field_group()
    assert "(facultatif)" not in form["name"].as_field_group()


def test_a_group_of_radios_says_in_its_name_that_it_must_be_answered_and_no_radio_does() -> None:
    field = SampleForm()["practice"].as_field_group()
    assert "(obligatoire)" in re.search(r"<legend.*?</legend>", field, re.DOTALL).group()
    assert not re.search(r"<input[^>]*\srequired", field)


@pytest.mark.parametrize(
    ("left_out", "needed"),
    [
        ([], "Tout est à remplir, sauf ce qui est marqué (facultatif)."),
        (["words"], "Tout est à remplir."),
        (["words", "practice"], ""),
        (["name", "practice"], ""),
    ],
)
def test_what_must_be_filled_is_said_once_above_a_form(left_out: list[str], needed: str) -> None:
    form = SampleForm()
    for name in left_out:
        del form.fields[name]
    said = render_to_string("components/form_errors.html", {"form": form})
    assert re.sub(r"<[^>]+>", "", said).strip() == needed


def test_the_summary_leads_to_each_field() -> None:
    form = SampleForm({})
    summary = render_to_string("components/form_errors.html", {"form": form})
    groups = "".join(form[name].as_field_group() for name in form.fields)
    targets = re.findall(r'href="#(\w+)"', summary)
    assert targets == ["id_name", "id_practice", "id_shared"]
    assert set(targets) <= set(re.findall(r'id="(\w+)"', groups))


def test_what_was_typed_is_escaped() -> None:
    field = SampleForm({"name": '"><script>'})["name"].as_field_group()
    assert "<script>" not in field
