"""« Guide », in the admin: how one writes here, with pictures of the real screens.

docs/editing.md is the same text, made from the template by tools/guide.py.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse_lazy
from wagtail.admin.menu import MenuItem


def guide(request: HttpRequest) -> HttpResponse:
    """The guide; whoever enters the admin may read it."""
    return render(request, "content/admin/guide.html")


def guide_url() -> list[URLPattern]:
    """/admin/guide/."""
    return [path("guide/", guide, name="writing_guide")]


def guide_item() -> MenuItem:
    """« Guide », at the end of the menu."""
    return MenuItem("Guide", reverse_lazy("writing_guide"), name="guide", icon_name="help", order=9000)
