"""Settings, read from the environment.

A missing or impossible value stops the start with a sentence; each default is safe for production.
`ORIGIN` (scheme, host and port people type) decides the transport: https brings redirects, HSTS and
prefixed cookies, http brings none of them.
"""

from pathlib import Path
from urllib.parse import urlsplit

from config.operations.logs import LEVELS, logging_config
from config.settings_parts import browser_policies, environment, rate_limits, services
from config.settings_parts.environment import env, required, switch

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var"))).resolve()
environment.read_private_file(VAR_DIR / "env")

# --- where the site answers ------------------------------------------------------------------------
DEBUG = switch("DEBUG", default=False)
ORIGIN = environment.origin("ORIGIN", required("ORIGIN"))
PASSPORT_ORIGIN = env.str("PASSPORT_ORIGIN", "") and environment.origin("PASSPORT_ORIGIN", env.str("PASSPORT_ORIGIN"))
_host = urlsplit(ORIGIN).hostname
SECURE = urlsplit(ORIGIN).scheme == "https"
ALLOWED_HOSTS = [_host, *environment.host_names("EXTRA_HOSTS")]
if PASSPORT_ORIGIN:
    ALLOWED_HOSTS.append(urlsplit(PASSPORT_ORIGIN).hostname)
CSRF_TRUSTED_ORIGINS = [ORIGIN]

# --- secrets ---------------------------------------------------------------------------------------
SECRET_KEY = required("SECRET_KEY")
CODE_KEY = required("CODE_KEY")  # HMAC of card words, secret codes and spoken codes: never in the database
PASSPORT_KEYS = environment.sealing_keys("PASSPORT_KEYS")  # Fernet keys, newest first: seals tokens and codes

# --- parts -----------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config",
    "gatherings",
    "courses",
    "content",
    "passport",
    "accounts",
    "accounts.admin_people.app.AdminUsersConfig",
    "directory",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.snippets",
    "wagtailmedia",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django.contrib.postgres",
    "django.forms",
]
MIDDLEWARE = [
    "config.middleware.RequestLogMiddleware",
    "passport.reader.middleware.SharingHeadersMiddleware",  # outside all that answers: its headers have the last word
    "config.neutral_host.NeutralHostMiddleware",
    "config.middleware.ErrorPageMiddleware",
    "config.middleware.KeptFilesMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.static_files.StaticFilesMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "config.request_size.RequestSizeMiddleware",  # before all that reads a form, inside what adds headers
    "config.middleware.MethodNotAllowedMiddleware",  # inside what adds headers: its page has them too
    "accounts.account.comfort.ComfortMiddleware",
    "content.page_cache.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.sign_in.half_done.HalfDoneMiddleware",
    "accounts.sign_in.middleware.SharedComputerMiddleware",
    "accounts.sign_in.middleware.OneActMiddleware",
    "accounts.sign_in.middleware.CardOnlyMiddleware",
    "accounts.sign_in.middleware.EntranceMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.sign_in.middleware.AdminGateMiddleware",
    "content.publishing.gate.NotReadyMiddleware",
    "content.old_addresses.OldAddressMiddleware",
    "config.refused_pages.RefusedPageMiddleware",  # behind every gate
    "accounts.sign_in.owner_mark.BoundMarksMiddleware",  # innermost: a page is kept with its marks
]
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "site" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
            "builtins": ["accounts.templatetags.owned_forms", "lib.date_filter"],
        },
    }
]

# --- data ------------------------------------------------------------------------------------------
DATABASES = {"default": services.database("DATABASE_URL", VAR_DIR / "entrepairs.sqlite3")}

REDIS_URL = services.cache("REDIS_URL")
_shared_cache = (
    {"BACKEND": "config.operations.caches.MissOnOutageRedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "config.operations.caches.MissOnOutageDatabaseCache", "LOCATION": "cache_entries"}
)
_IN_MEMORY = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {
    # Limits and fragments: shared by every worker.
    "default": {**_shared_cache, "KEY_PREFIX": "ep"},
    "pages": (
        {**_shared_cache, "KEY_PREFIX": "ep-pages"}
        if REDIS_URL
        else {
            "BACKEND": "config.operations.caches.MissOnOutageFileCache",
            "LOCATION": VAR_DIR / "cache" / "pages",
            "OPTIONS": {"MAX_ENTRIES": 2000},
        }
    ),
    "renditions": {"BACKEND": _IN_MEMORY, "LOCATION": "renditions", "TIMEOUT": 600, "OPTIONS": {"MAX_ENTRIES": 1000}},
    # Counters of what costs no query (lib.limits).
    "here": {"BACKEND": _IN_MEMORY, "LOCATION": "here", "OPTIONS": {"MAX_ENTRIES": 2000}},
    # Parts of pages that are the same for several people, drawn once in each process.
    "fragments": {"BACKEND": _IN_MEMORY, "LOCATION": "fragments", "TIMEOUT": 600, "OPTIONS": {"MAX_ENTRIES": 400}},
}
SESSION_ENGINE = "accounts.models.session"

# --- transport -------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^sante(/(pret|travail))?$"]
# A browser told for a year cannot be told otherwise: an hour, until the operator is sure of https, here and below.
_hsts = environment.whole_number("HSTS_SECONDS", 3600)
SECURE_HSTS_SECONDS = _hsts if SECURE else 0
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS = switch("HSTS_PRELOAD", default=False) and SECURE
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]  # subdomains and preload are the operator's choice
SECURE_REFERRER_POLICY = "same-origin"
# Trusted proxies in front: how many X-Forwarded-For hops to believe.
PROXY_COUNT = environment.whole_number("PROXY_COUNT", 0, 9)
if PROXY_COUNT:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-sessionid" if SECURE else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if SECURE else "csrftoken"
SESSION_COOKIE_AGE = 14 * 24 * 3600
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "config.errors.csrf_failure"
X_FRAME_OPTIONS = "DENY"  # Wagtail’s preview says otherwise for itself
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 6 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # a Wagtail page with many blocks posts many fields

