"""/outils/calendrier/, above the tools: the page and its file."""

from django.urls import path

from content.year_calendar import views

app_name = "year_calendar"
urlpatterns = [
    path("", views.calendar, name="page"),
    path("calendrier.ics", views.file, name="file"),
]
