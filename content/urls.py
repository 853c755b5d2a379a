"""/pratiques/, above Wagtail's catch-all. Words of ours come before `<slug:slug>/`: no sheet may be named like them."""

from django.urls import path

from content.practices import feed, pages, trying

app_name = "practices"
urlpatterns = [
    path("", pages.practices, name="index"),
    path("fil/", feed.feed, name="feed"),
    # Add the other screens above this line: below it they would be taken for sheets.
    path("<slug:slug>/", pages.practice, name="practice"),
    path("<slug:slug>/essaye/", trying.tried, name="tried"),
    path("<slug:slug>/essaye/retirer/", trying.take_back, name="take_back"),
]
