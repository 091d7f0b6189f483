"""Settings: this one file plus the environment. Safe by default; a missing setting says how to set it."""

import os
import sys
from datetime import date
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from dongthuan.foundation.vault.keys import path_for

from . import citizens
from .logs import logging

PACKAGE = Path(__file__).resolve().parents[1]


def env(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str) -> bool:
    value = env(name, "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no"}:
        raise ImproperlyConfigured(f"{name}={value!r} is not a yes or no. Set {name}=1 or {name}=0.")
    return value in {"1", "true", "yes"}


DATA_ROOT = Path(env("DONGTHUAN_DATA", str(Path.cwd() / "var"))).resolve()
DEBUG = flag("DONGTHUAN_DEBUG")
DEMO = flag("DONGTHUAN_DEMO")
LOGGING = logging(as_json=env("DONGTHUAN_LOG") == "json")
TESTING = "pytest" in sys.modules
AS_OF = date.fromisoformat(env("DONGTHUAN_AS_OF")) if env("DONGTHUAN_AS_OF") else None

# --- who may talk to us -------------------------------------------------------------------------------------------
SITE_URL = env("DONGTHUAN_URL", "http://localhost:8000").rstrip("/")
_site = urlsplit(SITE_URL)
BEHIND_TLS = _site.scheme == "https"
ALLOWED_HOSTS = [h for h in env("DONGTHUAN_HOSTS").split(",") if h] or [
    _site.hostname or "localhost",
    "localhost",
    "127.0.0.1",
]
CSRF_TRUSTED_ORIGINS = [SITE_URL]


def number(name: str, default: int) -> int:
    value = env(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name}={value!r} is not a number. Set it to 0, 1, 2 …")
    return int(value)


# Anyone can write X-Forwarded-For; of its addresses only those that our own proxies added are believed.
ALLAUTH_TRUSTED_PROXY_COUNT = number("DONGTHUAN_PROXIES", 0)


def mail_address(name: str) -> str:
    value = env(name).lower()
    local, _at, domain = value.partition("@")
    if value and ("@" in domain or "+" in local or not (local and domain) or any(c in value for c in ' <>,;"')):
        raise ImproperlyConfigured(f"{name}={value!r} is not an e-mail address. Write it like gopy@province.gov.vn.")
    return value


def secret_key() -> str:
    """The key from the environment, else the one `dongthuan up` wrote into the data folder."""
    if key := env("DONGTHUAN_SECRET_KEY"):
        return key
    path = DATA_ROOT / "keys" / "secret_key"
    if path.is_file():
        return path.read_text().strip()
    if "DONGTHUAN_BUILDING" in os.environ:  # checks and message extraction touch no session
        return "not-secret-only-for-checks"
    raise ImproperlyConfigured(
        f"No secret key. Set DONGTHUAN_SECRET_KEY, or start with `dongthuan up`, which writes one to {path}."
    )


SECRET_KEY = secret_key()

# --- database -----------------------------------------------------------------------------------------------------


def database(url: str) -> dict[str, object]:
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"DATABASE_URL={url!r} is not a PostgreSQL address. Write postgresql://USER:PASSWORD@HOST:5432/NAME."
        )
    query = dict(p.split("=", 1) for p in parts.query.split("&") if "=" in p)
    host = unquote(query.get("host", parts.hostname or ""))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.strip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            "connect_timeout": 5,
            # A server with LLVM would compile our larger questions anew each time: 40 s instead of 1.6 s for the vault's list.
            # A page of a table costs nearly the same wherever it lies: PostgreSQL's own figure is of disks that turn.
            "options": "-c jit=off -c random_page_cost=1.1",
            **({"sslmode": query["sslmode"]} if "sslmode" in query else {}),
        },
    }


DATABASES = {"default": database(env("DATABASE_URL", "postgresql:///dongthuan"))}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- the house ----------------------------------------------------------------------------------------------------


def house_apps() -> list[str]:
    """Every room of the house: a package with an apps.py under one of the wings. Sorted, so that order never surprises."""
    found = []
    for wing in ("foundation", "listen", "explain", "deliver"):
        found += sorted(f"dongthuan.{wing}.{p.parent.name}" for p in (PACKAGE / wing).glob("*/apps.py"))
    return found


INSTALLED_APPS = [
    "dongthuan.web",
    *house_apps(),
    *(["dongthuan.journeys"] if (PACKAGE / "journeys" / "apps.py").exists() else []),
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "procrastinate.contrib.django",
    "csp",
]
AUTH_USER_MODEL = "people.User"

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dongthuan.web.caching.caching",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "dongthuan.web.language.language",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "dongthuan.web.readonly_get.readonly_get",
    "allauth.account.middleware.AccountMiddleware",
    "dongthuan.foundation.things.once.FormKeyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "dongthuan.config.urls"
