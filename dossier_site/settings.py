"""Every setting of the site. Each comes from the environment and is listed in .env.example."""

from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONCE, NONE, SELF
from django.templatetags.static import static
from django.utils.functional import lazy
from django_prose_editor.config import html_tags

from dossier_site import env
from dossier_site.env import addresses, file, oidc, urls
from dossier_site.ops import secret_key
from dossier_site.sqlite import connection_class, journal_mode

BASE_DIR = Path(__file__).resolve().parent.parent
# What the environment already says stays: the file only fills in.
file.read("ENV_FILE", BASE_DIR / ".env")

# --- Where the site stands -------------------------------------------------------------------------------------
DATA_DIR = env.folder("DATA_DIR", BASE_DIR / "var")
PORT = env.number("PORT", 8000, 1, 65535)
BIND = addresses.bind("BIND", "127.0.0.1")
WEB_CONCURRENCY = env.number("WEB_CONCURRENCY", 2, 1, 64)
SITE_NAME = env.text("SITE_NAME", "Taskforce Dossiers")
PUBLISHER = env.text("PUBLISHER", "EU STEM Coalition")
CONTACT_EMAIL = env.text("CONTACT_EMAIL", "")
SITE_URL = addresses.site_url("SITE_URL", f"http://127.0.0.1:{PORT}")
DATA_LICENCE = addresses.web_address("DATA_LICENCE", "https://creativecommons.org/licenses/by/4.0/")
DATA_LICENCE_NAME = env.text("DATA_LICENCE_NAME", "Creative Commons Attribution 4.0")
SHOW_DESIGN = env.flag("SHOW_DESIGN", False)
DEMONSTRATION = env.flag("DEMONSTRATION", True)
STAFF_PASSWORD = env.text("STAFF_PASSWORD")
REVIEW_REQUIRED = env.flag("REVIEW_REQUIRED", False)
SITE_HOST = addresses.host_name(urlsplit(SITE_URL).hostname)
ALLOWED_HOSTS = addresses.hosts("ALLOWED_HOSTS", [SITE_HOST, "127.0.0.1", "[::1]", "localhost"])

# --- Safety: follows the scheme of SITE_URL --------------------------------------------------------------------
DEBUG = env.flag("DEBUG", False)
SECRET_KEY = env.text("SECRET_KEY") or secret_key.read(DATA_DIR / "secret-key")
HTTPS = SITE_URL.startswith("https://")
BEHIND_PROXY = env.flag("BEHIND_PROXY", False)
FORCE_SCRIPT_NAME = ""  # the site stands at the root of its host, whatever a header says
if BEHIND_PROXY:  # only then: any client could send this header to a site that stands alone
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
# Without a word from the proxy every request looks like http, and redirecting would never end.
SECURE_SSL_REDIRECT = HTTPS and BEHIND_PROXY
SECURE_REDIRECT_EXEMPT = [r"^health/"]
HSTS_SECONDS = env.number("HSTS_SECONDS", 31_536_000, 0, 999_999_999)
SECURE_HSTS_SECONDS = HSTS_SECONDS if HTTPS else 0
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SESSION_ENGINE = "dossier_site.sessions"
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # sub-domains may be other people's sites: not ours to promise https for
    "security.W008",  # the proxy that speaks TLS may do the redirecting itself, see SECURE_SSL_REDIRECT
    "security.W021",  # the preload list is for a whole domain, too
]
AUTHENTICATION_BACKENDS = ["dossier_site.accounts.rights_backend.RightsBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# What a browser may load. Public pages are cached, so they carry no nonce; the admin's pages do.
PUBLIC_POLICY = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "frame-src": ["https://www.youtube-nocookie.com", "https://player.vimeo.com"],
    "form-action": [SELF],
    "base-uri": [NONE],
    "frame-ancestors": [NONE],
}
ADMIN_POLICY = PUBLIC_POLICY | {
    # The rich text editor's import map is an inline script.
    "script-src": [SELF, NONCE],
    # The style that the editor adds to the page when it starts; another version may need another hash.
    "style-src": [SELF, "'sha256-PlumsSlvJ7vvWzjqibGAYKq92O3y/4JTxWWsWJvyUYA='"],
    "img-src": [SELF, "data:", "blob:"],
}
CONTENT_SECURITY_POLICY = {"DIRECTIVES": PUBLIC_POLICY}

