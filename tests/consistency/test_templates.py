"""The shape of the templates: all used, all strict, every file they name exists."""

import ast
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import ManifestStaticFilesStorage
from django.core.files import File
from django.template.loader import get_template

from tests.consistency.tree import FLOORS, ROOT, named, pages, sources, template_name, templates, tree_of

# Loaded by a library under a name of its own, not by our code.
FOUND_BY_CONVENTION = re.compile(
    r"^(?:[45]\d\d(?:_csrf)?|neutral/[45]\d\d)\.html$"
    r"|^(?:account|mfa|allauth|wagtailadmin|wagtailusers|wagtailsnippets|wagtailimages|wagtaildocs|wagtailmedia|django/forms)/"
)
STRICT_BASES = {"site/templates/base.html", "site/templates/error_base.html", "site/templates/passport_base.html"}
# A licence asks for its address; official help is a link one follows, never a request the page makes.
LINKS = re.compile(r"<a\b[^>]*?>", re.DOTALL)
DATA = re.compile(r"xmlns(?::\w+)?=\"[^\"]*\"")


def _without_comments(text: str) -> str:
    text = re.sub(r"{%\s*comment\b.*?{%\s*endcomment\s*%}", "", text, flags=re.DOTALL)
    return re.sub(r"{#.*?#}|<!--.*?-->", "", text, flags=re.DOTALL)


@cache
def _markup(path: Path) -> str:
    return _without_comments(path.read_text())


@cache
def _everything_said() -> str:
    return "\n".join(path.read_text() for path in [*sources(), *templates()])


def test_every_template_compiles():
    broken = {}
    for path in templates():
        try:
            get_template(template_name(path))
        except Exception as error:
            broken[named(path)] = repr(error)
    assert broken == {}


def _is_used(name: str) -> bool:
    if FOUND_BY_CONVENTION.match(name) or name in _wagtail_page_templates():
        return True
    named_in_full = f'"{name}"' in _everything_said() or f"'{name}'" in _everything_said()
    return named_in_full or any(pattern.fullmatch(name) for pattern in _composed_names())


def test_every_template_is_used():
    assert [named(path) for path in templates() if not _is_used(template_name(path))] == [], "nothing names them"


@cache
def _composed_names() -> list[re.Pattern]:
    """Names of templates that a view makes from a word, such as f"passport/share_{step}.html"."""
    return [
        re.compile(
            "".join(re.escape(part.value) if isinstance(part, ast.Constant) else r"[\w-]+" for part in node.values)
        )
        for path in sources()
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.JoinedStr) and str(getattr(node.values[-1], "value", "")).endswith(".html")
    ]


@cache
def _wagtail_page_templates() -> set[str]:
    from django.apps import apps
    from wagtail.models import Page

    return {model.template for model in apps.get_models() if issubclass(model, Page)}


def _found(pattern: str, texts: Iterable[tuple[Path, str]]) -> list[str]:
    """What a pattern finds, with the file it stands in."""
    return [f"{named(path)}: {match.group()}" for path, text in texts for match in re.finditer(pattern, text)]


def test_no_template_holds_an_inline_style_or_script():
    style, handler = r"\sstyle\s*=|<style\b", r"\son[a-z]+\s*=\s*[\"']"
    script = r"javascript:|<script\b(?![^>]*src=)[^>]*>"
    assert _found(f"{style}|{handler}|{script}", ((path, _markup(path)) for path in pages())) == []


def test_no_template_asks_anything_of_a_third_party():
    texts = ((path, DATA.sub("", LINKS.sub("", _markup(path)))) for path in pages())
    assert _found(r"(?:https?:)?//[a-z0-9-]+\.[a-z]", texts) == []


def test_no_style_or_script_asks_anything_of_a_third_party():
    paths = sorted((ROOT / "static").rglob("*.[cj]s*"))
    texts = ((path, re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.DOTALL)) for path in paths)
    assert _found(r"@import|url\(\s*[\"']?(?:https?:)?//|https?://", texts) == []


def test_a_whole_page_is_ready_for_reading_comfort():
    for path in pages():
        text = _markup(path)
        if not re.search(r"<html\b", text):
            continue
        if path.parts[-2:] == ("templates", "passport_base.html"):
            assert '<html lang="fr">' in text, "neutral: a partner's page knows no comfort of ours"
        elif path.name != "error_base.html":  # an error page reads no account
            assert '<html lang="fr" data-comfort>' in text[:400], named(path)


def test_only_the_bases_open_a_document():
    opening = {named(path) for path in pages() if re.search(r"<html\b", _markup(path))}
    assert opening <= STRICT_BASES | {path for path in opening if path.startswith("site/templates/neutral/")}