WSGI_APPLICATION = "dongthuan.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "django.template.context_processors.i18n",
            ],
        },
    }
]
FORM_RENDERER = "dongthuan.web.kit.forms.Renderer"

# --- the place ----------------------------------------------------------------------------------------------------
PLACE_NAME = env("DONGTHUAN_PLACE", "Tỉnh Ninh Bình")
OPERATORS = env("DONGTHUAN_OPERATORS", "Ban Dân vận Tỉnh ủy và Ủy ban nhân dân tỉnh Ninh Bình")

# --- language and time --------------------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]  # each in its own words, for who reads no other
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_THOUSAND_SEPARATOR = True

# --- files --------------------------------------------------------------------------------------------------------
FILES_ROOT = DATA_ROOT / "files"
KEYS_ROOT = DATA_ROOT / "keys"
VAULT_KEYS = path_for(DATA_ROOT)
STATIC_URL = "/static/"
STATIC_ROOT = DATA_ROOT / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 25 * 2**20
# Uploads stay in memory: a temporary file would lie open on the disk, and what a citizen sends may belong into the vault.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 110 * 2**20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000

# --- sign-in ------------------------------------------------------------------------------------------------------
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# An office of forty people stands behind one address: a generous figure per address, a strict one per name.
ACCOUNT_RATE_LIMITS = {"login": "120/m/ip", "login_failed": "60/m/ip,5/5m/key"}
ACCOUNT_ADAPTER = "dongthuan.foundation.people.signin.Adapter"
ACCOUNT_FORMS = {
    "login": "dongthuan.foundation.people.signin.SignInForm",
    "change_password": "dongthuan.foundation.people.signin.PasswordForm",
    "reauthenticate": "dongthuan.foundation.people.signin.AgainForm",
}
OIDC_ISSUER = env("DONGTHUAN_OIDC")
SOCIALACCOUNT_ADAPTER = "dongthuan.foundation.people.citizens.CitizenAdapter"
SOCIALACCOUNT_PROVIDERS = citizens.providers(
    OIDC_ISSUER, env("DONGTHUAN_OIDC_CLIENT"), env("DONGTHUAN_OIDC_SECRET"), env("DONGTHUAN_OIDC_NAME", "VNeID")
)
MFA_ADAPTER = "dongthuan.foundation.people.signin.KeyAdapter"
MFA_FORMS = {
    "authenticate": "dongthuan.foundation.people.signin.CodeForm",
    "reauthenticate": "dongthuan.foundation.people.signin.AgainByCodeForm",
    "activate_totp": "dongthuan.foundation.people.signin.ActivateForm",
    "add_webauthn": "dongthuan.foundation.people.signin.AddKeyForm",
    "edit_webauthn": "dongthuan.foundation.people.signin.RenameKeyForm",
}
MFA_TOTP_ISSUER = "Đồng Thuận"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not BEHIND_TLS and _site.hostname in {"localhost", "127.0.0.1"}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "web_cache"},
    # Within one process, for what may be a minute old and is dear to count.
    "near": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 5000}},
}

# --- safety -------------------------------------------------------------------------------------------------------
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if BEHIND_TLS:
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_SSL_REDIRECT = flag("DONGTHUAN_REDIRECT_TLS")
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'", *citizens.origin(OIDC_ISSUER)],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

# --- how long personal data is kept -------------------------------------------------------------------------------
BOOKINGS_KEPT_DAYS = number("DONGTHUAN_BOOKINGS_KEPT_DAYS", 30)  # after the session; no law names the days

# --- mail and jobs ------------------------------------------------------------------------------------------------
EMAIL_HOST = env("DONGTHUAN_SMTP_HOST")
EMAIL_PORT = number("DONGTHUAN_SMTP_PORT", 25)
EMAIL_HOST_USER = env("DONGTHUAN_SMTP_USER")
EMAIL_HOST_PASSWORD = env("DONGTHUAN_SMTP_PASSWORD")
EMAIL_USE_TLS = flag("DONGTHUAN_SMTP_TLS")
DEFAULT_FROM_EMAIL = env("DONGTHUAN_MAIL_FROM", "dong-thuan@localhost")
# Where people send opinions on drafts; empty: no page names an address. The mail server hands what comes to `take-mail`.
OPINIONS_MAIL = mail_address("DONGTHUAN_OPINIONS_MAIL")
TSA_URL = env("DONGTHUAN_TSA_URL")
PROCRASTINATE_ON_APP_READY = None