# --- The rooms -------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "dossier_site.apps.FrameConfig",
    "dossier_site.apps.DossierAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.forms",
    "dossier_site.apps.CollectedFilesConfig",
    "csp",
    "django_filters",
    "django_prose_editor",
    "allauth",
    "dossier_site.apps.DeskAccountConfig",
    "allauth.mfa",
    "dossier_site.apps.DeskUserSessionsConfig",
    "dossier_site.apps.DeskSocialAccountConfig",
    "allauth.socialaccount.providers.openid_connect",
    "alerts",
    "upkeep",
    "dossiers",
    "timeline",
    "taskforces",
    "publishing",
    "library",
    "audit",
    "editing",
    "text",
]
# Rows that are true for everyone as soon as saved say so to the one door. The rooms they are in do not know it.
CHANGES_ARE_NOTED_BY = "publishing.generation.note"
# And the door learns here which pages show what changed. The rooms that know are above it.
PAGES_ARE_FOUND_BY = "timeline.shown_by.pages_showing"
# And here what is searched is kept right.
CHANGES_ARE_SEARCHED_BY = "dossiers.search.indexing.index"
# What is missing or odd in a row that was saved. The rules name rows of all rooms.
FAULTS_ARE_FOUND_BY = "dossier_site.attention.looking.look_at"
# What a long answer is drawn by, beside the database: another one with each version of the site.
VERSION_IS_SAID_BY = "dossier_site.ready.version.version"
MIDDLEWARE = [
    "dossier_site.middleware.TrustedHeaders",
    "django.middleware.security.SecurityMiddleware",
    "dossier_site.middleware.ContentSecurityPolicy",
    "dossier_site.middleware.PrivateDesk",
    "dossier_site.health.AnyHost",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "dossiers.cors.CrossOrigin",
    "django.middleware.http.ConditionalGetMiddleware",
    "dossier_site.middleware.PublicGZip",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "dossier_site.accounts.middleware.AccountsAtDesk",
    "dossier_site.accounts.middleware.SecondFactorRequired",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "dossiers.middleware.FormerAddresses",
]
LOGIN_URL, LOGIN_REDIRECT_URL = "admin:login", "admin:index"
CSRF_FAILURE_VIEW = "dossier_site.sign_in_again.csrf_failure"

# Accounts of the desk (django-allauth). Its own limits count in each process alone: ours are in sign_in.py.
REQUIRE_SECOND_FACTOR = env.flag("REQUIRE_SECOND_FACTOR", False)
ACCOUNT_ADAPTER = "dossier_site.accounts.adapters.AccountAdapter"
ACCOUNT_LOGIN_METHODS, ACCOUNT_SIGNUP_FIELDS = {"username"}, ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = MFA_RATE_LIMITS = False
MFA_ADAPTER = "dossier_site.accounts.adapters.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # a clock that is half a minute late, or a slow hand
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # browsers then offer passkeys at http://localhost only
MFA_FORMS = {
    name: f"dossier_site.accounts.forms.{form}"
    for name, form in {
        "authenticate": "SecondFactorForm",
        "reauthenticate": "ReauthenticateForm",
        "authenticate_webauthn": "PasskeyForm",
        "login_webauthn": "PasskeySignInForm",
        "reauthenticate_webauthn": "PasskeyReauthenticateForm",
        "add_webauthn": "AddPasskeyForm",
        "edit_webauthn": "RenamePasskeyForm",
    }.items()
}
SOCIALACCOUNT_ADAPTER = "dossier_site.accounts.adapters.SocialAccountAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form that leads to another host would need that host in the policy
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5
OIDC_NAME, SOCIALACCOUNT_PROVIDERS = oidc.provider()
ROOT_URLCONF = "dossier_site.urls"
WSGI_APPLICATION = "dossier_site.wsgi.application"
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
                "dossiers.context.site",
            ]
        },
    }
]
# Forms, too, may be drawn by templates of our own; what stands in them by hundreds needs none.
FORM_RENDERER = "editing.drawing.renderer.FormRenderer"

# --- What it keeps ---------------------------------------------------------------------------------------------
DATABASE = urls.database("DATABASE_URL", DATA_DIR / "site.sqlite3")
if DATABASE["ENGINE"] == urls.SQLITE:
    # Readers and one writer at a time. A writer takes its turn before it reads, and a commit is on the disk.
    DATABASE["OPTIONS"] = {
        "factory": connection_class(),
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,  # then whoever saves is told to try again
        # Pages of a new file: items have 1 to 3 kB, so pages of 4 kB hold one or two, and a quarter of nothing.
        "init_command": f"PRAGMA page_size=8192; PRAGMA journal_mode={journal_mode()}; PRAGMA synchronous=FULL",
    }
else:
    DATABASE["ENGINE"] = "dossier_site.postgresql"
    DATABASE["OPTIONS"] = {"connect_timeout": 2} | DATABASE.get("OPTIONS", {})
