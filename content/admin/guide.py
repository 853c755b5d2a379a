"""« Guide », in the admin: how editors write, with pictures of the real screens.

tools/guide.py makes docs/editing.md from the same template.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse_lazy
from wagtail.admin.menu import MenuItem


def guide(request: HttpRequest) -> HttpResponse:
    """Show the guide to any member who may enter the admin."""
    return render(request, "content/admin/guide.html")


def guide_url() -> list[URLPattern]:
    """Return the address /admin/guide/."""
    return [path("guide/", guide, name="writing_guide")]


def guide_item() -> MenuItem:
    """Return the item « Guide », at the end of the menu."""
    return MenuItem("Guide", reverse_lazy("writing_guide"), name="guide", icon_name="help", order=9000)
