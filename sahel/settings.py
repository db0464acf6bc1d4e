"""All settings, read from the environment (or an ignored .env file), with safe defaults.

docs/operating.md lists each one that an operator may set.
"""

import re
from datetime import timedelta
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy
from environs import Env, validate
from psycopg import IsolationLevel

BASE_DIR = Path(__file__).resolve().parent.parent
env = Env()
env.read_env(BASE_DIR / ".env", recurse=False)

# --- Where the site lives. SITE_URL drives every security setting.


def is_loopback(host: str) -> bool:
    """Say whether a host name reaches this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


PORT = env.int("PORT", 8000)
SITE_URL = env.str("SITE_URL", f"http://127.0.0.1:{PORT}").rstrip("/")
_site = urlsplit(SITE_URL)
_host = _site.hostname or ""
HTTPS = _site.scheme == "https"
LOOPBACK = is_loopback(_host)

if _site.scheme not in ("http", "https") or not _host:
    raise ImproperlyConfigured(
        f"SITE_URL is {SITE_URL!r}; it must be a whole address such as https://example.org"
    )
if not HTTPS and not LOOPBACK:
    raise ImproperlyConfigured(
        f"SITE_URL is {SITE_URL!r}; plain http is allowed for this machine alone. Use https."
    )

SECRET_KEY = env.str("SECRET_KEY", "")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "SECRET_KEY is not set. Put a long random text into the environment or the file .env "
        "(make run writes one)."
    )

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"] if LOOPBACK else [])
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "ALLOWED_HOSTS is not set. List the host names that this site answers to, "
        "separated by commas, such as example.org,www.example.org"
    )

DEBUG = env.bool("DEBUG", False)
if DEBUG and not LOOPBACK:
    raise ImproperlyConfigured("DEBUG shows secrets to everyone; it is for this machine alone.")

# --- Who speaks. While PUBLISHER_NAME is unset the site says that it is not official, and is
# not indexed by search engines.

SITE_NAME = gettext_lazy("UNODC Sahel Programme")
PUBLISHER_NAME = env.str("PUBLISHER_NAME", "")
CONTACT_EMAIL = env.str("CONTACT_EMAIL", "")
CONTENT_LICENCE = env.str("CONTENT_LICENCE", "")

# --- What the source says of the programme's beginning, in its introduction: no day. And how the
# programme is named in the activity file of the International Aid Transparency Initiative.

PROGRAMME_BEGAN = env.str(
    "PROGRAMME_BEGAN",
    "2014-01",
    validate=validate.Regexp(r"[0-9]{4}-(0[1-9]|1[0-2])\Z", error="A year and a month: 2014-01."),
)
IATI_REPORTING_ORG_REF = env.str("IATI_REPORTING_ORG_REF", "XM-DAC-41128")
IATI_ACTIVITY_IDENTIFIER = env.str(
    "IATI_ACTIVITY_IDENTIFIER", f"{IATI_REPORTING_ORG_REF}-SAHEL-PROGRAMME"
)
IATI_ACTIVITY_STATUS = env.str(
    "IATI_ACTIVITY_STATUS", "2", validate=validate.OneOf(["1", "2", "3", "4", "5", "6"])
)
if not re.fullmatch(r"[^\s/&|?]+", IATI_REPORTING_ORG_REF) or not re.fullmatch(
    rf"{re.escape(IATI_REPORTING_ORG_REF)}-[^\s/&|?]+", IATI_ACTIVITY_IDENTIFIER
):
    raise ImproperlyConfigured(
        f"IATI_ACTIVITY_IDENTIFIER is {IATI_ACTIVITY_IDENTIFIER!r}; it must begin with "
        f"{IATI_REPORTING_ORG_REF!r} and a hyphen, and hold no spaces and none of / & | ?"
    )

# --- The second person. Whether somebody may publish a text of their own: "never", "alone" (only
# while nobody else could), "always". Each use of the exception is recorded.

APPROVE_OWN_TEXT = env.str(
    "APPROVE_OWN_TEXT", "alone", validate=validate.OneOf(["never", "alone", "always"])
)

# --- Applications

INSTALLED_APPS = [
    "modeltranslation",
    "programme.accounts.apps.DeskConfig",  # django.contrib.admin
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.sitemaps",
    "django_filters",
    "simple_history",
    "axes",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "csp",
    "programme",
]

MIDDLEWARE = [
    "sahel.middleware.log_requests",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sahel.middleware.share_open_data",
    "sahel.middleware.compress_public_pages",
    "sahel.middleware.speak_the_language_of_the_address",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "programme.accounts.gate.speak_the_language_of_the_person",
    "programme.accounts.gate.show_the_time_of_the_person",
    "programme.accounts.gate.keep_the_gate",
    "simple_history.middleware.HistoryRequestMiddleware",
    "sahel.middleware.say_when_the_database_is_away",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "sahel.urls"
WSGI_APPLICATION = "sahel.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "programme.frame.frame",
            ],
        },
    },
]

# --- Database. SQLite set up for the web, or PostgreSQL by DATABASE_URL.

_database_url = env.str("DATABASE_URL", f"sqlite:///{BASE_DIR / 'var' / 'sahel.sqlite3'}")
DATABASES = {
    "default": env.dj_db_url(
        "DATABASE_URL", _database_url, conn_max_age=None, conn_health_checks=True
    )
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # journal_mode is no more than a reminder here: `migrate` sets it once (programme.triggers).
        "init_command": "PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
        "PRAGMA journal_size_limit=27103364;",
    }
    # A file, since threads that share an in-memory database lock each other out at once.
    DATABASES["default"]["TEST"] = {"NAME": BASE_DIR / "var" / "test.sqlite3"}
    Path(DATABASES["default"]["NAME"]).parent.mkdir(parents=True, exist_ok=True)
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # As long as SQLite waits for a lock: nobody at the desk waits for ever for somebody's save.
    _options = DATABASES["default"].get("OPTIONS", {})
    DATABASES["default"]["OPTIONS"] = {"options": "-c lock_timeout=20s", **_options}
# What is read for files reads a second connection that cannot write: never inside the write lock,
# and all of it from one moment.
_reader = {**DATABASES["default"], "TEST": {"MIRROR": "default"}}
if _reader["ENGINE"] == "django.db.backends.sqlite3":
    _pragmas = _reader["OPTIONS"]["init_command"] + "PRAGMA query_only=ON;"
    _reader["OPTIONS"] = {
        **_reader["OPTIONS"],
        "transaction_mode": "DEFERRED",
        "init_command": _pragmas,
    }
elif _reader["ENGINE"] == "django.db.backends.postgresql":
    _read_only = _reader["OPTIONS"]["options"] + " -c default_transaction_read_only=on"
    _reader["OPTIONS"] = {
        **_reader["OPTIONS"],
        "options": _read_only,
        "isolation_level": IsolationLevel.REPEATABLE_READ,
    }
DATABASES["reader"] = _reader
EXPORT_DB = "reader"
DATABASE_ROUTERS = ["sahel.databases.FromOneMoment"]
PG_BIN = env.str("PG_BIN", "")  # the folder of pg_dump and pg_restore, where it is not in PATH
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# --- Languages. LANGUAGES makes the columns; PUBLIC_LANGUAGES says which addresses are open.

LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("ar", "العربية")]
PUBLIC_LANGUAGES = ["en", "fr", "ar"]
MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_FALLBACK_LANGUAGES = ("en", "fr", "ar")
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = "sahel.formats"
TIME_ZONE = "UTC"
USE_TZ = True
USE_I18N = True
USE_THOUSAND_SEPARATOR = False

# --- Content and static files

FIXTURE_DIRS = [BASE_DIR / "fixtures"]
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = BASE_DIR / "var" / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
MEDIA_ROOT = env.path("MEDIA_ROOT", BASE_DIR / "var" / "media")
UPLOAD_MEGABYTES = env.int("UPLOAD_MEGABYTES", 25)
FILE_UPLOAD_HANDLERS = ["programme.files.receiving.StopAtTheLimit"]
DATA_UPLOAD_MAX_NUMBER_FILES = 20
SPOOL_ROOT = env.path("SPOOL_ROOT", BASE_DIR / "var" / "spool")
SPOOL_MEGABYTES = env.int("SPOOL_MEGABYTES", 256)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_ALLOW_ALL_ORIGINS = False

# --- Accounts

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "programme.accounts.throttling.StaffBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
PASSWORD_RESET_TIMEOUT = 3600
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", HTTPS)
SESSION_HOURS = env.int("SESSION_HOURS", 8)
SESSION_IDLE_MINUTES = env.int("SESSION_IDLE_MINUTES", 60)
# Where a visitor comes from is the address of the connection. Behind a proxy that is the proxy's;
# then, and only then, its own entry in X-Forwarded-For, the last one, is believed.
TRUST_FORWARDED_FOR = env.bool("TRUST_FORWARDED_FOR", False)
# Five wrong passwords slow down this account from this address, and nobody else.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "programme.accounts.throttling.address_of"
AXES_USERNAME_CALLABLE = "programme.accounts.throttling.counted_as"
AXES_LOCKOUT_CALLABLE = "programme.accounts.throttling.too_many_tries"
AXES_SENSITIVE_PARAMETERS = ["username", "next", "csrfmiddlewaretoken"]
AXES_DISABLE_ACCESS_LOG = True  # AuditRecord has it, without the address
AXES_ENABLE_ADMIN = AXES_VERBOSE = False
# In the session: the other kind of storage would set a cookie for the whole site.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
LOGIN_URL = "admin:login"
# A restored version would bring its old status along; status is written by workflow.py alone.
SIMPLE_HISTORY_REVERT_DISABLED = True
CSRF_FAILURE_VIEW = "programme.views.errors.csrf_failure"

# --- Security. Cookies exist for the admin alone and are never sent with a public page.

SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_NAME = "__Secure-sessionid" if HTTPS else "sessionid"
CSRF_COOKIE_NAME = "__Secure-csrftoken" if HTTPS else "csrftoken"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = SESSION_HOURS * 3600
CSRF_COOKIE_AGE = None  # until the browser closes
CSRF_TRUSTED_ORIGINS = [SITE_URL]

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# Believed only where an operator says that the proxy in front always sets (or removes) it.
if env.bool("TRUST_FORWARDED_PROTO", False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the icon is in the page, to spare readers a request
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "upgrade-insecure-requests": HTTPS,
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    feature: []
    for feature in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
}

# --- Logs: one JSON object a line on standard error. The privacy page is written from
# REQUEST_LOG_FIELDS, so what is logged and what readers are told cannot differ.

REQUEST_LOG_FIELDS = ("time", "method", "path", "status", "milliseconds")
LOG_DAYS = env.int("LOG_DAYS", 30)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "sahel.logs.JsonFormatter"}},
    "filters": {"faults": {"()": "sahel.logs.FaultsAlone"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "json"},
        "faults": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["faults"]},
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "WARNING", "propagate": False},
        "django.request": {"handlers": ["faults"], "level": "ERROR", "propagate": False},
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "axes": {"handlers": [], "level": "CRITICAL", "propagate": False},  # sahel.audit says it
        "sahel": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
    },
}

# --- E-mail: links for a new password. Without EMAIL_URL letters are printed, not sent.

_mail = env.dj_email_url("EMAIL_URL", "console:")
EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_HOST, EMAIL_PORT = _mail["EMAIL_HOST"], _mail["EMAIL_PORT"]
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail["EMAIL_HOST_USER"], _mail["EMAIL_HOST_PASSWORD"]
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail["EMAIL_USE_TLS"], _mail["EMAIL_USE_SSL"]
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", CONTACT_EMAIL or f"no-reply@{_host}")

# --- The rest

DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
SILENCED_SYSTEM_CHECKS: list[str] = []
