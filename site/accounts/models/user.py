"""The person: a neutral generated username, a chosen display name, an e-mail only if they want one."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models.functions import Lower
from django.dispatch import Signal
from django.utils import timezone
from django.utils.crypto import get_random_string

if TYPE_CHECKING:
    from accounts.models.card import LoginCard

# No vowel and no look-alike: a username never reads as a word and is easy to copy.
USERNAME_ALPHABET = "bcdfghjkmnpqrstvwxz23456789"
about_to_go = Signal()  # of a person who is being deleted, in the same transaction (accounts.personal_data)


def neutral_username() -> str:
    """Return a username that says nothing of the person or the group, such as ``p-7kq2-m4xd``."""
    return f"p-{get_random_string(4, USERNAME_ALPHABET)}-{get_random_string(4, USERNAME_ALPHABET)}"


def display_name_of(user: "User") -> str:
    """Return the name that allauth shows."""
    return user.display_name or user.username


class UserQuerySet(models.QuerySet["User"]):
    """People, who are deleted one after another."""

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete each person apart: what one of them leaves to another is there when that one goes."""
        with transaction.atomic():
            return sum(bool(user.delete()[0]) for user in self), {}

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]


class UserManager(BaseUserManager["User"]):
    """The manager that creates people, with a neutral username unless one is given."""

    def get_queryset(self) -> UserQuerySet:
        """Return people who are deleted one after another."""
        return UserQuerySet(self.model, using=self._db)

    def create_user(self, username: str = "", password: str | None = None, **fields: Any) -> "User":
        """Create a person; without `password` nobody can sign in by password."""
        user = self.model(username=username or neutral_username(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """Create a person with every right of the admin."""
        return self.create_user(username, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. The account belongs to them, not to a group."""

    class Size(models.TextChoices):
        MEDIUM = "m", "Normale"
        LARGE = "l", "Grande"
        EXTRA = "xl", "Très grande"

    class Spacing(models.TextChoices):
        NORMAL = "normal", "Normal"
        WIDE = "wide", "Large"

    class Scheme(models.TextChoices):
        AUTO = "auto", "Comme mon appareil"
        LIGHT = "light", "Clair"
        DARK = "dark", "Sombre"

    class Pace(models.TextChoices):
        NORMAL = "normal", "Normal"
        SLOW = "slow", "Lentement"
        FAST = "fast", "Vite"

    username = models.CharField(
        "identifiant",
        max_length=40,
        unique=True,
        default=neutral_username,
        validators=[
            RegexValidator(r"\A[a-z0-9][a-z0-9._-]*\Z", "Lettres minuscules, chiffres, point et tiret seulement.")
        ],
    )
    display_name = models.CharField("nom affiché", max_length=60)
    email = models.EmailField("adresse e-mail", null=True, blank=True)
    is_active = models.BooleanField("compte ouvert", default=True)
    date_joined = models.DateTimeField("ouvert le", default=timezone.now)

    text_size = models.CharField("taille du texte", max_length=2, choices=Size.choices, default=Size.MEDIUM)
    text_spacing = models.CharField("espacement", max_length=6, choices=Spacing.choices, default=Spacing.NORMAL)
    easy_read = models.BooleanField("version facile à lire", default=False)
    colour_scheme = models.CharField("couleurs", max_length=5, choices=Scheme.choices, default=Scheme.AUTO)
    reading_pace = models.CharField("vitesse de lecture", max_length=6, choices=Pace.choices, default=Pace.NORMAL)

    secret_hash = models.CharField("code secret", max_length=200, blank=True)
    secret_tries = models.PositiveSmallIntegerField("essais", default=0)
    paused_until = models.DateTimeField("en pause jusqu’à", null=True, blank=True)
    last_try_at = models.DateTimeField("dernier essai du code", null=True, blank=True, editable=False)

    # Printed, used once: HMAC-SHA256 with CODE_KEY, hexadecimal. Emptied when it has served.
    rescue_hash = models.CharField("code de secours", max_length=64, blank=True)
    rescue_offered_on = models.DateField("code de secours proposé le", null=True, blank=True)

    # Since then, what touches other people asks for a second factor, after a grace.
    power_used_on = models.DateField("premier geste pour d’autres le", null=True, blank=True, editable=False)

    # Two people of a group prepared a new secret code, and its owner has not answered yet.
    has_code_news = models.BooleanField("nouveau code à annoncer", default=False, editable=False)

    # How often every session was ended: a session holds the number of its beginning, and opens nothing after another.
    sessions_ended = models.PositiveIntegerField("fermetures de tout", default=0, editable=False)

    # The same, of the sessions that a second slip opened.
    slips_ended = models.PositiveIntegerField("fermetures par billet", default=0, editable=False)

    # Nothing is erased before 36 months without a sign-in and two notices (docs/architecture.md#principles).
    notices_sent = models.PositiveSmallIntegerField("annonces d’effacement", default=0)
    noticed_on = models.DateField("dernière annonce", null=True, blank=True)

    present_cards: "list[LoginCard]"  # prefetched by accounts.groups.people_views

    objects = UserManager()
    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["display_name"]

    class Meta:
        verbose_name = "personne"
        verbose_name_plural = "personnes"
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="accounts_user_email_unique",
                violation_error_message="Cette adresse e-mail sert déjà à une autre personne.",
            ),
            models.CheckConstraint(
                condition=models.Q(email__isnull=True) | ~models.Q(email=""),
                name="accounts_user_email_null_not_empty",
            ),
            models.CheckConstraint(
                condition=models.Q(text_size__in=["m", "l", "xl"]), name="accounts_user_text_size_known"
            ),
            models.CheckConstraint(
                condition=models.Q(text_spacing__in=["normal", "wide"]), name="accounts_user_text_spacing_known"
            ),
            models.CheckConstraint(
                condition=models.Q(colour_scheme__in=["auto", "light", "dark"]),
                name="accounts_user_colour_scheme_known",
            ),
            models.CheckConstraint(
                condition=models.Q(reading_pace__in=["normal", "slow", "fast"]), name="accounts_user_reading_pace_known"
            ),
        ]

    def __str__(self) -> str:
        return self.display_name or self.username

    @property
    def has_entered(self) -> bool:
        """Return whether its owner has ever opened this account: until then its card alone opens it."""
        return bool(self.secret_hash) or self.last_login is not None or self.has_usable_password()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = self.email or None
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete a person, once each app erased its part (accounts.personal_data); if one fails, delete nothing.

        The admin deletes so, alone or in a list: its button is where an erasure asked for by letter is done.
        """
        with transaction.atomic():
            about_to_go.send(sender=User, instance=self)
            return super().delete(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        self.email = self.__class__.objects.normalize_email(self.email) or None

    def get_session_auth_hash(self) -> str:
        """Return what a session of this person holds: another once the password changed, or every session was ended."""
        return self._of_these_sessions(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """Yield what a session held under a former SECRET_KEY."""
        return map(self._of_these_sessions, super().get_session_auth_fallback_hash())

    def _of_these_sessions(self, held: str) -> str:
        return f"{held}.{self.sessions_ended}" if self.sessions_ended else held

    def get_full_name(self) -> str:
        """Return the chosen name: the site knows no civil name."""
        return str(self)

    def get_short_name(self) -> str:
        """Return the chosen name: the site knows no civil name."""
        return str(self)
