"""Settings: environment variables `MAJAKKA_*` with defaults that work on a laptop.

`./dev run` needs none of them. A server sets at least MAJAKKA_SECRET_KEY, MAJAKKA_HOSTS and MAJAKKA_DATABASE_URL;
docs/how-to/install.md lists all.
"""

import os
import secrets
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT = PACKAGE.parent.parent


def _flag(name: str, default: bool) -> bool:
    return os.environ.get(name, "1" if default else "0").lower() in ("1", "true", "yes", "on")


def _number(name: str, default: int) -> int:
    text = os.environ.get(name) or str(default)
    if not text.isascii() or not text.isdecimal() or len(text) > 9:
        raise ImproperlyConfigured(
            f"{name} is not a whole number: {text[:40]!r}. Give digits, such as {default}."
        )
    return int(text)


def _data_folder() -> Path:
    given = os.environ.get("MAJAKKA_DATA")
    try:
        folder = Path(given or CHECKOUT / "data").resolve()
        folder.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError) as error:
        raise ImproperlyConfigured(
            f"The data folder cannot be used: {error}. Name a folder that this account may write in MAJAKKA_DATA."
        ) from error
    return folder


# Data folder: database, raw archive, lake
DATA = _data_folder()
ARCHIVE = DATA / "archive"
LAKE = DATA / "lake"
ENGINE = os.environ.get("MAJAKKA_ENGINE", "duckdb")
# The country whose procurement strategy is followed (ISO 3166 alpha-2): the scope that pages open with
HOME_COUNTRY = os.environ.get("MAJAKKA_COUNTRY", "FI")
# The dated rules from how many lots on a share is judged and ranked
RANKING_RULES = PACKAGE / "strategy" / "starter" / "ranking.json"
# Who publishes the open data. A publisher that has registered an OCDS prefix gives it here (docs/ocds.md)
PUBLISHER = os.environ.get("MAJAKKA_PUBLISHER", "Majakka")
OCID_PREFIX = os.environ.get("MAJAKKA_OCID_PREFIX", "ocds-majakka")
# Requests that one address may make to the API in a minute; 0 is no limit
API_RATE = _number("MAJAKKA_API_RATE", 300)

DEBUG = _flag("MAJAKKA_DEBUG", False)


def _secret_key() -> str:
    """The given key, else one made once and kept in the data folder, so that sessions survive a restart."""
    if given := os.environ.get("MAJAKKA_SECRET_KEY"):
        return given
    path = DATA / "secret_key"
    try:
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(secrets.token_urlsafe(50))
        return path.read_text()
    except OSError as error:
        raise ImproperlyConfigured(
            f"The secret key cannot be kept in the data folder: {error}. "
            "Name a folder that this account may write in MAJAKKA_DATA, or set MAJAKKA_SECRET_KEY."
        ) from error


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = os.environ.get("MAJAKKA_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [o for o in os.environ.get("MAJAKKA_ORIGINS", "").split(",") if o]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",  # allauth's list of security keys uses its words
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "auditlog",
    "csp",
    "django_cotton",
    "majakka.base",
    "majakka.codes",
    "majakka.organisations",
    "majakka.accounts",
    "majakka.notices",
    "majakka.indicators",
    "majakka.classification",
    "majakka.strategy",
    "majakka.intake",
    "majakka.web",
    "majakka.jobs",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "majakka.api.middleware.OpenApiMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "auditlog.middleware.AuditlogMiddleware",
]

ROOT_URLCONF = "majakka.config.urls"
WSGI_APPLICATION = "majakka.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": [
                "django_cotton.templatetags.cotton",
                "django.templatetags.i18n",
                "majakka.web.templatetags.majakka",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "majakka.web.context.site",
            ],
        },
    }
]
COTTON_DIR = "components"


def _database() -> dict[str, Any]:
    """The database that MAJAKKA_DATABASE_URL names, else SQLite in the data folder."""
    url = os.environ.get("MAJAKKA_DATABASE_URL") or f"sqlite:///{DATA / 'majakka.sqlite3'}"
    try:
        found: dict[str, Any] = {**dj_database_url.parse(url, conn_max_age=60)}
    except ValueError:
        found = {}
    if found.get("ENGINE") not in ("django.db.backends.sqlite3", "django.db.backends.postgresql"):
        # The address may hold a password: it is not repeated
        raise ImproperlyConfigured(
            "MAJAKKA_DATABASE_URL is not the address of a database. "
            "Write it as postgres://user:password@host:5432/name, or leave it out to use SQLite."
        )
    return found


