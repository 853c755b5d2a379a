"""The site map."""

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from accounts.account.comfort_views import comfort
from accounts.recovery.emergency_stop_views import lost
from accounts.sign_in.sign_out_views import sign_out
from config import closed_pages, crawlers, health, views
from config.search.views import search
from config.security_contact import security_txt
from config.state.views import work
from content import picture_views, recording_views
from content.admin.approvals import approved_where_read, one_at_a_time
from content.admin.form_bounds import bounded
from content.admin.recordings import guarded
from content.contact.views import join
from content.home_views import front
from content.practices.review.reports import reports_for_moderators
from content.practices.review.shown_sheets import refuse_hidden
from content.shown_files import not_compressed
from courses.learning import skill_views
from courses.offices import hand_over_views
from lib.snippets import refuse_unseen_rows

handler400 = "config.errors.bad_request"
handler403 = "config.errors.forbidden"
handler404 = "config.errors.not_found"
handler429 = "config.errors.too_many_requests"
handler500 = "config.errors.server_error"


def public(patterns: list) -> list:
    """Return a list of URL patterns opened to visitors."""
    return decorate_urlpatterns(patterns, login_not_required)


FAILS_ON_PURPOSE = "wagtailadmin_error_test"  # a view of Wagtail's, for whoever tests the page of a 500
admin_patterns = [each for each in wagtailadmin_urls.urlpatterns if getattr(each, "name", "") != FAILS_ON_PURPOSE]
for each in (
    reports_for_moderators,
    refuse_hidden,
    refuse_unseen_rows,
    guarded,
    one_at_a_time,
    approved_where_read,
    bounded,
    csp_replace(settings.ADMIN_CONTENT_SECURITY_POLICY),
):
    admin_patterns = decorate_urlpatterns(admin_patterns, each)

urlpatterns = [
    path("", front, name="home"),
    path("sante", health.live, name="health_live"),
    path("sante/pret", health.ready, name="health_ready"),
    path("sante/travail", work, name="health_work"),
    path("aide/", views.text_page("pages/help.html"), name="help"),
    path("aide/perdu/", lost, name="help_lost"),
    path("aide/message-inquietant/", views.text_page("pages/worried.html"), name="help_worried"),
    path("a-propos/", views.text_page("pages/about.html"), name="about"),
    path("mentions-legales/", views.text_page("pages/legal.html"), name="legal"),
    path("contact/", include("content.contact.urls")),
    path("rejoindre/", join, name="join"),
    path("signaler/", include("content.error_reports.urls")),
    path("robots.txt", crawlers.robots, name="robots"),
    path("sitemap.xml", crawlers.sitemap, name="sitemap"),
    path("confidentialite/", views.text_page("pages/privacy.html"), name="privacy"),
    path("accessibilite/", views.text_page("pages/accessibility.html"), name="accessibility"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("recherche/", search, name="search"),
    path("confort/", comfort, name="comfort"),
    path("compte/passation/<int:pk>/", hand_over_views.page, name="hand_over"),
    path("compte/", include("accounts.urls")),
    path("groupe/", include("gatherings.group_urls")),
    path("groupe/", include("accounts.group_urls")),
    path("reseau/", include("gatherings.network_urls")),
    path("reseau/", include("accounts.coordination_urls")),
    path("ateliers/", include("gatherings.urls")),
    path("annuaire/", include("directory.urls")),
    path("formations/", include("courses.urls")),
    path("pratiques/", include("content.urls")),
    path("outils/calendrier/", include("content.year_calendar.urls")),
    path("outils/heures-de-benevolat/", include("content.volunteer_hours.urls")),
    path("outils/", include("content.tools.urls")),
    path("mots/", include("content.glossary.urls")),
    path("passeport/competences/<slug:slug>/", skill_views.skill, name="skill"),
    path("passeport/", include("passport.urls")),
    path("p/", include("gatherings.own_agenda.urls")),
    path("p/", include("passport.reader.urls")),
    # Wagtail's own sign-ins have neither limits nor second factor (docs/architecture.md#trap-wagtail-sign-in).
    path(
        "admin/login/",
        login_not_required(RedirectView.as_view(pattern_name="account_login", query_string=True)),
    ),
    path(
        "_util/login/",
        login_not_required(RedirectView.as_view(pattern_name="account_login", query_string=True)),
    ),
    path("admin/logout/", sign_out),  # Wagtail's own leaves its pages in the browser
    path("admin/", include(admin_patterns)),
    path("documents/", include(closed_pages.document_patterns)),
    path("documents/", include(public(decorate_urlpatterns(wagtaildocs_urls.urlpatterns, not_compressed)))),
    re_path(r"^media/(?P<path>images/.*)$", picture_views.picture),
    re_path(r"^media/(?P<path>original_images/.*)$", picture_views.original),
    re_path(r"^media/(?P<path>sons-videos/.*)$", recording_views.recording),
    path("media/sous-titres/<int:pk>.vtt", recording_views.captions),
    path("", include(closed_pages.page_patterns)),
    path("", include(public(wagtail_urls.urlpatterns))),
]
