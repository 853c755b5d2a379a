"""What follows a change of value: the pages that show it are found by the new one, once the worker has indexed them."""

from functools import partial
from typing import Any

from django.db import transaction
from django_tasks import task
from wagtail.search import index

from content.key_figures.standing import pages_naming
from content.models import KeyFigure
from content.remembered import bump


def index_again(instance: KeyFigure, created: bool = False, raw: bool = False, **_signal: Any) -> None:
    """Have the pages that name a key figure indexed again, once its value is committed. A signal handler."""
    if not created and not raw:
        transaction.on_commit(partial(index_pages.enqueue, instance.key))


@task(backend="worker")
def index_pages(name: str) -> None:
    """Index again each published page that names a key figure: a hundred pages are not waited for by an editor."""
    for page, names in pages_naming():
        if name in names and page.live:
            index.insert_or_update_object(page)
    bump()  # what readers search is held in memory
