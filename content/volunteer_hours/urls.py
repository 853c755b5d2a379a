"""/outils/heures-de-benevolat/, above the tools."""

from django.urls import path

from content.volunteer_hours import views

app_name = "volunteer_hours"
urlpatterns = [path("", views.hours, name="page")]
