"""/compte/: sign-in and the member's own account. Of allauth's addresses only those in use, under its own names."""

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache

from accounts import one_act
from accounts.account import (
    awaited_views,
    code_views,
    data_views,
    erase_views,
    home_views,
    name_views,
    welcome_back_views,
)
from accounts.groups import cards_views, closings_views, joining_views, membership_views, public_page_views
from accounts.places import views as place_views
from accounts.recovery import emergency_stop_views, rescue_views, reset_views
from accounts.sign_in import (
    card_views,
    email_views,
    first_superuser_views,
    interrupted_views,
    passkey_views,
    reauthentication_views,
    second_factor_views,
    sign_out_views,
    slip_views,
    views,
)

account_patterns = (
    [
        path("", home_views.home, name="home"),
        path("demandes/", awaited_views.index, name="awaited"),
        path("ouvrir/", views.how_to_join, name="how_to_join"),
        path("nom/", name_views.name, name="name"),
        path("adresse-e-mail/", email_views.email, name="email"),
        path("adresse-e-mail/code/", email_views.email_code, name="email_code"),
        path("code/", code_views.code, name="code"),
        path("mes-donnees/", data_views.data, name="data"),
        path("mes-donnees/fichier/", data_views.data_file, name="data_file"),
        path("effacer/", erase_views.erase, name="erase"),
        path("effacer/fait/", sign_out_views.erased, name="erased"),
        path("reprendre/", interrupted_views.begun, name="drafts"),
        path("reprendre/<int:pk>/oublier/", interrupted_views.forget_begun, name="forget_draft"),
        path("quitter/", sign_out_views.leave, name="leave"),
        path("quitter/fait/", sign_out_views.left, name="left"),
        path("feuille/", cards_views.printout, name="sheet"),
        path("nouveau-code/", reset_views.news, name="code_news"),
        path("appareils/", emergency_stop_views.devices, name="devices"),
        path("appareils/sortir/", emergency_stop_views.end_sessions, name="end_sessions"),
        path("tout-arreter/", emergency_stop_views.stop_all, name="stop_all"),
        path("groupes/<int:pk>/", membership_views.my_group, name="my_group"),
        path("groupes/<int:pk>/quitter/", membership_views.leave_group, name="leave_group"),
        path("mes-places/", place_views.my_places, name="my_places"),
        path("bon-retour/", welcome_back_views.welcome_back, name="welcome_back"),
        path("mots/", joining_views.invitation, name="invitation"),
        path("premiere-entree/", first_superuser_views.give_code, name="first_sign_in"),
        path("rejoindre/", joining_views.join, name="join"),
        path("rejoindre/oui/", joining_views.join_confirm, name="join_confirm"),
        path("collectifs/<slug:slug>/", public_page_views.collective_page, name="collective"),
        path("collectifs/<slug:slug>/apercu/", public_page_views.collective_preview, name="collective_preview"),
        path("collectifs/<slug:slug>/fermetures/", closings_views.of_collective, name="collective_closings"),
        path(
            "collectifs/<slug:slug>/fermetures/<str:first>/", closings_views.reopen_collective, name="collective_reopen"
        ),
        path("carte/", card_views.words, name="card"),
        path("carte/code/", card_views.code, name="card_code"),
        path("carte/billet/", slip_views.give, name="slip"),
        path("carte/sans-code/", card_views.without_code, name="card_only"),
        path("carte/code/oublie/", rescue_views.forgotten, name="forgotten_code"),
        path("carte/code/oublie/nouveau/", rescue_views.new_code, name="rescue_code"),
        path("billet/", slip_views.make, name="slip_make"),
        path("billet/arreter/", slip_views.stop, name="slip_stop"),
        path("billet/feuille/", slip_views.printout, name="slip_sheet"),
        path("reconnus/", passkey_views.index, name="passkeys"),
        path("reconnus/ajouter/", passkey_views.add, name="add_passkey"),
        path("reconnus/ajouter/question/", passkey_views.add_options, name="add_passkey_options"),
        path("reconnus/<int:pk>/nom/", passkey_views.rename, name="rename_passkey"),
        path("reconnus/<int:pk>/retirer/", passkey_views.remove, name="remove_passkey"),
        path("connexion/appareil/question/", passkey_views.options, name="passkey_options"),
        path("second-facteur/papier/", second_factor_views.paper_codes, name="paper_codes"),
        path("second-facteur/papier/feuille/", second_factor_views.paper_codes_printout, name="paper_sheet"),
        path("secours/", rescue_views.make, name="rescue"),
        path("secours/feuille/", rescue_views.printout, name="rescue_sheet"),
        re_path(r"^billet/(?P<token>[\w-]{16,64})/$", slip_views.token, name="slip_token"),
        re_path(r"^carte/(?P<token>[\w-]{16,64})/$", card_views.token, name="card_token"),
    ],
    "accounts",
)

password_patterns = [
    path("", views.PasswordChangeView.as_view(), name="account_change_password"),
    path("choisir/", code_views.set_password, name="account_set_password"),
    path("oublie/", views.PasswordResetView.as_view(), name="account_reset_password"),
    path("oublie/envoye/", allauth_views.password_reset_done, name="account_reset_password_done"),
    path("nouveau/fait/", allauth_views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.PasswordResetFromKeyView.as_view(),
        name="account_reset_password_from_key",
    ),
]

second_factor_patterns = [
    path("", second_factor_views.IndexView.as_view(), name="mfa_index"),
    path("activer/", never_cache(second_factor_views.ActivateTOTPView.as_view()), name="mfa_activate_totp"),
    path("arreter/", second_factor_views.DeactivateTOTPView.as_view(), name="mfa_deactivate_totp"),
    path("code/", second_factor_views.SecondFactorView.as_view(), name="mfa_authenticate"),
    path("confirmer/", one_act.is_part(second_factor_views.SecondFactorAgainView.as_view()), name="mfa_reauthenticate"),
    path("confirmer/appareil/", one_act.is_part(passkey_views.again), name="mfa_reauthenticate_webauthn"),
]

urlpatterns = [
    path("", include(account_patterns)),
    path("connexion/", login_not_required(views.LoginView.as_view()), name="account_login"),
    path("connexion/appareil/", passkey_views.enter, name="mfa_login_webauthn"),
    path("connexion/e-mail/", login_not_required(views.RequestCodeView.as_view()), name="account_request_login_code"),
    path("connexion/e-mail/code/", views.ConfirmCodeView.as_view(), name="account_confirm_login_code"),
    path("sortir/", sign_out_views.sign_out, name="account_logout"),
    path("ferme/", allauth_views.account_inactive, name="account_inactive"),
    path("confirmer/", reauthentication_views.confirm, name="account_reauthenticate"),
    path("mot-de-passe/", include(password_patterns)),
    path("second-facteur/", include(second_factor_patterns)),
]
