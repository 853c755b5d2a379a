"""/outils/, above Wagtail's catch-all: the list, a tool, its files."""

from django.urls import path, register_converter

from content.tools import views

register_converter(views.FileKindConverter, "file_kind")
app_name = "tools"
urlpatterns = [
    path("", views.tools, name="index"),
    path("<slug:slug>/", views.tool, name="tool"),
    path("<slug:slug>/<slug:name>.<file_kind:kind>", views.file, name="file"),
]
