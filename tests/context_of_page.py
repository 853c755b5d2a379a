"""The context of a page, kept once for `response.context`.

Django's test client copies the whole context again for every template that a page includes or extends, some fifty times
a page: a fifth of the time of a test of screens. What a page includes is given what the page was.
"""

from typing import Any

from django.template import Context, Template
from django.test import client

_store = client.store_rendered_templates


def keep_once(
    store: dict[str, Any], signal: object, sender: Template, template: Template, context: Context, **more: Any
):
    """Keep a template and its context, unless another template includes or extends it."""
    if context.template is template:
        _store(store, signal, sender, template, context, **more)


def keep_contexts_once() -> None:
    """Have every client of the suite keep them so."""
    client.store_rendered_templates = keep_once