DATABASES = {"default": _database()}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 30,
        # WAL with NORMAL never corrupts and loses at most the last commits on a power cut
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
            "PRAGMA cache_size=-64000; PRAGMA mmap_size=268435456;"
        ),
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
# Holds the counts of the rate limits too: with room for few keys a flood of addresses would push them out
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# Languages
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", _("Finnish")), ("sv", _("Swedish")), ("en", _("English"))]
LOCALE_PATHS = [CHECKOUT / "locale", PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"

# Accounts: docs/how-to/install.md says how an identity provider is joined
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "web:account"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_ADAPTER = "majakka.accounts.adapter.InvitedOnlyAdapter"
# An invited address is confirmed by the invitation; one that a person adds later must be confirmed by its owner
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_MAX_EMAIL_ADDRESSES = 2
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
# Beside allauth's own limits. "key" is the address tried, so guessing from many places is stopped too.
ACCOUNT_RATE_LIMITS = {"login_failed": "10/m/ip,5/300s/key"}
ACCOUNT_PREVENT_ENUMERATION = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Majakka"
MFA_FORMS = {"add_webauthn": "majakka.web.accounts.forms.AddSecurityKeyForm"}
SOCIALACCOUNT_ADAPTER = "majakka.accounts.adapter.InvitedOnlySocialAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_STORE_TOKENS = False


def _identity_provider() -> dict[str, object]:
    """allauth's description of the OpenID Connect provider named by MAJAKKA_OIDC_*; empty when there is none.

    MAJAKKA_OIDC_TRUST_MAIL=1 is for providers that vouch for addresses but do not send `email_verified`.
    """
    server = os.environ.get("MAJAKKA_OIDC_SERVER")
    if not server:
        return {}
    settings: dict[str, object] = {"server_url": server, "email_authentication": True}
    if _flag("MAJAKKA_OIDC_TRUST_MAIL", False):
        settings["verified_email"] = True
    app = {
        "provider_id": os.environ.get("MAJAKKA_OIDC_ID", "oidc"),
        "name": os.environ.get("MAJAKKA_OIDC_NAME", "OpenID Connect"),
        "client_id": os.environ.get("MAJAKKA_OIDC_CLIENT_ID", ""),
        "secret": os.environ.get("MAJAKKA_OIDC_CLIENT_SECRET", ""),
        "settings": settings,
    }
    return {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


SOCIALACCOUNT_PROVIDERS = _identity_provider()

# Audit log: every saved row of what people edit, who saved it and from what to what. Notices, findings, values and
# codes are not here: machines make them, in bulk, and each carries its own origin, rule version and time.
_USER_SECRETS = ["password", "last_login"]
AUDITLOG_INCLUDE_TRACKING_MODELS = (
    {"model": "accounts.User", "exclude_fields": _USER_SECRETS},
    "accounts.Membership",
    "account.EmailAddress",
    {"model": "mfa.Authenticator", "exclude_fields": ["data", "last_used_at"]},
    {"model": "socialaccount.SocialAccount", "exclude_fields": ["extra_data", "last_login"]},
    "organisations.Organisation",
    "organisations.Affiliation",
    "organisations.Alias",
    "classification.Definition",
    "classification.WordList",
    "indicators.Indicator",
    "strategy.Programme",
    "strategy.Goal",
    "strategy.Target",
)
AUDITLOG_USE_FK_STRING_REPRESENTATION = True

# Mail
EMAIL_BACKEND = os.environ.get("MAJAKKA_EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = os.environ.get("MAJAKKA_EMAIL_HOST", "localhost")
EMAIL_PORT = _number("MAJAKKA_EMAIL_PORT", 25)
DEFAULT_FROM_EMAIL = os.environ.get("MAJAKKA_EMAIL_FROM", "majakka@localhost")

# Static files: ours in web/static, third-party ones in the folder that set-up fills from package.json
STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STATICFILES_DIRS = [PACKAGE / "web" / "static", ("vendor", PACKAGE / "web" / "vendor")]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = DEBUG
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# Security
_HTTPS = _flag("MAJAKKA_HTTPS", False)
SECURE_SSL_REDIRECT = _HTTPS
SESSION_COOKIE_SECURE = _HTTPS
CSRF_COOKIE_SECURE = _HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = _HTTPS
SECURE_HSTS_PRELOAD = _HTTPS
if _flag("MAJAKKA_BEHIND_PROXY", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    # The last address in X-Forwarded-For is the one our own proxy saw; rate limits count by it
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "style-src": [SELF],
        "script-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
