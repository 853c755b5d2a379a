"""The addresses of files: nothing is served but what was published."""

import pytest
from django.conf import settings

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("path", ["a" * 300, "a" * 5000, "%00", "x/" * 3000, "%ff", ".", ""])
def test_an_odd_picture_name_is_not_found(path, client):
    assert client.get(f"/media/images/{path}").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/media/images/../../kept.txt",
        "/media/images/..%2f..%2fkept.txt",
        "/media/images/%2e%2e/%2e%2e/kept.txt",
        "/media/images//etc/passwd",
        "/media/images/%2fetc%2fpasswd",
        "/media/images/..%5c..%5ckept.txt",
        "/media/documents/kept.txt",
        "/media/kept.txt",
        "/static/../kept.txt",
        "/static/%2e%2e/kept.txt",
    ],
)
def test_no_path_reads_a_file_outside_the_published_folders(path, client):
    (settings.VAR_DIR / "kept.txt").write_text("SECRET_KEY=abc")
    (settings.MEDIA_ROOT / "images").mkdir(parents=True, exist_ok=True)
    answer = client.get(path, follow=True)
    assert answer.status_code in {400, 404}
    assert b"SECRET_KEY" not in answer.content
