"""/p/: the reader's addresses. Neutral, also on a neutral host; any other address under it is answered here too."""

from django.urls import path, re_path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from lib.http import refuse_cross_site
from passport.reader import (
    converters,  # noqa: F401 - registers <share_token> and <share_ref>
    views,
)

app_name = "sharing"
_urlpatterns = [
    path("vue/<share_ref:ref>/", views.view, name="view"),
    path("vue/<share_ref:ref>/encore/", views.again, name="again"),
    path("<share_token:token>", views.door, name="door"),
    path("<share_token:token>/chiffres", views.code, name="code"),
    # Nothing under /p/ may fall through to the site's own pages.
    re_path(r"^[\s\S]*\Z", views.nothing, name="nothing"),
]
urlpatterns = decorate_urlpatterns(_urlpatterns, refuse_cross_site)
