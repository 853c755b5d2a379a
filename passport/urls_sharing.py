"""/p/: what a partner sees. Neutral, also on a neutral host; whatever else stands under it is answered here too."""

from django.urls import path, re_path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from lib.http import refuse_cross_site
from passport import converters  # noqa: F401 - registers <share_token> and <share_ref>
from passport.views import reader

app_name = "sharing"
_urlpatterns = [
    path("vue/<share_ref:ref>/", reader.view, name="view"),
    path("vue/<share_ref:ref>/encore/", reader.again, name="again"),
    path("<share_token:token>", reader.door, name="door"),
    # Nothing under /p/ may fall through to the site's own pages.
    re_path(r"^[\s\S]*\Z", reader.nothing, name="nothing"),
]
urlpatterns = decorate_urlpatterns(_urlpatterns, refuse_cross_site)
