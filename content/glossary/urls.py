"""/mots/, above Wagtail's catch-all."""

from django.urls import path

from content.glossary import views

app_name = "glossary"
urlpatterns = [path("", views.index, name="index")]
