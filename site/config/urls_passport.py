"""The site map of the neutral host: what a reader or an agenda needs, and one neutral 404 for all the rest."""

from django.urls import include, path, re_path

from lib.http import refuse_cross_site
from passport.reader.views import nothing

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler429 = "config.errors.too_many_requests"
handler500 = "config.errors.server_error"

urlpatterns = [
    path("p/", include("gatherings.own_agenda.urls")),
    path("p/", include("passport.reader.urls")),
    re_path(r"^[\s\S]*\Z", refuse_cross_site(nothing), name="nothing"),
]