def _static_names() -> list[tuple[str, str]]:
    return [
        (named(path), name)
        for path in templates()
        for name in re.findall(r"{%\s*static\s+[\"']([^\"']+)[\"']", path.read_text())
    ]


def test_every_static_file_that_a_template_names_exists():
    assert [f"{path} names {name}" for path, name in _static_names() if not finders.find(name)] == []


def test_the_sprite_holds_the_icons_that_templates_name_and_no_other():
    drawn = set(re.findall(r"<symbol[^>]*\bid=\"([^\"]+)\"", (ROOT / "static/icons/lucide.svg").read_text()))
    asked = {
        name
        for path in pages()
        for name in re.findall(r"components/icon\.html[\"'] with name=[\"']([^\"']+)[\"']", _markup(path))
    }
    assert drawn == asked


def test_static_files_collect_with_hashes_and_none_is_missing(tmp_path):
    storage = ManifestStaticFilesStorage(location=tmp_path, base_url="/static/")
    storage.manifest_storage = storage  # the manifest lies beside the files
    ours = {}
    for path in sorted((ROOT / "static").rglob("*")):
        if path.is_file():
            name = path.relative_to(ROOT / "static").as_posix()
            with path.open("rb") as opened:
                storage._save(name, File(opened))
            ours[name] = (storage, name)
    processed = list(storage.post_process(ours))
    assert not [outcome for *_, outcome in processed if isinstance(outcome, Exception)]
    assert {name for _, name in _static_names() if (ROOT / "static" / name).exists()} <= storage.hashed_files.keys()


FORMS = re.compile(r"<form\b(?:{%.*?%}|{{.*?}}|[^>])*>", re.DOTALL)


def test_a_form_sent_with_errors_opens_on_what_they_are():
    opened = [(path, form) for path in pages() for form in FORMS.findall(_markup(path))]
    typed = [(path, form) for path, form in opened if "novalidate" in form and 'method="post"' in form]
    ours = [
        (path, form) for path, form in typed if "data-passkey" not in form and "templates/wagtail" not in named(path)
    ]
    lost = [named(path) for path, form in ours if not re.search(r'action="[^"]*#', form)]
    assert [path for path in lost if not re.search(r"/(?:admin|moderation)/", path)] == []


def test_a_title_is_no_paragraph():
    texts = [(path, _markup(path)) for path in pages()]
    assert _found(r"<p[^>]*class=\"[^\"]*\b(?:notice-title|block-title)\b[^>]*>[^<]*", texts) == []


def test_what_a_person_wrote_is_quoted_in_the_markup_too():
    written = r"(?<!<q>)«&nbsp;{{ ?[\w.]*\.(?:sentence|own_words|said_by)\b"
    assert _found(written, ((path, _markup(path)) for path in pages())) == []


WITH_BULLETS = {"indicators", "sheet-steps", "paper-rows"}


def test_a_list_without_bullets_says_that_it_is_one():
    """VoiceOver takes what `list-style: none` draws for no list: its number of items is not said."""
    opened = [(path, each) for path in pages() for each in re.findall(r"<(?:ul|ol)\b[^>]*>", _markup(path))]
    classes = [
        (path, each, set(re.findall(r"[\w-]+", "".join(re.findall(r'class="(.*?)"', each))))) for path, each in opened
    ]
    bare = [(named(path), each) for path, each, names in classes if names - {"prose"} and not names & WITH_BULLETS]
    ours = [(path, each) for path, each in bare if not re.search(r"/(?:admin|moderation|wagtailadmin)/", path)]
    assert [each for each in ours if 'role="list"' not in each[1]] == []


def test_several_links_in_a_row_are_a_list():
    rows = _found(
        r"<p class=\"cluster[^\"]*\">(?:(?!</p>).)*?</a>(?:(?!</p>).)*<a\b",
        ((path, _markup(path).replace("\n", " ")) for path in pages()),
    )
    assert rows == []


def test_radios_are_those_that_nobody_calls_wrong_beforehand():
    assert _found(r"forms\.RadioSelect(?!\))", ((path, path.read_text()) for path in sources())) == []


def test_no_template_stands_outside_the_floors():
    assert {path.relative_to(ROOT).parts[0] for path in templates()} <= {"site", *FLOORS}


def test_an_hour_says_that_it_is_that_of_paris():
    """The groups live in twelve time zones: an hour alone is one of them."""
    shown = re.compile(r"\{\{[^}]*\|(?:date|time):\"[^\"]*(?:H|G)[^\"]*\"[^}]*\}\}(?! \(heure de Paris\))")
    assert [f"{named(path)}: {found}" for path in templates() for found in shown.findall(_markup(path))] == []
