"""The address of a static file is worked out once, and an unknown file is an error each time."""

import pytest

from config.static_storage import RememberedStaticFilesStorage


@pytest.fixture
def storage(tmp_path) -> RememberedStaticFilesStorage:
    storage = RememberedStaticFilesStorage(location=tmp_path, base_url="/static/")
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
