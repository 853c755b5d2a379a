"""The part of the accounts app in « Tout ce que le site sait de moi »."""

from typing import Any

from allauth.mfa.models import Authenticator

from accounts import names, open_sessions
from accounts.models import User
from accounts.sign_in import interrupted_forms, own_email, second_factor


def _account(user: User) -> dict[str, Any]:
    return {
        "nom affiché": user.display_name,
        "repère": names.mark_of(user),
        "identifiant": user.username,
        "adresse e-mail": user.email,
        "compte ouvert le": user.date_joined,
        "dernière entrée": user.last_login,
        "mot de passe": "gardé sous une forme illisible" if user.has_usable_password() else "aucun",
        "code secret": "gardé sous une forme illisible" if user.secret_hash else "aucun",
        "adresse e-mail confirmée": own_email.is_proved(user),
        "essais du code secret": user.secret_tries,
        "dernier essai du code secret": user.last_try_at,
        "code de secours": "préparé, gardé sous une forme illisible" if user.rescue_hash else "aucun",
        "code de secours proposé le": user.rescue_offered_on,
        "second code": Authenticator.objects.filter(user=user, type=Authenticator.Type.TOTP).exists(),
        "premier geste pour d’autres, qui demande un second code": user.power_used_on,
        "codes sur papier qui restent": second_factor.paper_codes_left(user),
        "appareils qui me reconnaissent": [
            {"nom": device.wrap().name, "ajouté le": device.created_at, "a servi le": device.last_used_at}
            for device in Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).order_by("pk")
        ],
        "confort de lecture": {
            "taille": user.get_text_size_display(),
            "espacement": user.get_text_spacing_display(),
            "version facile à lire": user.easy_read,
            "couleurs": user.get_colour_scheme_display(),
            "vitesse de lecture à voix haute": user.get_reading_pace_display(),
        },
    }


def _groups(user: User) -> list[dict[str, Any]]:
    memberships = user.memberships.select_related("peer_group").prefetch_related("mandates")
    return [
        {
            "groupe": membership.peer_group.name,
            "rôle": membership.get_role_display(),
            "rôle accepté le": membership.role_accepted_at,
            "pair-advocate": membership.is_peer_advocate,
            "pair-advocate confirmé le": membership.advocate_confirmed_at,
            "on peut me trouver": membership.findable,
            "place à me proposer, notée à l’ouverture du compte": membership.get_place_planned_display(),
            "depuis le": membership.starts_on,
            "jusqu’au": membership.ends_on,
            "mandats": [
                {
                    "fonction": mandate.get_office_display(),
                    "depuis le": mandate.starts_on,
                    "jusqu’au": mandate.ends_on,
                    "dernier jour, noté par d’autres": mandate.last_day_by_others,
                    "accepté le": mandate.accepted_at,
                }
                for mandate in membership.mandates.all()
            ],
        }
        for membership in memberships
    ]


def export(user: User) -> dict[str, Any]:
    """Return the account, the groups, the cards and the kept forms, under French keys."""
    return {
        **_account(user),
        "groupes": _groups(user),
        "référent de": [link.collective.name for link in user.referent_of.select_related("collective")],
        "cartes": [
            {
                "imprimée le": card.issued_at,
                "à utiliser avant le": card.first_use_by,
                "en pause depuis": card.paused_at,
                "remplacée le": card.revoked_at,
                "billet d’entrée préparé le": card.slip.made_at if hasattr(card, "slip") else None,
            }
            for card in user.cards.select_related("slip").order_by("issued_at")
        ],
        "appareils où le compte est ouvert": [
            {"depuis le": row.began_on, "ordinateur partagé": row.is_shared, "carte seule": bool(row.card_id)}
            for row in open_sessions.alive(user)
        ],
        "nouveaux codes préparés avec le groupe": [
            {
                "groupe": reset.peer_group.name,
                "demandé le": reset.asked_at,
                "confirmé le": reset.confirmed_at,
                "sert à partir du": reset.takes_effect_at,
                "refusé le": reset.refused_at,
                "en service depuis le": reset.applied_at,
            }
            for reset in user.secret_resets.select_related("peer_group").order_by("asked_at")
        ],
        "fois où tout a été fermé": user.sessions_ended,
        "fois où ce qu’un billet avait ouvert a été fermé": user.slips_ended,
        "annonces d’effacement": {"nombre": user.notices_sent, "la dernière le": user.noticed_on},
        "commencé et gardé": [
            {"page": draft.form_key, "le": draft.updated_at, "texte": interrupted_forms.read(draft)}
            for draft in user.drafts.all()
        ],
    }
