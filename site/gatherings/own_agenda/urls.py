"""/p/agenda/: what agendas read, beside the addresses of shares and under the same headers."""

from django.urls import path
from wagtail.utils.urlpatterns import decorate_urlpatterns

from gatherings.own_agenda import views
from lib.http import refuse_cross_site
from passport.reader import converters  # noqa: F401 - registers <share_token>

app_name = "agenda"
urlpatterns = decorate_urlpatterns([path("agenda/<share_token:token>", views.feed, name="feed")], refuse_cross_site)
