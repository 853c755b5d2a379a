"""/formations/, above Wagtail's catch-all: the pages found in few queries, and the POSTs of lessons."""

from django.urls import path

from courses.views import keeping, lessons, pages

app_name = "courses"
urlpatterns = [
    path("", pages.modules, name="modules"),
    path("garder-mes-lecons/", keeping.keep_progress, name="keep_progress"),
    path("<slug:module>/", pages.module, name="module"),
    path("<slug:module>/fini/", keeping.finished, name="finished"),
    path("<slug:module>/<slug:lesson>/", pages.lesson, name="lesson"),
    path("<slug:module>/<slug:lesson>/fini/", lessons.mark, name="mark"),
    path("<slug:module>/<slug:lesson>/reponse/", lessons.answer, name="answer"),
]
