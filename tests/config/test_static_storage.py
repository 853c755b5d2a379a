"""Static files: the sheets of the styles are made and compressed, and the address of a file is worked out once."""

import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings

from config.static_storage import SiteStaticFilesStorage


@pytest.fixture
def storage(tmp_path) -> SiteStaticFilesStorage:
    storage = SiteStaticFilesStorage(location=tmp_path, base_url="/static/")
    storage.hashed_files = {"css/a.css": "css/a.123.css"}
    return storage


def test_a_known_file_keeps_the_address_first_worked_out(storage):
    assert storage.url("css/a.css") == "/static/css/a.123.css"
    storage.hashed_files = {}
    assert storage.url("css/a.css") == "/static/css/a.123.css"


def test_an_unknown_file_is_an_error_each_time(storage):
    for _ in range(2):
        with pytest.raises(ValueError, match=r"css/b\.css"):
            storage.url("css/b.css")


def test_the_sheets_of_the_styles_are_made_with_a_fingerprint_and_compressed(tmp_path):
    source = Path(settings.BASE_DIR) / "static"
    for folder in ("css", "fonts"):
        shutil.copytree(source / folder, tmp_path / folder)
    storage = SiteStaticFilesStorage(location=tmp_path, base_url="/static/")
    paths = {
        str(path.relative_to(tmp_path)): (storage, str(path.relative_to(tmp_path))) for path in tmp_path.rglob("*.*")
    }
    for _name, _hashed, processed in storage.post_process(paths):
        assert not isinstance(processed, Exception)
    for name in ("site-screen", "passport-screen", "paper"):
        address = storage.url(f"css/{name}.css", force=True)
        assert re.fullmatch(rf"/static/css/{name}\.[0-9a-f]{{12}}\.css", address)
        assert (tmp_path / f"{address.removeprefix('/static/')}.br").is_file()
    site = (tmp_path / storage.url("css/site-screen.css", force=True).removeprefix("/static/")).read_text()
    assert re.search(r"url\([\"']?\.\./fonts/[\w-]+\.[0-9a-f]{12}\.woff2", site), "the font keeps its way"