CONTENT_SECURITY_POLICY = browser_policies.PUBLIC
ADMIN_CONTENT_SECURITY_POLICY = browser_policies.ADMIN
PERMISSIONS_POLICY = browser_policies.PERMISSIONS
MESSAGE_STORAGE = "lib.cookies.MessageStorage"

# --- people ----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["accounts.secret_code.hasher.Argon2Hasher", "django.contrib.auth.hashers.PBKDF2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in [
        ("UserAttributeSimilarityValidator", {"user_attributes": ("username", "email", "display_name")}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    ]
] + [{"NAME": "accounts.sign_in.site_words.SiteWordsValidator"}]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.sign_in.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # a reset asked for an unknown address writes to nobody
ACCOUNT_LOGIN_BY_CODE_ENABLED = True  # where mails are sent, to proved addresses (accounts.sign_in.views)
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60  # seconds
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_USER_DISPLAY = "accounts.models.display_name_of"
ALLAUTH_RATE_LIMIT_IPV6_PREFIX = 56  # as accounts.sign_in.guesses
ACCOUNT_RATE_LIMITS = rate_limits.SIGN_IN
ALLAUTH_TRUSTED_PROXY_COUNT = PROXY_COUNT
LIMITS = rate_limits.OURS
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a finger, a face or the phone's code: a passkey is two factors
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RATE_LIMITS = rate_limits.DEVICES
MFA_ALLOW_UNVERIFIED_EMAIL = True  # without open sign-up nobody can hold another person's address hostage
MFA_ADAPTER = "accounts.sign_in.adapter.MFAAdapter"
MFA_TOTP_ISSUER = "Entrepairs"

# --- language, time, mail --------------------------------------------------------------------------
LANGUAGE_CODE = "fr"
LOCALE_PATHS = [BASE_DIR / "site" / "locale"]  # some of Wagtail's words, said more plainly
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True
EMAIL_URL = services.mail("EMAIL_URL")
MAIL_IS_SENT = bool(EMAIL_URL) or not SECURE  # in production a mail printed in the log would give its link away
vars().update(env.email_url_config(EMAIL_URL or ("dummymail://" if SECURE else "consolemail://")))
EMAIL_TIMEOUT = 10  # seconds
_at_once = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}
TASKS = {
    "default": _at_once,  # Wagtail's own: what is published is found at once
    # WORKER=0: nobody runs `worker`, and what it would do is done at once.
    "worker": {"BACKEND": "django_tasks_db.DatabaseBackend"} if switch("WORKER", default=True) else _at_once,
}
DELIVERY_BACKEND = vars()["EMAIL_BACKEND"]
EMAIL_BACKEND = "config.operations.mail.QueuedEmailBackend"
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", f"ne-pas-repondre@{_host}")

# --- files -----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
# An image holds the static files, collected when it was built: `prepare` then collects none.
STATIC_IS_BUILT = bool(env.str("STATIC_DIR", ""))
STATIC_ROOT = Path(env.str("STATIC_DIR", "") or VAR_DIR / "static").resolve()
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
STYLES_FROM_SOURCES = DEBUG  # else the two sheets that `collectstatic` makes of them (config/stylesheets.py)
STORAGES = {
    "default": services.media("MEDIA_STORE"),
    "staticfiles": {"BACKEND": "config.static_storage.SiteStaticFilesStorage"},
}

# --- Wagtail ---------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Entrepairs"
WAGTAILADMIN_BASE_URL = ORIGIN
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [("fr", "Français")]
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # the addresses of lessons and modules are made of plain letters (courses.urls)
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/compte/connexion/"
WAGTAILIMAGES_IMAGE_MODEL = "content.SiteImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "content.images.forms.SiteImageForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 5 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 24_000_000
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "jfif", "jpe", "mpo"]  # the last three are JPEG too
WAGTAILDOCS_DOCUMENT_MODEL = "content.SiteDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "content.documents.forms.SiteDocumentForm"
WAGTAILDOCS_EXTENSIONS = ["pdf", "odt", "ods", "docx", "xlsx", "txt"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # every document is a download
WAGTAILMEDIA = {"MEDIA_MODEL": "content.SiteRecording", "MEDIA_FORM_BASE": "content.recordings.forms.SiteRecordingForm"}
RECORDINGS_MAX_UPLOAD_SIZE = {"audio": 15 * 1024 * 1024, "video": 30 * 1024 * 1024}  # bytes
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_AUTOSAVE_INTERVAL = 10_000  # milliseconds: gentle on SQLite's single writer
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "content.search"}}
TAGGIT_CASE_INSENSITIVE = True

# --- what an operator may watch; both off by default -------------------------------------------------
METRICS_PORT = environment.whole_number("METRICS_PORT", 0, 65535)  # on this machine alone
ERRORS_DSN = services.errors("ERRORS_DSN")

# --- logs ------------------------------------------------------------------------------------------
LOGGING_CONFIG = None
logging_config(json=switch("LOG_JSON", default=not DEBUG), level=environment.one_of("LOG_LEVEL", "INFO", LEVELS))
REQUEST_ID_BYTES = 8

environment.settle()  # one sentence for all that is missing or impossible above
