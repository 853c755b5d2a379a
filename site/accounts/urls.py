"""/compte/"""

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path

from accounts import views

account_patterns = (
    [
        path("", views.home, name="home"),
        path("quitter/", views.leave, name="leave"),
    ],
    "accounts",
)

urlpatterns = [
    path("", include(account_patterns)),
    path("connexion/", login_not_required(allauth_views.login), name="account_login"),
    path("sortir/", allauth_views.logout, name="account_logout"),
    path("second-facteur/", include("allauth.mfa.urls")),
]
