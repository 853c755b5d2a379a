"""/signaler/: the page of one thing, by the kind of thing that it is."""

from django.urls import re_path

from content.error_reports import rules, views

KINDS = "|".join(rules.SUBJECTS)
app_name = "error_reports"
urlpatterns = [re_path(rf"^(?P<kind>{KINDS})/(?P<name>[-\w]{{1,80}})/$", views.report, name="report")]
