"""/passeport/: the holder's own."""

from django.urls import path

from passport import views

app_name = "passport"
urlpatterns = [path("", views.index, name="index")]
