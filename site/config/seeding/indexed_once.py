"""What the seed writes is indexed once: Wagtail does it at every save of an object, and of each of its rows."""

from collections.abc import Callable
from typing import TypeVar

from django.db import models
from django.db.models.signals import post_save
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler as index_for_search
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import update_reference_index_on_save as index_references

M = TypeVar("M", bound=models.Model)


def write_and_index(write: Callable[[M | None], M | None], present: M | None) -> M | None:
    """Call `write` with `present`, then index what it returns: for the search, and for « où c'est utilisé ».

    For a command alone in its process: the other threads of a process would not index either while it writes.
    """
    every = [(index_for_search, model) for model in get_indexed_models()]
    every += [(index_references, model) for model in ReferenceIndex.tracked_models]
    held = [(index, model) for index, model in every if post_save.disconnect(index, sender=model)]
    try:
        made = write(present)
    finally:
        for index, model in held:
            post_save.connect(index, sender=model)
    if made is not None:
        for index, model in held:
            if type(made) is model:
                index(made)
    return made
