"""/compte/: signing in, one's account. Only those of allauth's addresses that are used, under its own names."""

from allauth.account import views as allauth_views
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path
from django.views.decorators.cache import never_cache

from accounts.views import (
    account,
    card,
    email,
    group,
    joining,
    leaving,
    my_groups,
    passkeys,
    places,
    proof,
    rescue,
    resets,
    second_factor,
    sign_in,
    stopping,
)

account_patterns = (
    [
        path("", account.home, name="home"),
        path("ouvrir/", sign_in.how_to_join, name="how_to_join"),
        path("nom/", account.name, name="name"),
        path("adresse-e-mail/", email.email, name="email"),
        path("adresse-e-mail/code/", email.email_code, name="email_code"),
        path("code/", account.code, name="code"),
        path("mes-donnees/", account.data, name="data"),
        path("mes-donnees/fichier/", account.data_file, name="data_file"),
        path("effacer/", account.erase, name="erase"),
        path("effacer/fait/", leaving.erased, name="erased"),
        path("reprendre/", account.begun, name="drafts"),
        path("reprendre/<int:pk>/oublier/", account.forget_begun, name="forget_draft"),
        path("quitter/", leaving.leave, name="leave"),
        path("quitter/fait/", leaving.left, name="left"),
        path("feuille/", group.sheet, name="sheet"),
        path("nouveau-code/", resets.news, name="code_news"),
        path("appareils/", stopping.devices, name="devices"),
        path("appareils/sortir/", stopping.end_sessions, name="end_sessions"),
        path("tout-arreter/", stopping.stop_all, name="stop_all"),
        path("groupes/<int:pk>/", my_groups.my_group, name="my_group"),
        path("groupes/<int:pk>/quitter/", my_groups.leave_group, name="leave_group"),
        path("mots/", joining.invitation, name="invitation"),
        path("rejoindre/", joining.join, name="join"),
        path("rejoindre/oui/", joining.join_confirm, name="join_confirm"),
        path("collectifs/<slug:slug>/", places.collective_page, name="collective"),
        path("collectifs/<slug:slug>/apercu/", places.collective_preview, name="collective_preview"),
        path("carte/", card.words, name="card"),
        path("carte/code/", card.code, name="card_code"),
        path("carte/code/oublie/", rescue.forgotten, name="forgotten_code"),
        path("carte/code/oublie/nouveau/", rescue.new_code, name="rescue_code"),
        path("reconnus/", passkeys.index, name="passkeys"),
        path("reconnus/ajouter/", passkeys.add, name="add_passkey"),
        path("reconnus/ajouter/question/", passkeys.add_options, name="add_passkey_options"),
        path("reconnus/<int:pk>/nom/", passkeys.rename, name="rename_passkey"),
        path("reconnus/<int:pk>/retirer/", passkeys.remove, name="remove_passkey"),
        path("connexion/appareil/question/", passkeys.options, name="passkey_options"),
        path("second-facteur/papier/", second_factor.paper_codes, name="paper_codes"),
        path("second-facteur/papier/feuille/", second_factor.paper_sheet, name="paper_sheet"),
        path("secours/", rescue.make, name="rescue"),
        path("secours/feuille/", rescue.sheet, name="rescue_sheet"),
        re_path(r"^carte/(?P<token>[\w-]{16,64})/$", card.token, name="card_token"),
    ],
    "accounts",
)

password_patterns = [
    path("", sign_in.PasswordChangeView.as_view(), name="account_change_password"),
    path("choisir/", account.set_password, name="account_set_password"),
    path("oublie/", sign_in.PasswordResetView.as_view(), name="account_reset_password"),
    path("oublie/envoye/", allauth_views.password_reset_done, name="account_reset_password_done"),
    path("nouveau/fait/", allauth_views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^nouveau/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        sign_in.PasswordResetFromKeyView.as_view(),
        name="account_reset_password_from_key",
    ),
]

second_factor_patterns = [
    path("", second_factor.IndexView.as_view(), name="mfa_index"),
    path("activer/", never_cache(second_factor.ActivateTOTPView.as_view()), name="mfa_activate_totp"),
    path("arreter/", second_factor.DeactivateTOTPView.as_view(), name="mfa_deactivate_totp"),
    path("code/", second_factor.SecondFactorView.as_view(), name="mfa_authenticate"),
    path("confirmer/", second_factor.SecondFactorAgainView.as_view(), name="mfa_reauthenticate"),
    path("confirmer/appareil/", passkeys.again, name="mfa_reauthenticate_webauthn"),
]

urlpatterns = [
    path("", include(account_patterns)),
    path("connexion/", login_not_required(sign_in.LoginView.as_view()), name="account_login"),
    path("connexion/appareil/", passkeys.enter, name="mfa_login_webauthn"),
    path("connexion/e-mail/", login_not_required(sign_in.RequestCodeView.as_view()), name="account_request_login_code"),
    path("connexion/e-mail/code/", sign_in.ConfirmCodeView.as_view(), name="account_confirm_login_code"),
    path("sortir/", allauth_views.logout, name="account_logout"),
    path("ferme/", allauth_views.account_inactive, name="account_inactive"),
    path("confirmer/", proof.confirm, name="account_reauthenticate"),
    path("mot-de-passe/", include(password_patterns)),
    path("second-facteur/", include(second_factor_patterns)),
]
