"""Django's settings. The home, its secret and its database are added by `boot.py`, which is handed them."""

from pathlib import Path
from typing import Any

from schoolgate.domain.errors import Invalid

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
INSTALLED_APPS = [
    "schoolgate.store",
    "schoolgate.web",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "schoolgate.web.headers.SayToBrowser",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "schoolgate.server.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "schoolgate.web.around.around",
            ]
        },
    }
]
STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
USE_TZ = True
TIME_ZONE = "Europe/London"
LANGUAGE_CODE = "en-gb"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SCHOOLGATE_OFFICE: Any = None  # () → Office: whose pages; set by whoever serves them
SCHOOLGATE_ADDRESS: str | None = None  # where suppliers reach us, where a proxy stands before us
PULLS_A_MINUTE = 6000  # that one key may ask for; 0: as many as it likes
SERVED_BY = 1  # processes; `up` says how many

# No session table: it could name no school, and every table must.
SESSION_ENGINE = "django.contrib.sessions.backends.signed_cookies"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = 12 * 60 * 60  # one working day: the cookie is all there is, so it must run out by itself
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
CSRF_FAILURE_VIEW = "schoolgate.web.door.refused_form"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Strict"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"

# An upload may hold a roll: it stays in memory, never in a temporary file.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = 25 * 2**20
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 2**20

# Django would mail errors with the request in them; addresses and forms may hold names.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"without words": {"()": "schoolgate.server.mishaps.WithoutWords"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "without words"}},
    "loggers": {"django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False}},
}

# FULL: an intent must be on disk before its parcel leaves, and WAL with NORMAL loses the last commits in a
# power cut. secure_delete: an erased salt is overwritten, not left in a free page.
SQLITE_START = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"


class AddressRefused(Invalid):
    def __init__(self, variable: str) -> None:
        super().__init__(
            f"No database was opened: {variable} is not the address of a PostgreSQL database. "
            "Write it as postgresql://user:password@host:5432/name."
        )


def databases(home_file: Path, address: str | None, owner: str | None) -> dict[str, dict[str, Any]]:
    """`default` is what the application uses; `owner`, where given, makes and upgrades the tables.

    Raises  AddressRefused.
    """
    if address is None:
        return {"default": _sqlite(home_file)}
    found = {"default": _postgresql(address, "SCHOOLGATE_DATABASE")}
    if owner is not None:
        found["owner"] = _postgresql(owner, "SCHOOLGATE_DATABASE_OWNER")
    return found


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_START},
    }


def _postgresql(address: str, variable: str) -> dict[str, Any]:
    if not address.startswith(("postgresql://", "postgres://")):
        raise AddressRefused(variable)
    # A tenth of a second to import, which a home on SQLite does without.
    from psycopg import ProgrammingError
    from psycopg.conninfo import conninfo_to_dict

    try:
        parts = conninfo_to_dict(address)
    except ProgrammingError:
        raise AddressRefused(variable) from None
    named = {name.upper(): str(parts.pop(name, "") or "") for name in ("user", "password", "host", "port")}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": str(parts.pop("dbname", "")),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": parts,
        **named,
    }