KEPT_OPEN = {"CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
DATABASES = {"default": DATABASE | KEPT_OPEN}
if replica := env.text("DATABASE_REPLICA_URL"):
    DATABASES["replica"] = urls.postgresql("DATABASE_REPLICA_URL", replica) | KEPT_OPEN
    DATABASE_ROUTERS = ["dossier_site.replica.ReplicaRouter"]
    MIDDLEWARE.insert(MIDDLEWARE.index("dossiers.middleware.FormerAddresses"), "dossier_site.replica.FromReplica")
# Whole pages that are kept in front of Django, and how much of the disk they may take.
READY_PAGES = env.flag("READY_PAGES", not DEBUG)
READY_PAGES_MB = env.number("READY_PAGES_MB", 512, 8, 1_000_000)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {"default": urls.cache("CACHE_URL")}
# Whether all processes share it: then ready pages are kept there; and whether machines do, by a server of its own.
CACHE_IS_SHARED = urls.is_shared(CACHES["default"])
CACHE_IS_REDIS = CACHES["default"]["BACKEND"] == urls.REDIS
if CACHE_IS_REDIS:
    CACHES["default"]["BACKEND"] = "dossier_site.redis_cache.DispensableRedisCache"

# Where all processes count together: in a server that forgets nothing, else in a cache that they share, else in files.
CACHES["shared"] = urls.cache("COUNTS_URL" if env.text("COUNTS_URL") else "CACHE_URL")
if not urls.is_shared(CACHES["shared"]):
    CACHES["shared"] = {
        "BACKEND": "dossier_site.file_cache.SharedFileCache",
        "LOCATION": DATA_DIR / "cache",
        "TIMEOUT": 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }

# Pieces of pages, which outlive them.
CACHES["pieces"] = {
    "BACKEND": "dossier_site.ready.pieces.PieceCache",
    "LOCATION": DATA_DIR / "ready",
    "OPTIONS": {"MOST_BYTES": READY_PAGES_MB * 1024 * 1024 // 8},
}
if CACHE_IS_REDIS:
    CACHES["pieces"] = CACHES["default"] | {
        "KEY_FUNCTION": "dossier_site.ready.pieces.key_of_version",
        "TIMEOUT": 7 * 24 * 60 * 60,
    }

# Of narrowed lists, which have no end, each process keeps a few.
CACHES["narrowed"] = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "narrowed",
    "TIMEOUT": None,
    "OPTIONS": {"MAX_ENTRIES": 50},
}

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_ROOT = BASE_DIR / "static" / "root"  # what browsers ask for at fixed addresses: /favicon.ico
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = ["map", "png", "jpg", "jpeg", "gif", "webp", "avif", "ico", "woff", "woff2"]
MEDIA_URL = "media/"
MEDIA_ROOT = DATA_DIR / "media"
PRIVATE_ROOT = DATA_DIR / "private"  # documents "on request": beside what /media/ serves
STORE = urls.store("STORE_URL")  # empty: files lie in these two folders
ACCEL_REDIRECT = env.flag("ACCEL_REDIRECT", False)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "dossier_site.storage.JoinedStaticFilesStorage"
    },
}

# A taskforce's form with all the rows that it may have (100 results, 1000 events, …) sends some 7000 fields. Django's
# limit of 1000 would answer 400, and all that was typed would be lost.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
# For the same reason: what is too long is told at its field, which has a limit of its own.
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
# A large file for which the disk has no room does not take the words of its form with it.
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "editing.upload_handlers.RoomyUploadHandler",
]

# --- Language and time -----------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
FORMAT_MODULE_PATH = "dossier_site.formats"
USE_TZ = True
TIME_ZONE = env.time_zone("TIME_ZONE", "Europe/Brussels")

# --- The rich text editor: what it may make stands in text/richtext.py ----------------------------------------
DJANGO_PROSE_EDITOR_EXTENSIONS = [
    {"js": [lazy(static, str)("desk/language.js")], "extensions": {"Language": html_tags([])}},
    {"js": [lazy(static, str)("desk/paste.js")], "extensions": {"Paste": html_tags([])}},
]

# --- Links to other sites: how often, how long, how politely and how many at once they are checked -------------
LINK_CHECK_DAYS = env.number("LINK_CHECK_DAYS", 7, 1, 365)
LINK_CHECK_MINUTES = env.number("LINK_CHECK_MINUTES", 120, 1, 1440)
LINK_CHECK_PAUSE = env.number("LINK_CHECK_PAUSE", 2, 1, 3600)
LINK_CHECK_THREADS = env.number("LINK_CHECK_THREADS", 8, 1, 64)

# --- Letters and logs ------------------------------------------------------------------------------------------
vars().update(urls.email("EMAIL_URL"))
EMAIL_TIMEOUT = 10
SENDS_MAIL = bool(env.text("EMAIL_URL"))
DEFAULT_FROM_EMAIL = SERVER_EMAIL = addresses.sender("DEFAULT_FROM_EMAIL", f"noreply@{SITE_HOST}")
EMAIL_SUBJECT_PREFIX = f"[{SITE_NAME}] "
ADMINS = addresses.people("ADMINS")
LOG_LEVEL = env.choice("LOG_LEVEL", "INFO", ("DEBUG", "INFO", "WARNING", "ERROR"))
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {
        "stdout": {"class": "logging.StreamHandler", "stream": "ext://sys.stdout", "formatter": "line"},
        "admins": {"class": "dossier_site.mail.AdminMail", "level": "ERROR", "formatter": "line"},
    },
    "root": {"handlers": ["stdout"], "level": LOG_LEVEL},
    "loggers": {
        "django": {"handlers": ["stdout", "admins"], "level": LOG_LEVEL, "propagate": False},
        # Anyone can send what makes no sense, such as a wrong host name: a line in the log, no letter.
        "django.security": {"handlers": ["stdout"], "propagate": False},
        # What is wrong with other people's servers stands at the desk.
        "requests_hardened": {"level": "ERROR"},
        "urllib3": {"level": "ERROR"},
    },
}
